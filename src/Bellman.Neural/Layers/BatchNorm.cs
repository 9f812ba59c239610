using Bellman.Neural.Kernels;

namespace Bellman.Neural.Layers;

/// <summary>
/// y = scale * (x - mean) / sqrt(variance + 1e-5) + shift for each feature (Ioffe and Szegedy 2015, algorithm 1). A learning pass takes
/// mean and variance from the batch and moves the running ones a tenth of the way there, the variance being the unbiased one (PyTorch's
/// convention); an acting pass takes the running ones. A batch of one row has no variance: its output is the shift, and the running
/// statistics stay. Parameters: scale as [features], beginning at 1, then shift, at 0. Statistics: running mean, at 0, then variance, at 1.
/// </summary>
public sealed class BatchNorm(int length) : ILayer
{
    /// <inheritdoc/>
    public int InputLength { get; } = Shape.Positive(length, "features of a batch normalisation");

    /// <inheritdoc/>
    public int OutputLength => InputLength;

    /// <inheritdoc/>
    public int ParameterCount => 2 * InputLength;

    /// <inheritdoc/>
    public int StatisticCount => 2 * InputLength;

    /// <inheritdoc/>
    public Layout Layout => Layout.Panels;

    /// <inheritdoc/>
    public bool MixesRows => true;

    /// <inheritdoc/>
    public void Initialize(Span<float> parameters, Span<float> statistics, ref Rng random)
    {
        parameters[..InputLength].Fill(1);
        statistics[InputLength..].Fill(1);
    }

    /// <inheritdoc/>
    public unsafe void Forward(
        ReadOnlySpan<float> parameters, Span<float> statistics, ReadOnlySpan<float> x, Span<float> y, int rows, Pass pass)
    {
        fixed (float* p = parameters, s = statistics, xs = x, ys = y)
        {
            if (pass == Pass.Learning)
            {
                BatchNormalization.Learn(p, p + InputLength, s, s + InputLength, xs, ys, InputLength, rows);
            }
            else
            {
                BatchNormalization.Act(p, p + InputLength, s, s + InputLength, xs, ys, InputLength, Panels.PaddedRows(rows), Panels.Width);
            }
        }
    }

    /// <inheritdoc/>
    public unsafe void Evaluate(ReadOnlySpan<float> parameters, ReadOnlySpan<float> statistics, ReadOnlySpan<float> x, Span<float> y)
    {
        fixed (float* p = parameters, s = statistics, xs = x, ys = y)
        {
            BatchNormalization.Act(p, p + InputLength, s, s + InputLength, xs, ys, InputLength, 1, 1);
        }
    }

    /// <inheritdoc/>
    public unsafe void InputGradient(
        ReadOnlySpan<float> parameters, ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> dy, Span<float> dx, int rows)
    {
        fixed (float* p = parameters, xs = x, dys = dy, dxs = dx)
        {
            BatchNormalization.InputGradient(p, xs, dys, dxs, InputLength, rows);
        }
    }

    /// <inheritdoc/>
    public unsafe void ParameterGradient(
        ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dparameters, int rows, Share share)
    {
        fixed (float* xs = x, dys = dy, dp = dparameters)
        {
            BatchNormalization.ParameterGradient(
                xs, dys, dp, dp + InputLength, InputLength, rows, share.Start(InputLength), share.End(InputLength));
        }
    }

    /// <inheritdoc/>
    public override string ToString() => "batchnorm";
}
