using System.Text.Json.Serialization;

namespace Bellman.Training;

/// <summary>Result of an evaluation: raw, undiscounted returns of greedy episodes.</summary>
/// <param name="Episodes">Number of episodes.</param>
/// <param name="Mean">Mean return.</param>
/// <param name="Std">Standard deviation of the returns (of the population).</param>
/// <param name="Min">Lowest return.</param>
/// <param name="Max">Highest return.</param>
public sealed record Evaluation(int Episodes, double Mean, double Std, double Min, double Max)
{
    /// <summary>
    /// Episodes that were cut off by the step limit of the evaluation. They count with the return they had then.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Cut { get; init; }

    /// <summary>Normal 95% confidence interval of the mean; null for a single episode.</summary>
    [JsonIgnore]
    public (double Low, double High)? Interval95
    {
        get
        {
            double half = 1.959964 * Std / Math.Sqrt(Episodes - 1);
            return Episodes > 1 ? (Mean - half, Mean + half) : null;
        }
    }

    internal static Evaluation Synced(StateStream stream, Evaluation? evaluation)
    {
        (int episodes, double mean, double std, double min, double max) = evaluation ?? new(0, 0, 0, 0, 0);
        int cut = evaluation?.Cut ?? 0;
        stream.Sync(ref episodes);
        stream.Sync(ref mean);
        stream.Sync(ref std);
        stream.Sync(ref min);
        stream.Sync(ref max);
        stream.Sync(ref cut);
        return new(episodes, mean, std, min, max) { Cut = cut };
    }

    /// <summary>The statistics of given returns.</summary>
    public static Evaluation Of(ReadOnlySpan<double> returns)
    {
        double sum = 0;
        double min = double.PositiveInfinity;
        double max = double.NegativeInfinity;
        foreach (double value in returns)
        {
            sum += value;
            min = Math.Min(min, value);
            max = Math.Max(max, value);
        }
        double mean = sum / returns.Length;
        double squares = 0;
        foreach (double value in returns)
        {
            squares += (value - mean) * (value - mean);
        }
        return new(returns.Length, mean, Math.Sqrt(squares / returns.Length), min, max);
    }
}
