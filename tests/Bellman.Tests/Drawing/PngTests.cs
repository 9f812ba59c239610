using Bellman.Drawing;

namespace Bellman.Tests.Drawing;

public class PngTests
{
    [Theory]
    [InlineData(1, 1), InlineData(3, 7), InlineData(160, 100)]
    public void What_is_read_back_is_what_was_painted(int width, int height)
    {
        Canvas canvas = Pictures.Noise(width, height, seed: 1);
        using var file = new MemoryStream();
        Png.Write(canvas, file);
        Assert.Equal(canvas.Rgb, PngDecoder.Read(file.ToArray()).Rgb);
    }
}

internal static class Pictures
{
    /// <summary>Every pixel its own colour.</summary>
    public static Canvas Noise(int width, int height, ulong seed)
    {
        var canvas = new Canvas(width, height);
        var random = new Rng(seed);
        foreach (ref byte value in canvas.Rgb.AsSpan())
        {
            value = (byte)random.NextBits();
        }
        return canvas;
    }

    /// <summary>Pixels of a few colours, arranged at random.</summary>
    public static Canvas Confetti(int width, int height, int colors, ulong seed)
    {
        var canvas = new Canvas(width, height);
        var random = new Rng(seed);
        for (int i = 0; i < canvas.Rgb.Length; i += 3)
        {
            int color = random.NextInt(colors) * 65_537 * 31; // spread over the cube, all different
            (canvas.Rgb[i], canvas.Rgb[i + 1], canvas.Rgb[i + 2]) = ((byte)(color >> 16), (byte)(color >> 8), (byte)color);
        }
        return canvas;
    }
}
