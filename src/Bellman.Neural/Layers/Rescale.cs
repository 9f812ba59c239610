using System.Globalization;

namespace Bellman.Neural.Layers;

/// <summary>
/// Rescales every input from its range to [-1, 1]. The ranges are constants. Without it, inputs of very different sizes
/// would need weights of very different sizes. It can only be the first layer: it has no input gradient.
/// </summary>
internal sealed class Rescale : ILayer
{
    private readonly float[] _center;
    private readonly float[] _factor;

    /// <summary>A layer for inputs in the given ranges.</summary>
    /// <param name="low">The least value of each input.</param>
    /// <param name="high">The greatest value of each input.</param>
    /// <exception cref="BellmanException">A range is empty, or not finite, or has no other end.</exception>
    public Rescale(IReadOnlyList<float> low, IReadOnlyList<float> high)
    {
        if (low.Count != high.Count || low.Count == 0)
        {
            throw new BellmanException($"{low.Count} least values and {high.Count} greatest ones are no ranges: give one of each for every input.");
        }
        for (int i = 0; i < low.Count; i++)
        {
            // Their distance is compared, as it may be infinite where they are not.
            if (!(high[i] - low[i] is > 0 and < float.PositiveInfinity) || !float.IsFinite(2 / (high[i] - low[i])))
            {
                throw new BellmanException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Input {i} cannot be rescaled from the range {low[i]} to {high[i]}: give finite bounds, the lower one first, or do not rescale."));
            }
        }
        _center = [.. low.Zip(high, (l, h) => l / 2 + h / 2)];
        _factor = [.. low.Zip(high, (l, h) => 2 / (h - l))];
    }

    /// <inheritdoc/>
    public int InputLength => _center.Length;

    /// <inheritdoc/>
    public int OutputLength => InputLength;

    /// <inheritdoc/>
    public void Forward(
        ReadOnlySpan<float> parameters, ReadOnlySpan<float> statistics, ReadOnlySpan<float> x, Span<float> y, int rows)
    {
        Shape.Holds(x, rows, InputLength, Layout.Rows);
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
    public override string ToString() => "rescale";
}
