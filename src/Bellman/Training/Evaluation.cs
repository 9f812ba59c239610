using System.Text.Json.Serialization;

namespace Bellman.Training;

/// <summary>What greedy episodes scored: raw, undiscounted returns.</summary>
/// <param name="Episodes">How many were played.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="Std">Their standard deviation (of the population of episodes played).</param>
/// <param name="Min">The worst.</param>
/// <param name="Max">The best.</param>
public sealed record Evaluation(int Episodes, double Mean, double Std, double Min, double Max)
{
    /// <summary>Episodes that were cut off because they lasted too long for an evaluation; they count with what they had earned until then.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Cut { get; init; }

    /// <summary>Normal 95% confidence interval of the mean; null where one episode says nothing about it.</summary>
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

    /// <summary>The figures of these returns.</summary>
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
