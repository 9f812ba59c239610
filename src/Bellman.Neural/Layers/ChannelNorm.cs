using Bellman.Neural.Kernels;

namespace Bellman.Neural.Layers;

/// <summary>
/// Layer normalisation of each place of a picture over its channels alone, y = scale * (x - mean) / sqrt(variance +
/// 1e-6) + shift: what flax makes of a layer norm behind a convolution, where <see cref="LayerNorm"/> takes the whole
/// picture, as PyTorch's does. Pictures are channels-last. Parameters: scale as [channels], beginning at 1, then shift
/// as [channels], beginning at 0.
/// </summary>
internal sealed class ChannelNorm(ImageShape image) : ILayer
{
    private const int ChannelsPerPart = 8;

    private readonly int _channels = image.Channels;

    /// <inheritdoc/>
    public int InputLength { get; } = Shape.Picture(image).Length;

    /// <inheritdoc/>
    public int OutputLength => InputLength;

    /// <inheritdoc/>
    public int ParameterCount { get; } = ImageShape.Count(2L * image.Channels, "parameters of a channel normalisation");

    /// <inheritdoc/>
    public void Initialize(Span<float> parameters, Span<float> statistics, ref Rng random) => parameters[.._channels].Fill(1);

    /// <inheritdoc/>
    public unsafe void Forward(
        ReadOnlySpan<float> parameters, ReadOnlySpan<float> statistics, ReadOnlySpan<float> x, Span<float> y, int rows)
    {
        Shape.Holds(parameters, ParameterCount);
        Shape.Holds(x, rows, InputLength, Layout.Rows);
        Shape.Holds(y, rows, InputLength, Layout.Rows);
        fixed (float* p = parameters, xs = x, ys = y)
        {
            ChannelNormalization.Forward(p, p + _channels, xs, ys, _channels, Places(rows));
        }
    }

    /// <inheritdoc/>
    public unsafe void InputGradient(
        ReadOnlySpan<float> parameters, ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> dy, Span<float> dx, int rows)
    {
        Shape.Holds(parameters, ParameterCount);
        Shape.Holds(x, rows, InputLength, Layout.Rows);
        Shape.Holds(dy, rows, InputLength, Layout.Rows);
        Shape.Holds(dx, rows, InputLength, Layout.Rows);
        fixed (float* p = parameters, xs = x, dys = dy, dxs = dx)
        {
            ChannelNormalization.InputGradient(p, xs, dys, dxs, _channels, Places(rows));
        }
    }

    /// <inheritdoc/>
    public unsafe void ParameterGradient(
        ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dparameters, int rows, WorkShare share)
    {
        Shape.Holds(dparameters, ParameterCount);
        Shape.Holds(x, rows, InputLength, Layout.Rows);
        Shape.Holds(dy, rows, InputLength, Layout.Rows);
        int parts = (_channels + ChannelsPerPart - 1) / ChannelsPerPart;
        int first = share.Start(parts) * ChannelsPerPart, end = Math.Min(share.End(parts) * ChannelsPerPart, _channels);
        if (first < end)
        {
            fixed (float* xs = x, dys = dy, dp = dparameters)
            {
                ChannelNormalization.ParameterGradient(xs, dys, dp, dp + _channels, _channels, Places(rows), first, end);
            }
        }
    }

    /// <inheritdoc/>
    public override string ToString() => "channelnorm";

    private int Places(int rows) => rows * (InputLength / _channels);
}
