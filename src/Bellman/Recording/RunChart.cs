using System.Globalization;
using Bellman.Drawing.Charts;
using Bellman.Training;

namespace Bellman.Recording;

/// <summary>Charts of run folders.</summary>
internal static class RunChart
{
    // More points than this no screen can show, and the file would only grow.
    private const int MostPoints = 2000;
    private const string Steps = "environment steps";

    /// <summary>Score, loss, values and exploration of one run.</summary>
    public static Chart Of(RunFolder folder)
    {
        RunOptions options = folder.ReadOptions();
        RunHistory history = RunHistory.Read(folder, options.LogEvery);
        string subtitle = string.Create(CultureInfo.InvariantCulture, $"seed {options.Seed} \u00b7 {history.EpisodeCount:N0} episodes");
        string episode = options.LogEvery == 1 ? "episode" : string.Create(CultureInfo.InvariantCulture, $"episode (one of {options.LogEvery:N0})");
        if (history.Evaluations.Count > 0)
        {
            double best = history.Evaluations.Max(e => e.Mean);
            subtitle += string.Create(CultureInfo.InvariantCulture, $" \u00b7 best greedy evaluation {best:0.##}");
        }
        return new(Name(options), subtitle, Steps,
        [
            new("Score (sum of rewards per episode)",
            [
                new(episode, ChartMark.Dots, 6, Thin(history.Episodes)),
                new("mean of 100 episodes", ChartMark.Line, 0, Thin(history.Scores)),
                new("greedy evaluation", ChartMark.Diamonds, 1, Thin(history.Evaluations)),
            ]) { Weight = 2.4 },
            new("Loss (mean per update, logarithmic)", [new("", ChartMark.Line, 3, Thin(history.Losses))]) { Logarithmic = true },
            new("Q value of the actions taken (mean)", [new("", ChartMark.Line, 2, Thin(history.Values))]),
            new("Epsilon (share of random actions)", [new("", ChartMark.Line, 4, Thin(history.Epsilons))]) { Weight = 0.7, Range = (0, 1) },
        ]);
    }

    /// <summary>Several runs in one chart: how they scored while they trained, and in greedy evaluations.</summary>
    public static Chart Compare(IReadOnlyList<RunFolder> folders)
    {
        var training = new List<ChartSeries>();
        var greedy = new List<ChartSeries>();
        var names = new HashSet<string>();
        IReadOnlyList<string> labels = RunLabels.Of([.. folders.Select(folder => folder.Path)]);
        for (int i = 0; i < folders.Count; i++)
        {
            RunOptions options = folders[i].ReadOptions();
            RunHistory history = RunHistory.Read(folders[i], options.LogEvery);
            names.Add(options.Environment);
            training.Add(new(labels[i], ChartMark.Line, training.Count, Thin(history.Scores)));
            greedy.Add(new("", ChartMark.Line, greedy.Count, Thin(history.Evaluations)));
        }
        return new(string.Join(", ", names), $"{folders.Count} runs", Steps,
        [
            new("Score while training (sum of rewards, mean of 100 episodes)", training) { Weight = 2.2 },
            new("Score in greedy evaluations (sum of rewards, mean)", greedy) { Weight = 2.2 },
        ]);
    }

    /// <summary>The mean return of the last 100 episodes, after each episode of a run; at each of its reports where not all are logged.</summary>
    public static IEnumerable<double> Scores(RunFolder folder)
        => RunHistory.Read(folder, folder.ReadOptions().LogEvery).Scores.Select(point => point.Score).Where(double.IsFinite);

    private static string Name(RunOptions options)
        => options.Preset.Length > 0 ? $"{options.Environment} \u00b7 {options.Preset}" : options.Environment;

    private static List<(double X, double Y)> Thin(List<(double X, double Y)> points)
    {
        int stride = (points.Count + MostPoints - 1) / MostPoints;
        return stride <= 1 ? points : [.. points.Where((_, i) => i % stride == 0 || i == points.Count - 1)];
    }
}
