namespace Bellman.Neural.Layers;

/// <summary>Zero padding of channels-last pictures, before a convolution.</summary>
/// <param name="image">What goes in.</param>
/// <param name="padding">Rows and columns of zeros on every side.</param>
internal sealed class Pad(ImageShape image, int padding) : ILayer
{
    /// <summary>What comes out.</summary>
    public ImageShape Image { get; } = Around(Shape.Picture(image), padding);

    /// <inheritdoc/>
    public int InputLength => image.Length;

    /// <inheritdoc/>
    public int OutputLength => Image.Length;

    private int Line => image.Width * image.Channels;

    /// <inheritdoc/>
    public void Forward(
        ReadOnlySpan<float> parameters, ReadOnlySpan<float> statistics, ReadOnlySpan<float> x, Span<float> y, int rows)
    {
        Shape.Holds(x, rows, InputLength, Layout.Rows);
        Shape.Holds(y, rows, OutputLength, Layout.Rows);
        y.Clear();
        for (int line = 0; line < (long)rows * image.Height; line++)
        {
            x.Slice(line * Line, Line).CopyTo(y[Inside(line)..]);
        }
    }

    /// <inheritdoc/>
    public void InputGradient(
        ReadOnlySpan<float> parameters, ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> dy, Span<float> dx, int rows)
    {
        Shape.Holds(dy, rows, OutputLength, Layout.Rows);
        Shape.Holds(dx, rows, InputLength, Layout.Rows);
        for (int line = 0; line < (long)rows * image.Height; line++)
        {
            dy.Slice(Inside(line), Line).CopyTo(dx[(line * Line)..]);
        }
    }

    private static ImageShape Around(ImageShape image, int padding)
    {
        if (padding is < 0 or > ImageShape.Most)
        {
            throw new BellmanException($"The padding is {padding}: it must be at least 0, and small enough for the picture to fit the memory.");
        }
        return Shape.Picture(image with { Height = Sum(image.Height), Width = Sum(image.Width) });

        int Sum(int side) => ImageShape.Count(side + 2L * padding, "rows or columns of a padded picture");
    }

    // Where a line of the pictures without padding lies in those with it.
    private int Inside(int line)
    {
        (int picture, int row) = Math.DivRem(line, image.Height);
        return picture * Image.Length + ((row + padding) * Image.Width + padding) * image.Channels;
    }

    /// <inheritdoc/>
    public override string ToString() => $"pad {padding}";
}
