using System.Buffers;
using Bellman.Neural.Kernels;

namespace Bellman.Neural.Layers;

/// <summary>
/// y = scale * (x - mean) / sqrt(variance + 1e-5) + shift, mean and variance over the features of each row (Ba et al.
/// 2016, equations 3 and 4). Parameters: scale as [features], beginning at 1, then shift as [features], beginning at 0.
/// </summary>
internal sealed class LayerNorm(int length) : ILayer, IRemembers
{
    private const int KeptPerRow = 2; // mean and inverse deviation

    /// <inheritdoc/>
    public int InputLength { get; } = Shape.Positive(length, "features of a layer normalisation");

    /// <inheritdoc/>
    public int OutputLength => InputLength;

    /// <inheritdoc/>
    public int ParameterCount { get; } = ImageShape.Count(2L * length, "parameters of a layer normalisation");

    /// <inheritdoc/>
    public Layout Layout => Layout.Panels;

    int IRemembers.KeptPerRow => KeptPerRow;

    /// <inheritdoc/>
    public void Initialize(Span<float> parameters, Span<float> statistics, ref Rng random)
        => parameters[..InputLength].Fill(1);

    /// <inheritdoc/>
    public void Forward(
        ReadOnlySpan<float> parameters, ReadOnlySpan<float> statistics, ReadOnlySpan<float> x, Span<float> y, int rows)
        => Forward(parameters, x, y, rows, []);

    void IRemembers.Learn(
        ReadOnlySpan<float> parameters, Span<float> statistics, ReadOnlySpan<float> x, Span<float> y, int rows, Span<float> kept)
        => Forward(parameters, x, y, rows, kept);

    /// <inheritdoc/>
    public unsafe void Evaluate(ReadOnlySpan<float> parameters, ReadOnlySpan<float> statistics, ReadOnlySpan<float> x, Span<float> y)
    {
        Shape.Holds(parameters, ParameterCount);
        Shape.Holds(x, InputLength);
        Shape.Holds(y, InputLength);
        fixed (float* p = parameters, xs = x, ys = y)
        {
            RowNormalization.Evaluate(p, p + InputLength, xs, ys, InputLength);
        }
    }

    /// <inheritdoc/>
    public void InputGradient(
        ReadOnlySpan<float> parameters, ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> dy, Span<float> dx, int rows)
    {
        float[] kept = Remember(x, rows);
        InputGradient(parameters, x, dy, dx, rows, kept);
        ArrayPool<float>.Shared.Return(kept);
    }

    /// <inheritdoc/>
    public void ParameterGradient(
        ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dparameters, int rows, WorkShare share)
    {
        float[] kept = Remember(x, rows);
        ParameterGradient(x, dy, dparameters, rows, share, kept);
        ArrayPool<float>.Shared.Return(kept);
    }

    void IRemembers.InputGradient(
        ReadOnlySpan<float> parameters, ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx, int rows, ReadOnlySpan<float> kept)
        => InputGradient(parameters, x, dy, dx, rows, kept);

    void IRemembers.ParameterGradient(
        ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dparameters, int rows, WorkShare share, ReadOnlySpan<float> kept)
        => ParameterGradient(x, dy, dparameters, rows, share, kept);

    private unsafe void Forward(ReadOnlySpan<float> parameters, ReadOnlySpan<float> x, Span<float> y, int rows, Span<float> kept)
    {
        Shape.Holds(parameters, ParameterCount);
        Shape.Holds(x, rows, InputLength, Layout);
        Shape.Holds(y, rows, InputLength, Layout);
        fixed (float* p = parameters, xs = x, ys = y, moments = kept)
        {
            RowNormalization.Forward(p, p + InputLength, xs, ys, moments, InputLength, Panels.Count(rows));
        }
    }

    private unsafe float[] Remember(ReadOnlySpan<float> x, int rows)
    {
        Shape.Holds(x, rows, InputLength, Layout);
        float[] kept = ArrayPool<float>.Shared.Rent(KeptPerRow * Panels.PaddedRows(rows));
        fixed (float* xs = x, moments = kept)
        {
            RowNormalization.Remember(xs, moments, InputLength, Panels.Count(rows));
        }
        return kept;
    }

    private unsafe void InputGradient(
        ReadOnlySpan<float> parameters, ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx, int rows, ReadOnlySpan<float> kept)
    {
        Shape.Holds(parameters, ParameterCount);
        Shape.Holds(x, rows, InputLength, Layout);
        Shape.Holds(dy, rows, InputLength, Layout);
        Shape.Holds(dx, rows, InputLength, Layout);
        fixed (float* p = parameters, xs = x, dys = dy, dxs = dx, moments = kept)
        {
            RowNormalization.InputGradient(p, xs, dys, dxs, moments, InputLength, Panels.Count(rows));
        }
    }

    private unsafe void ParameterGradient(
        ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dparameters, int rows, WorkShare share, ReadOnlySpan<float> kept)
    {
        if (share.IsFirst)
        {
            Shape.Holds(dparameters, ParameterCount);
            Shape.Holds(x, rows, InputLength, Layout);
            Shape.Holds(dy, rows, InputLength, Layout);
            fixed (float* xs = x, dys = dy, dp = dparameters, moments = kept)
            {
                RowNormalization.ParameterGradient(xs, dys, dp, dp + InputLength, moments, InputLength, rows);
            }
        }
    }

    /// <inheritdoc/>
    public override string ToString() => "layernorm";
}
