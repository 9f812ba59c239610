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

    /// <inheritdoc/>
    /// <param name="picture">Red, green and blue of each pixel, [height x width x 3], as a canvas has them.</param>
    /// <param name="result">[height x width], filled.</param>
    public void Apply(ReadOnlySpan<byte> picture, Span<byte> result)
    {
        ReadOnlySpan<byte> left = picture[..(result.Length * 3)];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = (byte)((Red * left[0] + Green * left[1] + Blue * left[2] + Half) >> 16);
            left = left[3..];
        }
    }
}
