using System.Buffers;
using Bellman.Neural.Kernels;

namespace Bellman.Neural.Layers;

/// <summary>
/// y = scale * (x - mean) / sqrt(variance + 1e-5) + shift for each feature (Ioffe and Szegedy 2015, algorithm 1). A
/// learning pass takes mean and variance from the batch and moves the running ones a tenth of the way there, the
/// variance being the unbiased one (PyTorch's convention); an acting pass takes the running ones. A batch of one row
/// has no variance: its output is the shift, and the running statistics stay. Parameters: scale as [features],
/// beginning at 1, then shift, at 0. Statistics: running mean, at 0, then variance, at 1.
/// </summary>
internal sealed class BatchNorm(int length) : ILayer, IRemembers
{
    /// <inheritdoc/>
    public int InputLength { get; } = Shape.Positive(length, "features of a batch normalisation");

    /// <inheritdoc/>
    public int OutputLength => InputLength;

    /// <inheritdoc/>
    public int ParameterCount { get; } = ImageShape.Count(2L * length, "parameters of a batch normalisation");

    /// <inheritdoc/>
    public int StatisticCount => ParameterCount;

    /// <inheritdoc/>
    public Layout Layout => Layout.Panels;

    /// <inheritdoc/>
    public bool MixesRows => true;

    int IRemembers.KeptOnce => 2 * InputLength; // each feature's mean and inverse deviation

    /// <inheritdoc/>
    public void Initialize(Span<float> parameters, Span<float> statistics, ref Rng random)
    {
        parameters[..InputLength].Fill(1);
        statistics[InputLength..].Fill(1);
    }

    /// <inheritdoc/>
    public unsafe void Forward(
        ReadOnlySpan<float> parameters, ReadOnlySpan<float> statistics, ReadOnlySpan<float> x, Span<float> y, int rows)
    {
        Shape.Holds(parameters, ParameterCount);
        Shape.Holds(statistics, StatisticCount);
        Shape.Holds(x, rows, InputLength, Layout);
        Shape.Holds(y, rows, InputLength, Layout);
        fixed (float* p = parameters, s = statistics, xs = x, ys = y)
        {
            BatchNormalization.Act(p, p + InputLength, s, s + InputLength, xs, ys, InputLength, Panels.Count(rows));
        }
    }

    /// <inheritdoc/>
    public void Learn(ReadOnlySpan<float> parameters, Span<float> statistics, ReadOnlySpan<float> x, Span<float> y, int rows)
        => Learn(parameters, statistics, x, y, rows, []);

    void IRemembers.Learn(
        ReadOnlySpan<float> parameters, Span<float> statistics, ReadOnlySpan<float> x, Span<float> y, int rows, Span<float> kept)
        => Learn(parameters, statistics, x, y, rows, kept);

    /// <inheritdoc/>
    public unsafe void Evaluate(ReadOnlySpan<float> parameters, ReadOnlySpan<float> statistics, ReadOnlySpan<float> x, Span<float> y)
    {
        Shape.Holds(parameters, ParameterCount);
        Shape.Holds(statistics, StatisticCount);
        Shape.Holds(x, InputLength);
        Shape.Holds(y, InputLength);
        fixed (float* p = parameters, s = statistics, xs = x, ys = y)
        {
            BatchNormalization.Evaluate(p, p + InputLength, s, s + InputLength, xs, ys, InputLength);
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

    private unsafe void Learn(
        ReadOnlySpan<float> parameters, Span<float> statistics, ReadOnlySpan<float> x, Span<float> y, int rows, Span<float> kept)
    {
        Shape.Holds(parameters, ParameterCount);
        Shape.Holds(statistics, StatisticCount);
        Shape.Holds(x, rows, InputLength, Layout);
        Shape.Holds(y, rows, InputLength, Layout);
        fixed (float* p = parameters, s = statistics, xs = x, ys = y, moments = kept)
        {
            BatchNormalization.Learn(p, p + InputLength, s, s + InputLength, xs, ys, moments, InputLength, rows);
        }
    }

    private unsafe float[] Remember(ReadOnlySpan<float> x, int rows)
    {
        Shape.Holds(x, rows, InputLength, Layout);
        float[] kept = ArrayPool<float>.Shared.Rent(2 * InputLength);
        fixed (float* xs = x, moments = kept)
        {
            BatchNormalization.Remember(xs, moments, InputLength, rows);
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
            BatchNormalization.InputGradient(p, xs, dys, dxs, moments, InputLength, rows);
        }
    }

    private unsafe void ParameterGradient(
        ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dparameters, int rows, WorkShare share, ReadOnlySpan<float> kept)
    {
        Shape.Holds(dparameters, ParameterCount);
        Shape.Holds(x, rows, InputLength, Layout);
        Shape.Holds(dy, rows, InputLength, Layout);
        fixed (float* xs = x, dys = dy, dp = dparameters, moments = kept)
        {
            BatchNormalization.ParameterGradient(
                xs, dys, dp, dp + InputLength, moments, InputLength, rows, share.Start(InputLength), share.End(InputLength));
        }
    }

    /// <inheritdoc/>
    public override string ToString() => "batchnorm";
}
