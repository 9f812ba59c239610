using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Bellman.Environments.Pixels;

/// <summary>
/// Brightness of colours: 0.299 red + 0.587 green + 0.114 blue, rounded (ITU-R BT.601, the luma of the DQN papers and
/// of OpenCV).
/// </summary>
/// <param name="width">Pixels in a row.</param>
/// <param name="height">Rows.</param>
internal sealed class Grayscale(int width, int height) : IStage
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
        for (int i = Fours(picture[..(3 * result.Length)], result); i < colors.Length; i++)
        {
            Rgb color = colors[i];
            result[i] = (byte)((Red * color.R + Green * color.G + Blue * color.B + Half) >> 16);
        }
    }

    // Four pixels at a time, as far as sixteen bytes can be read at once; returns how many are done.
    private static int Fours(ReadOnlySpan<byte> picture, Span<byte> result)
    {
        int done = 0;
        for (; Vector128.IsHardwareAccelerated && 3 * done + Vector128<byte>.Count <= picture.Length; done += 4)
        {
            var four = Vector128.Create(picture[(3 * done)..]);
            Vector128<int> sum = Channel(four, 0) * Red + Channel(four, 1) * Green + Channel(four, 2) * Blue + Vector128.Create(Half);
            FourPixels.Store(sum >> 16, result[done..]);
        }
        return done;
    }

    // One byte in three, each with room above it; 255 is beyond the sixteen and gives 0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Channel(Vector128<byte> pixels, int channel)
        => Vector128.Shuffle(pixels,
            (Vector128.Create(0, 3, 6, 9) + Vector128.Create(channel)).AsByte() | Vector128.Create(unchecked((int)0xFFFFFF00)).AsByte()).AsInt32();

    private readonly record struct Rgb(byte R, byte G, byte B);
}
