using System.Globalization;

namespace Bellman.Neural;

/// <summary>The kinds of layer that a <see cref="NetworkSpec"/> can name.</summary>
public enum LayerKind
{
    /// <summary>Every output is a weighted sum of every input plus a bias.</summary>
    Dense,

    /// <summary>max(0, x).</summary>
    Relu,

    /// <summary>Hyperbolic tangent.</summary>
    Tanh,

    /// <summary>Each row to mean 0 and variance 1, then scaled and shifted (Ba et al. 2016).</summary>
    LayerNorm,

    /// <summary>Each feature to mean 0 and variance 1 over the batch, then scaled and shifted (Ioffe and Szegedy 2015).</summary>
    BatchNorm,
}

/// <summary>One layer of a network, as data.</summary>
/// <param name="Kind">What it computes.</param>
/// <param name="Size">Outputs, for a dense layer; 0 for layers that keep the size of their input.</param>
public readonly record struct LayerSpec(LayerKind Kind, int Size = 0)
{
    /// <summary>A dense layer with <paramref name="outputs"/> outputs.</summary>
    public static LayerSpec Dense(int outputs) => new(LayerKind.Dense, outputs);

    /// <summary>The text that <see cref="Parse"/> reads, such as <c>dense 64</c> or <c>relu</c>.</summary>
    public override string ToString()
    {
        string name = Kind.ToString().ToLowerInvariant();
        return Kind == LayerKind.Dense ? string.Create(CultureInfo.InvariantCulture, $"{name} {Size}") : name;
    }

    /// <summary>Reads one layer, such as <c>dense 64</c> or <c>relu</c>.</summary>
    /// <exception cref="BellmanException">The text names no layer.</exception>
    public static LayerSpec Parse(string text)
    {
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length > 0 && Enum.TryParse(words[0], ignoreCase: true, out LayerKind kind) && !char.IsDigit(words[0][0]))
        {
            if (kind == LayerKind.Dense && words.Length == 2
                && int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out int size) && size > 0)
            {
                return Dense(size);
            }
            if (kind != LayerKind.Dense && words.Length == 1)
            {
                return new(kind);
            }
        }
        throw new BellmanException($"'{text}' is not a layer: write 'dense N', 'relu', 'tanh', 'layernorm' or 'batchnorm'.");
    }
}
