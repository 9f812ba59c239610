using Bellman.Neural.Kernels;

namespace Bellman.Neural.Layers;

/// <summary>y = tanh(x), within two units in the last place.</summary>
internal sealed class Tanh(int length) : ILayer
{
    /// <inheritdoc/>
    public int InputLength { get; } = Shape.Positive(length, "features of a tanh");

    /// <inheritdoc/>
    public int OutputLength => InputLength;

    /// <inheritdoc/>
    public Layout Layout => Layout.Panels;

    /// <inheritdoc/>
    public void Forward(
        ReadOnlySpan<float> parameters, ReadOnlySpan<float> statistics, ReadOnlySpan<float> x, Span<float> y, int rows)
        => HyperbolicTangent.Run(x, y);

    /// <inheritdoc/>
    public void Evaluate(ReadOnlySpan<float> parameters, ReadOnlySpan<float> statistics, ReadOnlySpan<float> x, Span<float> y)
        => HyperbolicTangent.Run(x, y);

    /// <inheritdoc/>
    public void InputGradient(
        ReadOnlySpan<float> parameters, ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> dy, Span<float> dx, int rows)
        => HyperbolicTangent.Gradient(y, dy, dx);

    /// <inheritdoc/>
    public override string ToString() => "tanh";
}
