namespace Bellman.Neural.Layers;

/// <summary>Makes layers from their specification.</summary>
internal sealed class LayerFactory
{
    private readonly List<ILayer> _layers = [];
    private readonly Initializer _initializer;
    private readonly OutputSpec _output;
    private int _length;
    private ImageShape? _image; // while the numbers form a picture
    private bool _isChannelsLast;

    private LayerFactory(int inputs, ImageShape? image, Initializer initializer, in OutputSpec output)
    {
        (_length, _image, _initializer, _output) = (inputs, image, initializer, output);
        if (image is { } shape && shape.Length != inputs)
        {
            throw new BellmanException($"A picture of {shape} has {shape.Length} numbers, and a row has {inputs}: make them equal.");
        }
    }

    /// <summary>
    /// The hidden layers of <paramref name="spec"/>, a ReLU behind a weighted layer becoming part of it, and the layers
    /// that make the outputs.
    /// </summary>
    public static List<ILayer> Create(NetworkSpec spec, int inputs, ImageShape? image, Initializer initializer, in OutputSpec output)
    {
        var factory = new LayerFactory(inputs, image, initializer, output);
        int behind = output is { IsImplicit: true, FractionsFirst: true } ? UnitsBehindFractions(spec) : 0;
        for (int i = 0; i < spec.Layers.Count - (behind > 0 ? 2 : 0); i++)
        {
            bool isWeighted = spec.Layers[i].Kind is LayerKind.Dense or LayerKind.Conv;
            bool isRectified = isWeighted && i + 1 < spec.Layers.Count && spec.Layers[i + 1].Kind == LayerKind.Relu;
            bool isLast = i + (isRectified ? 2 : 1) == spec.Layers.Count;
            factory.Add(isLast && output.SplitsHidden ? Doubled(spec.Layers[i]) : spec.Layers[i], isRectified);
            i += isRectified ? 1 : 0;
        }
        if (output.SplitsHidden && spec.Layers.Count == 0)
        {
            throw NothingToSplit();
        }
        factory.AddOutputs(behind);
        return factory._layers;
    }

    private void Add(LayerSpec layer, bool isRectified)
    {
        switch (layer.Kind)
        {
            case LayerKind.Dense:
                Add(Dense(layer.Size, isRectified));
                _image = null;
                break;
            case LayerKind.Conv:
                AddConvolution(layer, isRectified);
                break;
            case LayerKind.ChannelNorm:
                ImageShape image = Picture(layer);
                TurnChannelsLast(image);
                Add(new ChannelNorm(image));
                break;
            default:
                Add(layer.Kind switch
                {
                    LayerKind.Relu => new Relu(_length),
                    LayerKind.Tanh => new Tanh(_length),
                    LayerKind.LayerNorm => new LayerNorm(_length),
                    LayerKind.BatchNorm => new BatchNorm(_length),
                    _ => throw new BellmanException(
                        $"A network cannot have a layer of kind {layer.Kind}: use one of {string.Join(", ", Enum.GetNames<LayerKind>())}."),
                });
                break;
        }
    }

    private void AddConvolution(LayerSpec layer, bool isRectified)
    {
        ImageShape image = Picture(layer);
        _image = layer.Window.Slide(layer.Size, image); // complains before anything is made
        bool isFirst = _layers.Count == 0 && layer.Window.Padding == 0;
        if (!isFirst)
        {
            TurnChannelsLast(image);
        }
        _isChannelsLast = true;
        if (layer.Window.Padding > 0)
        {
            var pad = new Pad(image, layer.Window.Padding);
            Add(pad);
            image = pad.Image;
        }
        Add(new Convolution(image, layer.Size, layer.Window, _initializer, isRectified, channelsFirst: isFirst));
    }

    // Each stream has as many hidden units as the network has without streams.
    private static LayerSpec Doubled(LayerSpec layer)
        => layer.Kind == LayerKind.Dense ? LayerSpec.Dense(2 * layer.Size) : throw NothingToSplit();

    private static BellmanException NothingToSplit() => new(
        "Two streams have a hidden layer each, and the last hidden layer of the network is not a dense one, or a dense one and relu: "
        + "let it be, or let the streams share what there is with sharedStreams.");

    private static int UnitsBehindFractions(NetworkSpec spec)
        => spec.Layers is [.., { Kind: LayerKind.Dense } last, { Kind: LayerKind.Relu }] ? last.Size : throw new BellmanException(
            "With fractionsFirst the fractions of an implicit head come before the last hidden layer, which must be a dense one and relu: "
            + "let the network end so, or set fractionsFirst to false.");

    private void AddOutputs(int behindFractions)
    {
        int groups = _output.Groups + (_output.HasValue ? 1 : 0), per = _output.PerGroup;
        if (_output.IsImplicit)
        {
            if (!_layers.Exists(layer => layer.ParameterCount > 0))
            {
                throw new BellmanException("An implicit head needs features to look at: give the network a hidden layer"
                    + (behindFractions > 0 ? " before the last, or set fractionsFirst to false." : "."));
            }
            Add(new ImplicitQuantiles(_length, groups, per, _initializer, behindFractions));
        }
        else if (_output.SplitsHidden)
        {
            int half = _length / 2;
            Add(WithNoise(new TwoStreams(
                new Dense(half, per, _initializer), new Dense(half, ImageShape.Count((long)_output.Groups * per, "outputs"), _initializer),
                oneBias: _output.Streams == StreamKind.Regularized)));
        }
        else
        {
            Add(Dense(ImageShape.Count((long)groups * per, "outputs"), isRectified: false));
        }
        if (_output.Streams != StreamKind.Plain)
        {
            Add(new ActionStreams(_output.Streams, _output.Groups, per, _output.IsImplicit ? per : 0, _output.Penalty));
        }
    }

    private ILayer Dense(int outputs, bool isRectified) => WithNoise(new Dense(_length, outputs, _initializer, isRectified));

    private ILayer WithNoise(IFactorized dense) => _output.Noise is double sigma ? new Noisy(dense, sigma) : dense;

    private ImageShape Picture(LayerSpec layer) => _image ?? throw new BellmanException(
        $"'{layer}' needs a picture, and what reaches it is a plain row of {_length} numbers: use dense layers, or an environment that shows pictures.");

    private void TurnChannelsLast(ImageShape image)
    {
        if (!_isChannelsLast)
        {
            Add(new ChannelsLast(image));
            _isChannelsLast = true;
        }
    }

    private void Add(ILayer layer)
    {
        _layers.Add(layer);
        _length = layer.OutputLength;
    }
}
