namespace Bellman.Atari.Tests.Programs;

/// <summary>Images of random programs, each made from its number: most are nonsense, some are nearly a game.</summary>
internal static class RandomRom
{
    private const int Kinds = 6, Longest = 0x10100;

    private static readonly int[] Lengths = [0x800, 0x1000, 0x2000, 0x2000, 0x2800, 0x28FF, 0x4000, 0x8000, 0x10000];

    public static byte[] Image(int number)
    {
        MersenneTwister random = new((uint)number);
        int length = Lengths[number / Kinds % Lengths.Length];
        return (number % Kinds) switch
        {
            0 => Bytes(ref random, length),
            1 => Filled(ref random, length, static (ref random) => [0x8D, (byte)(random.Next() & 0x3F), 0x00]), // writes to the TIA
            2 => Filled(ref random, length, static (ref random) => [0xAD, (byte)(0xE0 | random.Next() & 0x1F), 0xFF]), // hot spots
            3 => Filled(ref random, length, Statement), // whole instructions about RAM, TIA and RIOT
            4 => Program.Frames(100 + (int)(random.Next() % 100), Body(ref random)), // a frame loop around such
            _ => Bytes(ref random, (int)(random.Next() % Longest)), // cut off anywhere
        };
    }

    private delegate byte[] Maker(ref MersenneTwister random);

    private static byte[] Bytes(ref MersenneTwister random, int length)
    {
        byte[] image = new byte[length];
        foreach (ref byte b in image.AsSpan())
        {
            b = (byte)random.Next();
        }
        return image;
    }

    // The last bytes stay random: the vectors, which point anywhere.
    private static byte[] Filled(ref MersenneTwister random, int length, Maker make)
    {
        byte[] image = Bytes(ref random, length);
        for (int i = 0; i < length - 16;)
        {
            byte[] statement = make(ref random);
            statement.CopyTo(image, i);
            i += statement.Length;
        }
        return image;
    }

    private static byte[] Body(ref MersenneTwister random)
    {
        List<byte> body = [];
        while (body.Count < 60)
        {
            body.AddRange(Statement(ref random));
        }
        return [.. body];
    }

    // X and Y count lines and frames in the frame loop: they are read only.
    private static byte[] Statement(ref MersenneTwister random)
    {
        byte any = (byte)random.Next(), register = (byte)(random.Next() & 0x3F), cell = (byte)(0x80 | random.Next());
        return (random.Next() % 12) switch
        {
            0 => [0xA9, any],
            1 or 2 => [0x85, (byte)(register | 4)],
            3 => [0x86, (byte)(register | 8)],
            4 => [0x85, cell],
            5 => [0xA5, cell],
            6 => [0xA5, (byte)(register & 15)],
            7 => [0x8D, (byte)(0x94 | register & 3), 0x02], // sets the timer
            8 => [0xAD, 0x84, 0x02],
            9 => [0x65, cell],
            10 => [0x84, cell],
            _ => [0x0A],
        };
    }
}
