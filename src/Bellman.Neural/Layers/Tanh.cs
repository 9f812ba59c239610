namespace Bellman.Neural.Layers;

/// <summary>y = tanh(x).</summary>
public sealed class Tanh(int length) : ILayer
{
    /// <inheritdoc/>
    public int InputLength { get; } = Shape.Positive(length, "features of a tanh");

    /// <inheritdoc/>
    public int OutputLength => InputLength;

    /// <inheritdoc/>
    public int ParameterCount => 0;

    /// <inheritdoc/>
    public Layout Layout => Layout.Panels;

    /// <inheritdoc/>
    public void Initialize(Span<float> parameters, Span<float> statistics, ref Rng random)
    {
    }

    /// <inheritdoc/>
    public void Forward(
        ReadOnlySpan<float> parameters, Span<float> statistics, ReadOnlySpan<float> x, Span<float> y, int rows, Pass pass)
        => Evaluate(parameters, statistics, x, y);

    /// <inheritdoc/>
    public void Evaluate(ReadOnlySpan<float> parameters, ReadOnlySpan<float> statistics, ReadOnlySpan<float> x, Span<float> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = MathF.Tanh(x[i]);
        }
    }

    /// <inheritdoc/>
    public void InputGradient(
        ReadOnlySpan<float> parameters, ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> dy, Span<float> dx, int rows)
    {
        for (int i = 0; i < dx.Length; i++)
        {
            dx[i] = dy[i] * (1 - y[i] * y[i]);
        }
    }

    /// <inheritdoc/>
    public void ParameterGradient(
        ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dparameters, int rows, Share share)
    {
    }

    /// <inheritdoc/>
    public override string ToString() => "tanh";
}
