using Bellman.Neural.Kernels;

namespace Bellman.Neural.Layers;

/// <summary>
/// y = scale * (x - mean) / sqrt(variance + 1e-5) + shift, mean and variance over the features of each row (Ba et al. 2016, equations 3
/// and 4). Parameters: scale as [features], beginning at 1, then shift as [features], beginning at 0.
/// </summary>
public sealed class LayerNorm(int length) : ILayer
{
    /// <inheritdoc/>
    public int InputLength { get; } = Shape.Positive(length, "features of a layer normalisation");

    /// <inheritdoc/>
    public int OutputLength => InputLength;

    /// <inheritdoc/>
    public int ParameterCount => 2 * InputLength;

    /// <inheritdoc/>
    public Layout Layout => Layout.Panels;

    /// <inheritdoc/>
    public void Initialize(Span<float> parameters, Span<float> statistics, ref Rng random)
        => parameters[..InputLength].Fill(1);

    /// <inheritdoc/>
    public unsafe void Forward(
        ReadOnlySpan<float> parameters, Span<float> statistics, ReadOnlySpan<float> x, Span<float> y, int rows, Pass pass)
    {
        fixed (float* p = parameters, xs = x, ys = y)
        {
            RowNormalization.Forward(p, p + InputLength, xs, ys, InputLength, Panels.Count(rows));
        }
    }

    /// <inheritdoc/>
    public unsafe void Evaluate(ReadOnlySpan<float> parameters, ReadOnlySpan<float> statistics, ReadOnlySpan<float> x, Span<float> y)
    {
        fixed (float* p = parameters, xs = x, ys = y)
        {
            RowNormalization.Evaluate(p, p + InputLength, xs, ys, InputLength);
        }
    }

    /// <inheritdoc/>
    public unsafe void InputGradient(
        ReadOnlySpan<float> parameters, ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> dy, Span<float> dx, int rows)
    {
        fixed (float* p = parameters, xs = x, dys = dy, dxs = dx)
        {
            RowNormalization.InputGradient(p, xs, dys, dxs, InputLength, Panels.Count(rows));
        }
    }

    /// <inheritdoc/>
    public unsafe void ParameterGradient(
        ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dparameters, int rows, Share share)
    {
        if (share.IsFirst)
        {
            fixed (float* xs = x, dys = dy, dp = dparameters)
            {
                RowNormalization.ParameterGradient(xs, dys, dp, dp + InputLength, InputLength, rows);
            }
        }
    }

    /// <inheritdoc/>
    public override string ToString() => "layernorm";
}
