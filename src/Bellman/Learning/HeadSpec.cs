using System.Globalization;

namespace Bellman.Learning;

/// <summary>What a head predicts of an action's return.</summary>
internal enum HeadKind
{
    /// <summary>Its expectation.</summary>
    Scalar,

    /// <summary>Probabilities of evenly spaced atoms (C51).</summary>
    Categorical,

    /// <summary>Quantiles at fixed fractions (QR-DQN).</summary>
    Quantile,

    /// <summary>Quantiles at drawn fractions (IQN).</summary>
    Implicit,

    /// <summary>Its expectation, learned as a classification among bins (HL-Gauss).</summary>
    Gaussian,

    /// <summary>Its expectation, learned as a classification among places.</summary>
    TwoHot,
}

/// <summary>
/// The specification of a head: <c>scalar</c>, <c>categorical 51 -10 10</c>, <c>quantile 200</c>, <c>implicit 8</c>,
/// <c>gaussian 51 -10 10</c> or <c>twohot 51 -10 10</c>.
/// </summary>
public readonly record struct HeadSpec : IText<HeadSpec>
{
    private const int Most = 1_000;
    private const double Farthest = 1e9;

    private const string Choices = "'scalar', 'categorical N LOW HIGH' (C51 is 'categorical 51 -10 10'), 'quantile N', 'implicit N', 'gaussian N LOW HIGH' "
        + "or 'twohot N LOW HIGH', N from 2 to 1000 and LOW less than HIGH";

    internal HeadSpec(HeadKind kind, int count = 0, double low = 0, double high = 0) => (Kind, Count, Low, High) = (kind, count, low, high);

    /// <summary>What it is.</summary>
    internal HeadKind Kind { get; }

    /// <summary>Numbers that describe one action; 0 for a scalar.</summary>
    internal int Count { get; }

    /// <summary>The least return that it can tell.</summary>
    internal double Low { get; }

    /// <summary>The greatest return that it can tell.</summary>
    internal double High { get; }

    private bool HasSupport => Kind is HeadKind.Categorical or HeadKind.Gaussian or HeadKind.TwoHot;

    /// <summary>Reads a head, such as <c>quantile 200</c>.</summary>
    /// <exception cref="BellmanException">The text names none.</exception>
    public static HeadSpec Parse(string text)
    {
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length > 0 && words[0].All(char.IsLetter) && Enum.TryParse(words[0], ignoreCase: true, out HeadKind kind))
        {
            var plain = new HeadSpec(kind);
            if (kind == HeadKind.Scalar && words.Length == 1)
            {
                return plain;
            }
            if (words.Length == (plain.HasSupport ? 4 : 2) && kind != HeadKind.Scalar
                && int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count is >= 2 and <= Most)
            {
                if (!plain.HasSupport)
                {
                    return new(kind, count);
                }
                if (Number(words[2]) is double low && Number(words[3]) is double high && low < high)
                {
                    return new(kind, count, low, high);
                }
            }
        }
        throw new BellmanException($"'{text}' is not a head: write {Choices}.");
    }

    /// <summary>The head.</summary>
    /// <param name="loss">The loss of a scalar's error.</param>
    internal IQHead Create(LossKind loss) => Kind switch
    {
        HeadKind.Categorical => new CategoricalHead(Count, Low, High),
        HeadKind.Quantile => new QuantileHead(Count),
        HeadKind.Implicit => new ImplicitQuantileHead(Count),
        HeadKind.Gaussian => ClassificationHead.Gaussian(Count, Low, High),
        HeadKind.TwoHot => ClassificationHead.TwoHot(Count, Low, High),
        _ => new ScalarHead(loss),
    };

    /// <summary>The text that <see cref="Parse"/> reads.</summary>
    public override string ToString()
    {
        string name = Kind.ToString().ToLowerInvariant();
        return Kind == HeadKind.Scalar ? name
            : HasSupport ? string.Create(CultureInfo.InvariantCulture, $"{name} {Count} {Low} {High}")
            : string.Create(CultureInfo.InvariantCulture, $"{name} {Count}");
    }

    private static double? Number(string text)
        => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && Math.Abs(value) <= Farthest ? value : null;
}
