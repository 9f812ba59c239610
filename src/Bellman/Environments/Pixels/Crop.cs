namespace Bellman.Environments.Pixels;

/// <summary>Cuts a rectangle out of a grey picture.</summary>
internal sealed class Crop : IStage
{
    private readonly int _sourceWidth;
    private readonly int _left;
    private readonly int _top;

    /// <summary>A rectangle in pictures of one size.</summary>
    /// <param name="sourceWidth">Pixels in a row of the picture.</param>
    /// <param name="sourceHeight">Its rows.</param>
    /// <param name="left">Pixels left of the rectangle.</param>
    /// <param name="top">Rows above it.</param>
    /// <param name="width">Its width.</param>
    /// <param name="height">Its height.</param>
    /// <exception cref="BellmanException">It reaches outside.</exception>
    public Crop(int sourceWidth, int sourceHeight, int left, int top, int width, int height)
    {
        if (left < 0 || top < 0 || width < 1 || height < 1 || width > sourceWidth - left || height > sourceHeight - top)
        {
            throw new BellmanException($"A crop of {width} x {height} pixels at ({left}, {top}) does not lie inside a picture of "
                + $"{sourceWidth} x {sourceHeight}: make it smaller or move it.");
        }
        (_sourceWidth, _left, _top) = (sourceWidth, left, top);
        Output = new(1, height, width);
    }

    /// <inheritdoc/>
    public ImageShape Output { get; }

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<byte> picture, Span<byte> result) => Cut(picture, _left, result);

    /// <summary>The same rectangle further left or right.</summary>
    internal void Cut(ReadOnlySpan<byte> picture, int left, Span<byte> result)
    {
        int width = Output.Width;
        for (int row = 0; row < Output.Height; row++)
        {
            picture.Slice((_top + row) * _sourceWidth + left, width).CopyTo(result[(row * width)..]);
        }
    }
}
