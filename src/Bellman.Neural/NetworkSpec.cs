using Bellman.Neural.Layers;

namespace Bellman.Neural;

/// <summary>
/// The hidden layers of a network, as data: what a configuration file says in one line, such as <c>dense 64, relu, dense 64, relu</c>.
/// A last dense layer that makes the outputs is always added when the network is built.
/// </summary>
public sealed class NetworkSpec : IEquatable<NetworkSpec>
{
    /// <summary>A stack of hidden layers, first to last; none makes a linear network.</summary>
    public NetworkSpec(params IReadOnlyList<LayerSpec> layers) => Layers = [.. layers];

    /// <summary>The hidden layers, first to last.</summary>
    public IReadOnlyList<LayerSpec> Layers { get; }

    /// <summary>Reads layers separated by commas; an empty text is a linear network.</summary>
    /// <exception cref="BellmanException">A part of the text names no layer.</exception>
    public static NetworkSpec Parse(string text)
        => new([.. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(LayerSpec.Parse)]);

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

    /// <summary>The layers themselves, and a last dense one that makes the outputs. A ReLU behind a dense layer becomes part of it.</summary>
    public IReadOnlyList<ILayer> CreateLayers(int inputs, int outputs, Initializer initializer)
        => LayerFactory.Create(this, inputs, outputs, initializer);

    /// <summary>The text that <see cref="Parse"/> reads.</summary>
    public override string ToString() => string.Join(", ", Layers);

    /// <inheritdoc/>
    public bool Equals(NetworkSpec? other) => other is not null && Layers.SequenceEqual(other.Layers);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as NetworkSpec);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);
}
