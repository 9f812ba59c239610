using System.Runtime.InteropServices;

namespace Bellman.Environments.Pixels;

/// <summary>
/// Brightness of colours: 0.299 red + 0.587 green + 0.114 blue, rounded (ITU-R BT.601, the luma of the DQN papers and of OpenCV).
/// </summary>
/// <param name="width">Pixels in a row.</param>
/// <param name="height">Rows.</param>
public sealed class Grey(int width, int height) : IStage
{
    // The three weights in 65536ths; they add up to one, so that white stays white.
    private const int Red = 19595, Green = 38470, Blue = 7471, Half = 1 << 15;

    /// <inheritdoc/>
    public ImageShape Output { get; } = new(1, height, width);

    /// <inheritdoc cref="IStage.Apply"/>
    /// <param name="picture">Red, green and blue of each pixel, [height x width x 3], as a canvas has them.</param>
    /// <param name="result">[height x width], filled.</param>
    public void Apply(ReadOnlySpan<byte> picture, Span<byte> result)
    {
        ReadOnlySpan<Rgb> colors = MemoryMarshal.Cast<byte, Rgb>(picture)[..result.Length];
        for (int i = 0; i < colors.Length; i++)
        {
            Rgb color = colors[i];
            result[i] = (byte)((Red * color.R + Green * color.G + Blue * color.B + Half) >> 16);
        }
    }

    private readonly record struct Rgb(byte R, byte G, byte B);
}
