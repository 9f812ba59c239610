using Bellman.Neural.Kernels;

namespace Bellman.Neural.Layers;

/// <summary>
/// Transposes [channels][height][width], the layout of environments and papers, to [height][width][channels], the
/// layout of convolutions here. One place of a patch is then consecutive in memory.
/// </summary>
internal sealed class ChannelsLast(ImageShape image) : ILayer
{
    /// <inheritdoc/>
    public int InputLength { get; } = Shape.Picture(image).Length;

    /// <inheritdoc/>
    public int OutputLength => InputLength;

    private int Area => image.Height * image.Width;

    /// <inheritdoc/>
    public void Forward(
        ReadOnlySpan<float> parameters, ReadOnlySpan<float> statistics, ReadOnlySpan<float> x, Span<float> y, int rows)
        => Turn(x, y, rows, image.Channels, Area);

    /// <inheritdoc/>
    public void InputGradient(
        ReadOnlySpan<float> parameters, ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> dy, Span<float> dx, int rows)
        => Turn(dy, dx, rows, Area, image.Channels);

    private static unsafe void Turn(ReadOnlySpan<float> source, Span<float> target, int pictures, int height, int width)
    {
        Shape.Holds(source, pictures, height * width, Layout.Rows);
        Shape.Holds(target, pictures, height * width, Layout.Rows);
        fixed (float* from = source, to = target)
        {
            for (nint i = 0; i < pictures; i++)
            {
                Transpose.Block(from + i * height * width, width, to + i * height * width, height, height, width);
            }
        }
    }

    /// <inheritdoc/>
    public override string ToString() => "channels last";
}
