using Bellman.Neural.Kernels;

namespace Bellman.Neural.Layers;

/// <summary>y = max(0, x). Behind a dense layer <see cref="Network.Build"/> lets that layer do it.</summary>
internal sealed class Relu(int length) : ILayer
{
    /// <inheritdoc/>
    public int InputLength { get; } = Shape.Positive(length, "features of a ReLU");

    /// <inheritdoc/>
    public int OutputLength => InputLength;

    /// <inheritdoc/>
    public Layout Layout => Layout.Panels;

    /// <inheritdoc/>
    public void Forward(
        ReadOnlySpan<float> parameters, ReadOnlySpan<float> statistics, ReadOnlySpan<float> x, Span<float> y, int rows)
        => Elementwise.Rectify(x, y);

    /// <inheritdoc/>
    public void Evaluate(ReadOnlySpan<float> parameters, ReadOnlySpan<float> statistics, ReadOnlySpan<float> x, Span<float> y)
        => Elementwise.Rectify(x, y);

    /// <inheritdoc/>
    public void InputGradient(
        ReadOnlySpan<float> parameters, ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> dy, Span<float> dx, int rows)
        => Elementwise.MaskByPositive(y, dy, dx);

    /// <inheritdoc/>
    public override string ToString() => "relu";
}
