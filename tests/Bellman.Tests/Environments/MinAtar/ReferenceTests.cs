using System.Globalization;
using Bellman.Environments.MinAtar;

namespace Bellman.Tests.Environments.MinAtar;

/// <summary>
/// A random policy sees the same games as in the published package: returns, lengths and how full each plane is, within what chance allows.
/// Differences are given in standard errors of both sides together.
/// </summary>
public class ReferenceTests
{
    private const int Frames = 1_000_000;

    /// <summary>With some two hundred numbers, a few beyond 2 are to be expected and none beyond 4.</summary>
    private const double Most = 4;

    /// <summary>Rewards per frame were printed with five places.</summary>
    private const double Rounding = 0.000005;

    [Theory]
    [InlineData(nameof(MinAtarGame.Asterix), "A"), InlineData(nameof(MinAtarGame.Asterix), "B")]
    [InlineData(nameof(MinAtarGame.Breakout), "A"), InlineData(nameof(MinAtarGame.Breakout), "B")]
    [InlineData(nameof(MinAtarGame.Freeway), "A"), InlineData(nameof(MinAtarGame.Freeway), "B")]
    [InlineData(nameof(MinAtarGame.Seaquest), "A"), InlineData(nameof(MinAtarGame.Seaquest), "B")]
    [InlineData(nameof(MinAtarGame.SpaceInvaders), "A"), InlineData(nameof(MinAtarGame.SpaceInvaders), "B")]
    public void A_random_policy_meets_the_same_statistics(string name, string setting)
    {
        MinAtarGame game = Enum.Parse<MinAtarGame>(name);
        Played[] ours = Play(new(game, setting == "A" ? new() : new() { Sticky = 0, Ramping = false }));
        (string Quantity, double Value, double Error)[] rows = [.. Rows(game, setting)];
        double episodes = rows[0].Value;
        int compared = 0;
        foreach ((string quantity, double value, double error) in rows[1..])
        {
            string[] words = quantity.Split(' ');
            int number = int.TryParse(words[^1], out int last) ? last : 0;
            double difference = words[0] == "length" && words.Length > 1 ? Quantile(ours, number / 100.0, (int)value, episodes)
                : words[0] == "share" ? Share(ours, number, value, episodes)
                : words[0] == "level" ? Against(ours, value, null, episodes, e => e.Level, _ => 1)
                : words[0] == "reward" ? Against(ours, value, error + Rounding, episodes, e => e.Return, e => e.Length)
                : words[0] == "return" ? Against(ours, value, error, episodes, e => e.Return, _ => 1)
                : words[0] == "length" ? Against(ours, value, error, episodes, e => e.Length, _ => 1)
                : Against(ours, value, error, episodes, e => e.Marks[number], e => e.Length);
            Assert.True(Math.Abs(difference) <= Most, $"{game} {setting} {quantity}: {difference:0.00} standard errors from {value}");
            compared++;
        }
        Assert.InRange(compared, 15, 30);
    }

    private sealed record Played(int Length, double Return, int Level, double[] Marks);

    private static Played[] Play(MinAtarEnvironment environment)
    {
        (Rng random, Rng policy) = (new(21), new(22));
        var seen = new float[environment.Spec.ObservationLength];
        var episodes = new List<Played>();
        for (int frames = 0; frames < Frames; frames += episodes[^1].Length)
        {
            environment.Reset(ref random, seen);
            (int length, double total, var marks) = (0, 0, new double[seen.Length / 100]);
            bool isOver = false;
            while (!isOver)
            {
                Outcome outcome = environment.Step(policy.NextInt(6), ref random, seen);
                (length, total, isOver) = (length + 1, total + outcome.Reward, outcome.EpisodeOver);
                for (int channel = 0; channel < marks.Length; channel++)
                {
                    float sum = 0;
                    foreach (float cell in seen.AsSpan(100 * channel, 100))
                    {
                        sum += cell;
                    }
                    marks[channel] += sum;
                }
            }
            episodes.Add(new(length, total, environment.Level, marks));
        }
        return [.. episodes];
    }

    /// <summary>Compares a ratio of sums over episodes; a reference without an error has ours for its number of episodes.</summary>
    private static double Against(
        Played[] ours, double value, double? error, double episodes, Func<Played, double> numerator, Func<Played, double> denominator)
    {
        double below = ours.Sum(denominator), ratio = ours.Sum(numerator) / below, n = ours.Length;
        double squares = ours.Sum(e => Math.Pow(numerator(e) - ratio * denominator(e), 2)) * n / (n - 1);
        double variance = squares / (below * below);
        return Difference(ratio - value, variance + (error is { } known ? known * known : variance * n / episodes));
    }

    private static double Share(Played[] ours, int score, double value, double episodes)
    {
        double share = ours.Count(e => e.Return == score) / (double)ours.Length;
        double p = Math.Max(Math.Max(share, value), 3 / episodes); // something rare may not occur at all
        return Difference(share - value, p * (1 - p) * (1 / episodes + 1.0 / ours.Length));
    }

    /// <summary>How far the shares below and up to the reference's quantile miss its level; lengths are whole numbers.</summary>
    private static double Quantile(Played[] ours, double level, int value, double episodes)
    {
        double below = ours.Count(e => e.Length < value) / (double)ours.Length;
        double upTo = ours.Count(e => e.Length <= value) / (double)ours.Length;
        double p = Math.Max(level, 3 / episodes);
        double miss = below > level ? below - level : upTo < level ? upTo - level : 0;
        return Difference(miss, p * (1 - p) * (1 / episodes + 1.0 / ours.Length));
    }

    private static double Difference(double difference, double variance)
        => Math.Abs(difference) < 1e-9 ? 0 : difference / Math.Sqrt(variance);

    private static IEnumerable<(string Quantity, double Value, double Error)> Rows(MinAtarGame game, string setting)
    {
        using var reader = new StreamReader(typeof(ReferenceTests).Assembly.GetManifestResourceStream("Golden.MinAtar.csv")!);
        while (reader.ReadLine() is { } line)
        {
            string[] cells = line.Split(',');
            if (cells[0] == game.ToString() && cells[1] == setting)
            {
                yield return (cells[2], Number(cells[3]), cells[4].Length > 0 ? Number(cells[4]) : 0);
            }
        }
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
