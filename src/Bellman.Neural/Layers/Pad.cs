namespace Bellman.Neural.Layers;

/// <summary>Zeros around channels-last pictures, before a convolution that sees beyond their edges.</summary>
/// <param name="image">What goes in.</param>
/// <param name="padding">Rows and columns of zeros on every side.</param>
public sealed class Pad(ImageShape image, int padding) : ILayer
{
    /// <summary>What comes out.</summary>
    public ImageShape Image { get; } = image with { Height = image.Height + 2 * padding, Width = image.Width + 2 * padding };

    /// <inheritdoc/>
    public int InputLength => image.Length;

    /// <inheritdoc/>
    public int OutputLength => Image.Length;

    /// <inheritdoc/>
    public int ParameterCount => 0;

    private int Line => image.Width * image.Channels;

    /// <inheritdoc/>
    public void Initialize(Span<float> parameters, Span<float> statistics, ref Rng random)
    {
    }

    /// <inheritdoc/>
    public void Forward(
        ReadOnlySpan<float> parameters, Span<float> statistics, ReadOnlySpan<float> x, Span<float> y, int rows, Pass pass)
    {
        y.Clear();
        for (int line = 0; line < rows * image.Height; line++)
        {
            x.Slice(line * Line, Line).CopyTo(y[Inside(line)..]);
        }
    }

    /// <inheritdoc/>
    public void InputGradient(
        ReadOnlySpan<float> parameters, ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> dy, Span<float> dx, int rows)
    {
        for (int line = 0; line < rows * image.Height; line++)
        {
            dy.Slice(Inside(line), Line).CopyTo(dx[(line * Line)..]);
        }
    }

    /// <inheritdoc/>
    public void ParameterGradient(
        ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dparameters, int rows, Share share)
    {
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
