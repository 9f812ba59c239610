namespace Bellman.Neural.Layers;

/// <summary>Makes layers from their specification.</summary>
internal static class LayerFactory
{
    /// <summary>The hidden layers of <paramref name="spec"/>, a ReLU behind a dense layer becoming part of it, and a last dense layer.</summary>
    public static List<ILayer> Create(NetworkSpec spec, int inputs, int outputs, Initializer initializer)
    {
        var layers = new List<ILayer>();
        int length = inputs;
        for (int i = 0; i < spec.Layers.Count; i++)
        {
            LayerSpec layer = spec.Layers[i];
            bool isRectified = layer.Kind == LayerKind.Dense && i + 1 < spec.Layers.Count && spec.Layers[i + 1].Kind == LayerKind.Relu;
            layers.Add(layer.Kind switch
            {
                LayerKind.Dense => new Dense(length, layer.Size, initializer, isRectified),
                LayerKind.Relu => new Relu(length),
                LayerKind.Tanh => new Tanh(length),
                LayerKind.LayerNorm => new LayerNorm(length),
                LayerKind.BatchNorm => new BatchNorm(length),
                _ => throw new BellmanException(
                    $"A network cannot have a layer of kind {layer.Kind}: use one of {string.Join(", ", Enum.GetNames<LayerKind>())}."),
            });
            length = layers[^1].OutputLength;
            i += isRectified ? 1 : 0;
        }
        layers.Add(new Dense(length, outputs, initializer));
        return layers;
    }
}
