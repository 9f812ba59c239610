namespace Bellman.Neural.Layers;

/// <summary>
/// Maps every input from its own range to [-1, 1]. The ranges are given, not learned: with inputs of very different sizes the first weights
/// would otherwise have to differ as much. Only as the first layer: it has no input gradient.
/// </summary>
/// <param name="low">The least value of each input.</param>
/// <param name="high">The greatest value of each input.</param>
public sealed class Rescale(IReadOnlyList<float> low, IReadOnlyList<float> high) : ILayer
{
    private readonly float[] _center = [.. low.Zip(high, (l, h) => (l + h) / 2)];
    private readonly float[] _factor = [.. low.Zip(high, (l, h) => 2 / (h - l))];

    /// <inheritdoc/>
    public int InputLength => _center.Length;

    /// <inheritdoc/>
    public int OutputLength => InputLength;

    /// <inheritdoc/>
    public int ParameterCount => 0;

    /// <inheritdoc/>
    public void Initialize(Span<float> parameters, Span<float> statistics, ref Rng random)
    {
    }

    /// <inheritdoc/>
    public void Forward(
        ReadOnlySpan<float> parameters, Span<float> statistics, ReadOnlySpan<float> x, Span<float> y, int rows, Pass pass)
    {
        for (int i = 0; i < rows * InputLength; i++)
        {
            int feature = i % InputLength;
            y[i] = (x[i] - _center[feature]) * _factor[feature];
        }
    }

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always: this layer is a network's first.</exception>
    public void InputGradient(
        ReadOnlySpan<float> parameters, ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> dy, Span<float> dx, int rows)
        => throw new NotSupportedException("A rescaling layer can only be the first of a network.");

    /// <inheritdoc/>
    public void ParameterGradient(
        ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dparameters, int rows, Share share)
    {
    }

    /// <inheritdoc/>
    public override string ToString() => "rescale";
}
