using Bellman.Neural.Layers;

namespace Bellman.Neural;

/// <summary>
/// The specification of the hidden layers of a network, in a configuration file one line such as
/// <c>dense 64, relu, dense 64, relu</c>. The output layer is added when the network is built.
/// </summary>
public sealed class NetworkSpec : IEquatable<NetworkSpec>, IText<NetworkSpec>
{
    private const int MostLayers = 1_000;

    /// <summary>Hidden layers, first to last; none: a linear network.</summary>
    internal NetworkSpec(params IReadOnlyList<LayerSpec> layers) => Layers = [.. layers];

    /// <summary>The hidden layers, first to last.</summary>
    internal IReadOnlyList<LayerSpec> Layers { get; }

    /// <summary>Reads layers separated by commas; an empty text is a linear network.</summary>
    /// <exception cref="BellmanException">A part of the text is not a layer.</exception>
    public static NetworkSpec Parse(string text)
    {
        string[] layers = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return layers.Length <= MostLayers ? new([.. layers.Select(LayerSpec.Parse)])
            : throw new BellmanException($"A network of {layers.Length} layers is deeper than any that learns: write at most {MostLayers}.");
    }

    /// <summary>Dense layers of the given sizes, each followed by a ReLU.</summary>
    public static NetworkSpec Mlp(params ReadOnlySpan<int> sizes)
    {
        var layers = new List<LayerSpec>();
        foreach (int size in sizes)
        {
            layers.Add(LayerSpec.Dense(size));
            layers.Add(new(LayerKind.Relu));
        }
        return new(layers);
    }

    /// <summary>The network of Mnih et al. 2015 for 84x84 pictures: three convolutions and a dense layer.</summary>
    public static NetworkSpec Nature()
        => Parse("conv 32 8x8 stride 4, relu, conv 64 4x4 stride 2, relu, conv 64 3x3, relu, dense 512, relu");

    /// <summary>The network of Young and Tian 2019 for MinAtar: a convolution and a dense layer.</summary>
    public static NetworkSpec MinAtar() => Parse("conv 16 3x3, relu, dense 128, relu");

    /// <summary>
    /// The layers themselves, and a last dense one that makes the outputs. A ReLU behind a weighted layer becomes part
    /// of it.
    /// </summary>
    /// <param name="inputs">Numbers in one input row.</param>
    /// <param name="outputs">Numbers in one output row.</param>
    /// <param name="initializer">How weights begin.</param>
    /// <param name="image">Image shape of an input row; null: not an image.</param>
    /// <exception cref="BellmanException">A layer does not fit its input.</exception>
    public IReadOnlyList<ILayer> CreateLayers(int inputs, int outputs, Initializer initializer, ImageShape? image = null)
        => LayerFactory.Create(this, inputs, image, initializer, new() { Groups = outputs });

    /// <summary>The text that <see cref="Parse"/> reads.</summary>
    public override string ToString() => string.Join(", ", Layers);

    /// <inheritdoc/>
    public bool Equals(NetworkSpec? other) => other is not null && Layers.SequenceEqual(other.Layers);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as NetworkSpec);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);
}
