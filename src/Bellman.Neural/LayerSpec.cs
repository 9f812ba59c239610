using System.Globalization;

namespace Bellman.Neural;

/// <summary>The kinds of layer of a <see cref="NetworkSpec"/>.</summary>
internal enum LayerKind
{
    /// <summary>Fully connected: every output is a weighted sum of all inputs plus a bias.</summary>
    Dense,

    /// <summary>Convolution.</summary>
    Conv,

    /// <summary>Rectified linear unit: max(0, x).</summary>
    Relu,

    /// <summary>Hyperbolic tangent.</summary>
    Tanh,

    /// <summary>
    /// Layer normalisation: each row to mean 0 and variance 1, then scaled and shifted (Ba et al. 2016).
    /// </summary>
    LayerNorm,

    /// <summary>
    /// Channel normalisation: each place of a picture to mean 0 and variance 1 over its channels, then scaled and
    /// shifted.
    /// </summary>
    ChannelNorm,

    /// <summary>
    /// Batch normalisation: each feature to mean 0 and variance 1 over the batch, then scaled and shifted (Ioffe and
    /// Szegedy 2015).
    /// </summary>
    BatchNorm,
}

/// <summary>The specification of a layer.</summary>
/// <param name="Kind">Kind of layer.</param>
/// <param name="Size">
/// Outputs of a dense layer, filters of a convolution; 0 for layers that keep the size of their input.
/// </param>
/// <param name="Window">Window of a convolution.</param>
internal readonly record struct LayerSpec(LayerKind Kind, int Size = 0, ConvolutionWindow Window = default)
{
    private const int Largest = 1_000_000;

    private const string Choices =
        "'dense N', 'conv N HxW', which may go on with 'stride S' and 'pad P', 'relu', 'tanh', 'layernorm', 'channelnorm' or 'batchnorm', "
        + "no number above 1000000";

    /// <summary>A dense layer with <paramref name="outputs"/> outputs.</summary>
    public static LayerSpec Dense(int outputs) => new(LayerKind.Dense, outputs);

    /// <summary>A convolution with <paramref name="filters"/> square filters.</summary>
    public static LayerSpec Conv(int filters, int side, int stride = 1, int padding = 0)
        => new(LayerKind.Conv, filters, new(side, side, stride, padding));

    /// <summary>
    /// The text that <see cref="Parse"/> reads, such as <c>dense 64</c>, <c>conv 32 8x8 stride 4</c> or <c>relu</c>.
    /// </summary>
    public override string ToString()
    {
        string name = Kind.ToString().ToLowerInvariant();
        return Kind switch
        {
            LayerKind.Dense => string.Create(CultureInfo.InvariantCulture, $"{name} {Size}"),
            LayerKind.Conv => string.Create(CultureInfo.InvariantCulture, $"{name} {Size} {Window}"),
            _ => name,
        };
    }

    /// <summary>Reads one layer, such as <c>dense 64</c>, <c>conv 32 8x8 stride 4</c> or <c>relu</c>.</summary>
    /// <exception cref="BellmanException">The text is not a layer.</exception>
    public static LayerSpec Parse(string text)
    {
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        LayerSpec? layer = null;
        if (words.Length > 0 && Enum.TryParse(words[0], ignoreCase: true, out LayerKind kind) && words[0].All(char.IsLetter))
        {
            layer = kind switch
            {
                LayerKind.Dense => words.Length == 2 && Number(words[1]) is > 0 and var size ? Dense(size) : null,
                LayerKind.Conv => ParseConv(words),
                _ => words.Length == 1 ? new(kind) : null,
            };
        }
        return layer ?? throw new BellmanException($"'{text}' is not a layer: write {Choices}.");
    }

    private static LayerSpec? ParseConv(string[] words)
    {
        if (words.Length is not (3 or 5 or 7) || Number(words[1]) is not > 0
            || words[2].Split('x') is not [string h, string w] || Number(h) is not (> 0 and var height) || Number(w) is not (> 0 and var width))
        {
            return null;
        }
        var window = new ConvolutionWindow(height, width);
        for (int i = 3; i < words.Length; i += 2)
        {
            int value = Number(words[i + 1]);
            switch (words[i].ToLowerInvariant())
            {
                case "stride" when value > 0:
                    window = window with { Stride = value };
                    break;
                case "pad" when value >= 0:
                    window = window with { Padding = value };
                    break;
                default:
                    return null;
            }
        }
        return new(LayerKind.Conv, Number(words[1]), window);
    }

    // -1 where the text is no whole number, or one that no layer can have.
    private static int Number(string text)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value <= Largest ? value : -1;
}
