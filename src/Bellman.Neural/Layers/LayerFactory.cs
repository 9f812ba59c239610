namespace Bellman.Neural.Layers;

/// <summary>Makes layers from their specification.</summary>
internal sealed class LayerFactory
{
    private readonly List<ILayer> _layers = [];
    private readonly Initializer _initializer;
    private int _length;
    private ImageShape? _image; // while the numbers form a picture
    private bool _isChannelsLast;

    private LayerFactory(int inputs, ImageShape? image, Initializer initializer)
    {
        (_length, _image, _initializer) = (inputs, image, initializer);
        if (image is { } shape && shape.Length != inputs)
        {
            throw new BellmanException($"A picture of {shape} has {shape.Length} numbers, and a row has {inputs}: make them equal.");
        }
    }

    /// <summary>The hidden layers of <paramref name="spec"/>, a ReLU behind a weighted layer becoming part of it, and a last dense layer.</summary>
    public static List<ILayer> Create(NetworkSpec spec, int inputs, ImageShape? image, int outputs, Initializer initializer)
    {
        var factory = new LayerFactory(inputs, image, initializer);
        for (int i = 0; i < spec.Layers.Count; i++)
        {
            bool isWeighted = spec.Layers[i].Kind is LayerKind.Dense or LayerKind.Conv;
            bool isRectified = isWeighted && i + 1 < spec.Layers.Count && spec.Layers[i + 1].Kind == LayerKind.Relu;
            factory.Add(spec.Layers[i], isRectified);
            i += isRectified ? 1 : 0;
        }
        factory.Add(LayerSpec.Dense(outputs), isRectified: false);
        return factory._layers;
    }

    private void Add(LayerSpec layer, bool isRectified)
    {
        switch (layer.Kind)
        {
            case LayerKind.Dense:
                Add(new Dense(_length, layer.Size, _initializer, isRectified));
                _image = null;
                break;
            case LayerKind.Conv:
                AddConvolution(layer, isRectified);
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
        ImageShape image = _image ?? throw new BellmanException(
            $"'{layer}' needs a picture, and what reaches it is a plain row of {_length} numbers: use dense layers, or a world that shows pictures.");
        _image = layer.Window.Slide(layer.Size, image); // complains before anything is made
        bool isFirst = _layers.Count == 0 && layer.Window.Padding == 0;
        if (!_isChannelsLast && !isFirst)
        {
            Add(new ChannelsLast(image));
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

    private void Add(ILayer layer)
    {
        _layers.Add(layer);
        _length = layer.OutputLength;
    }
}
