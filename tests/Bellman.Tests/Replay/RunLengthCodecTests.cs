using Bellman.Replay;

namespace Bellman.Tests.Replay;

public class RunLengthCodecTests
{
    [Fact]
    public void Every_picture_comes_back_and_none_takes_more_than_the_worst()
    {
        var random = new Rng(1);
        for (int attempt = 0; attempt < 4_000; attempt++)
        {
            int width = 1 + random.NextInt(90);
            var picture = new byte[1 + random.NextInt(attempt % 100 == 0 ? 200_000 : 900)];
            int calm = random.NextInt(8); // how often a pixel is like one before or above
            for (int i = 0; i < picture.Length; i++)
            {
                picture[i] = i >= width && random.NextInt(8) < calm ? picture[random.NextInt(2) == 0 ? i - 1 : i - width] : (byte)random.NextInt(256);
            }
            Assert.Equal(picture, ThereAndBack(picture, width));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(84)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(300_000)]
    public void A_flat_picture_takes_a_few_bytes(int length)
    {
        var packed = new byte[RunLengthCodec.Worst(length)];
        Assert.InRange(RunLengthCodec.Pack(new byte[length], 84, packed), 0, 2 + 3 * (length / 65_535 + 1));
        Assert.Equal(new byte[length], ThereAndBack(new byte[length], 84));
    }

    [Fact]
    public void Bytes_that_are_no_picture_are_noticed_and_never_read_or_written_outside()
    {
        var random = new Rng(2);
        var picture = new byte[100];
        int refused = 0;
        for (int attempt = 0; attempt < 100_000; attempt++)
        {
            var garbage = new byte[random.NextInt(40)];
            foreach (ref byte value in garbage.AsSpan())
            {
                value = (byte)random.NextInt(256);
            }
            refused += RunLengthCodec.Unpack(garbage, 10, picture) ? 0 : 1;
        }
        Assert.InRange(refused, 90_000, 100_000);
    }

    private static byte[] ThereAndBack(byte[] picture, int width)
    {
        var packed = new byte[RunLengthCodec.Worst(picture.Length)];
        int size = RunLengthCodec.Pack(picture, width, packed);
        var back = new byte[picture.Length];
        Assert.True(RunLengthCodec.Unpack(packed.AsSpan(0, size), width, back));
        return back;
    }
}
