namespace Bellman.Atari.Tests;

/// <summary>Whatever the image, a console neither crashes nor hangs: a frame is at most 25,000 instructions.</summary>
public class FuzzTests
{
    private static readonly int[] Lengths = [0x800, 0x1000, 0x2000, 0x2800, 0x28FF, 0x4000, 0x8000, 0x10000];

    [Fact]
    public void Random_images_run_and_two_consoles_agree_about_them()
    {
        Mersenne random = new(2026);
        ConsoleOptions options = new() { Television = Television.Ntsc };
        for (int i = 0; i < 80; i++)
        {
            byte[] image = Random(ref random, Lengths[i % Lengths.Length], i % 3);
            Scheme[] schemes = [.. Enum.GetValues<Scheme>().Where(scheme => Accepts(image, scheme))];
            Scheme scheme = schemes[(int)(random.Next() % (uint)schemes.Length)];
            Console2600 first = new(new Cartridge(image, scheme), options), second = new(new Cartridge(image, scheme), options);
            Sockets sockets = new(LeftPaddles: i % 5 == 0);
            for (int frame = 0; frame < 20; frame++)
            {
                sockets.Hold(ref first.Ports, (JoystickAction)(frame % 18));
                sockets.Hold(ref second.Ports, (JoystickAction)(frame % 18));
                first.RunFrame();
                second.RunFrame(draw: frame % 2 == 0);
                if (frame == 10)
                {
                    first.Reset();
                    second.Reset();
                }
                Assert.Equal(first.Ram, second.Ram);
                Assert.Equal(first.Cycles, second.Cycles);
            }
        }
    }

    [Fact]
    public void Truncated_images_are_refused_or_run()
    {
        Mersenne random = new(1);
        byte[] image = Random(ref random, 0x8000, 0);
        int refused = 0, ran = 0;
        for (int i = 0; i < 60; i++)
        {
            int length = (int)(random.Next() % 0x8001);
            try
            {
                new Console2600(new Cartridge(image.AsSpan(0, length)), new ConsoleOptions { Television = Television.Ntsc }).RunFrame();
                ran++;
            }
            catch (CartridgeException refusal)
            {
                refused++;
                Assert.EndsWith(".", refusal.Message, StringComparison.Ordinal);
            }
        }
        Assert.Equal(60, refused + ran);
        Assert.True(refused > 40);
    }

    private static bool Accepts(byte[] image, Scheme scheme)
    {
        try
        {
            return new Cartridge(image, scheme).Scheme == scheme;
        }
        catch (CartridgeException)
        {
            return false;
        }
    }

    // Random bytes; or mostly writes to the TIA; or mostly jumps about in the cartridge's hot spots.
    private static byte[] Random(ref Mersenne random, int length, int kind)
    {
        byte[] image = new byte[length];
        for (int i = 0; i < length; i++) image[i] = (byte)random.Next();
        for (int i = 0; i + 3 < length && kind > 0; i += 3)
        {
            (image[i], image[i + 1], image[i + 2]) = kind == 1
                ? ((byte)0x8D, (byte)(random.Next() & 0x3F), (byte)0)
                : ((byte)0xAD, (byte)(0xE0 | random.Next() & 0x1F), (byte)0xFF);
        }
        return image;
    }
}
