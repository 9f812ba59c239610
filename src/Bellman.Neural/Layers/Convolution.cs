using System.Buffers;
using Bellman.Neural.Kernels;

namespace Bellman.Neural.Layers;

/// <summary>
/// A convolution, optionally with a ReLU (LeCun et al. 1989). Its output is channels-last, [height][width][channels];
/// its input is channels-last or, by an option, channels-first. Parameters: W in blocks of sixteen filters, each block
/// [window height][window width][channels][filters of the block], then b as [filters]. Padding is a layer of its own
/// (<see cref="Pad"/>).
/// </summary>
internal sealed class Convolution : ILayer
{
    private readonly Patches _patches;
    private readonly Initializer _initializer;
    private readonly int _filters;
    private readonly int _fanOut;
    private readonly ConvolutionWindow _window;
    private readonly ImageShape _input;
    private readonly bool _isChannelsFirst;

    /// <summary>A convolution of pictures of one shape.</summary>
    /// <param name="image">What goes in, padding included.</param>
    /// <param name="filters">Channels that come out.</param>
    /// <param name="window">What a filter sees; its padding is not looked at.</param>
    /// <param name="initializer">How weights begin; a filter has as many inputs as its window has numbers.</param>
    /// <param name="relu">Whether negative outputs become zero.</param>
    /// <param name="channelsFirst">
    /// Whether what goes in is [channels][height][width], as environments have pictures.
    /// </param>
    /// <exception cref="BellmanException">The window does not fit the picture.</exception>
    public Convolution(ImageShape image, int filters, ConvolutionWindow window, Initializer initializer, bool relu = false, bool channelsFirst = false)
    {
        (_input, _isChannelsFirst) = (Shape.Picture(image), channelsFirst);
        _filters = Shape.Positive(filters, "filters of a convolution");
        _initializer = initializer;
        _window = window with { Padding = 0 };
        Image = _window.Slide(filters, image);
        ParameterCount = ImageShape.Count(((Int128)window.Height * window.Width * image.Channels + 1) * filters, "parameters of a convolution");
        _fanOut = filters * window.Height * window.Width;
        _patches = new(image, _window, filters, channelsFirst);
        IsRectified = relu;
    }

    /// <summary>What comes out.</summary>
    public ImageShape Image { get; }

    /// <inheritdoc/>
    public int InputLength => _patches.ImageLength;

    /// <inheritdoc/>
    public int OutputLength => Image.Length;

    /// <inheritdoc/>
    public int ParameterCount { get; }

    /// <inheritdoc/>
    public bool IsRectified { get; }

    /// <inheritdoc/>
    public long MultiplyAdds => (long)_patches.Length * OutputLength;

    private int WeightCount => _patches.Length * _filters;

    /// <inheritdoc/>
    public void Initialize(Span<float> parameters, Span<float> statistics, ref Rng random)
        => _initializer.Fill(parameters[..WeightCount], parameters[WeightCount..], _patches.Length, _fanOut, ref random);

    /// <inheritdoc/>
    public unsafe void Forward(
        ReadOnlySpan<float> parameters, ReadOnlySpan<float> statistics, ReadOnlySpan<float> x, Span<float> y, int rows)
    {
        Shape.Holds(parameters, ParameterCount);
        Shape.Holds(x, rows, InputLength, Layout.Rows);
        Shape.Holds(y, rows, OutputLength, Layout.Rows);
        fixed (float* w = parameters, xs = x, ys = y)
        {
            PatchProducts.Forward(_patches, w, w + WeightCount, xs, ys, _filters, rows, IsRectified);
        }
    }

    /// <inheritdoc/>
    public unsafe void InputGradient(
        ReadOnlySpan<float> parameters, ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> dy, Span<float> dx, int rows)
    {
        Shape.Holds(parameters, ParameterCount);
        Shape.Holds(dy, rows, OutputLength, Layout.Rows);
        Shape.Holds(dx, rows, InputLength, Layout.Rows);
        if (_isChannelsFirst)
        {
            InputGradientOfPlanes(parameters, x, y, dy, dx, rows);
            return;
        }
        fixed (float* w = parameters, dys = dy, dxs = dx)
        {
            PatchProducts.InputGradient(_patches, w, dys, dxs, _filters, rows);
        }
    }

    // As if the picture were channels-last. Nothing that learns comes before the first pictures, as a rule, and nobody asks.
    private void InputGradientOfPlanes(
        ReadOnlySpan<float> parameters, ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> dy, Span<float> dx, int rows)
    {
        float[] last = ArrayPool<float>.Shared.Rent(dx.Length);
        var twin = new Convolution(_input, _filters, _window, _initializer, IsRectified);
        twin.InputGradient(parameters, x, y, dy, last.AsSpan(0, dx.Length), rows);
        new ChannelsLast(_input).InputGradient([], x, y, last.AsSpan(0, dx.Length), dx, rows);
        ArrayPool<float>.Shared.Return(last);
    }

    /// <inheritdoc/>
    public unsafe void ParameterGradient(
        ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dparameters, int rows, WorkShare share)
    {
        Shape.Holds(dparameters, ParameterCount);
        Shape.Holds(x, rows, InputLength, Layout.Rows);
        Shape.Holds(dy, rows, OutputLength, Layout.Rows);
        fixed (float* xs = x, dys = dy, dw = dparameters)
        {
            int parts = PatchGradient.Parts(_patches, _filters);
            PatchGradient.Run(_patches, xs, dys, dw, _filters, rows, share.Start(parts), share.End(parts));
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"conv {_filters} {_window}" + (IsRectified ? ", relu" : "");
}
