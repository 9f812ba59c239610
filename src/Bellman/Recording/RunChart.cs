using System.Globalization;
using Bellman.Drawing.Charts;
using Bellman.Training;

namespace Bellman.Recording;

/// <summary>Charts of run folders.</summary>
internal static class RunChart
{
    // More points than this no screen can show, and the file would only grow.
    private const int MostPoints = 500;
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
        ChartPanel[] panels =
        [
            new("Score (sum of rewards per episode)",
            [
                .. new ChartSeries[]
                {
                    new(episode, ChartMark.Dots, 6, Thin(history.Episodes)),
                    new("mean of 100 episodes", ChartMark.Line, 0, Thin(history.Scores)),
                    new("greedy evaluation", ChartMark.Diamonds, 1, Thin(history.Evaluations)),
                }.Where(HasPoints),
            ]) { Weight = 2.4 },
            new("Loss (mean per update, logarithmic)", [new("", ChartMark.Line, 3, Thin(history.Losses))]) { Logarithmic = true },
            new("Q value of the actions taken (mean)", [new("", ChartMark.Line, 2, Thin(history.Values))]),
            new("Epsilon (share of random actions)", [new("", ChartMark.Line, 4, Thin(history.Epsilons))]) { Weight = 0.7, Range = (0, 1) },
        ];
        return new(Name(options), subtitle, Steps, [panels[0], .. panels[1..].Where(HasPoints)]);
    }

    /// <summary>
    /// Several runs in one chart: how they scored while they trained, and in greedy evaluations. Runs that differ in
    /// their seed only are one line, the mean over the seeds, in a band from the lowest to the highest.
    /// </summary>
    public static Chart Compare(IReadOnlyList<RunFolder> folders)
    {
        Run[] runs = [.. folders.Zip(RunLabels.Of([.. folders.Select(folder => folder.Path)]), Read)];
        Run[][] groups = [.. runs.GroupBy(run => run.Options with { Seed = 0, Threads = 1 }).Select(group => group.ToArray())];
        string[] labels = Labels(groups);
        string legend = groups.Length < runs.Length ? " \u00b7 line: mean over seeds \u00b7 band: lowest to highest" : "";
        ChartPanel[] panels =
        [
            Panel("Score while training (sum of rewards, mean of 100 episodes)", groups, labels, history => history.Scores),
            Panel("Score in greedy evaluations (sum of rewards, mean)", groups, labels, history => history.Evaluations),
        ];
        return new(string.Join(", ", runs.Select(run => run.Options.Environment).Distinct()), $"{runs.Length} runs{legend}", Steps,
            [panels[0], .. panels[1..].Where(HasPoints)]);
    }

    /// <summary>
    /// The mean return of the last 100 episodes, after each episode of a run; at each of its reports where not all are
    /// logged.
    /// </summary>
    public static IEnumerable<double> Scores(RunFolder folder)
        => RunHistory.Read(folder, folder.ReadOptions().LogEvery).Scores.Select(point => point.Score).Where(double.IsFinite);

    // A table has no loss, and a run need not be evaluated.
    private static bool HasPoints(ChartPanel panel) => panel.Series.Any(HasPoints);

    private static bool HasPoints(ChartSeries series) => series.Points.Count > 0;

    private static Run Read(RunFolder folder, string label)
    {
        RunOptions options = folder.ReadOptions();
        return new(options, RunHistory.Read(folder, options.LogEvery), label);
    }

    // Bands lie behind all lines, and only lines are named.
    private static ChartPanel Panel(string title, Run[][] groups, string[] labels, Func<RunHistory, List<(double X, double Y)>> curve)
    {
        var bands = new List<ChartSeries>();
        var lines = new List<ChartSeries>();
        for (int color = 0; color < groups.Length; color++)
        {
            (List<(double X, double Y)> mean, List<(double X, double Y)> outline) = CurveBand.Of([.. groups[color].Select(run => curve(run.History))]);
            bands.Add(new("", ChartMark.Band, color, outline));
            lines.Add(new(labels[color], ChartMark.Line, color, mean));
        }
        return new(title, [.. bands, .. lines]) { Weight = 2.2 };
    }

    // Seeds are named after what they have in common, a single run after its folder.
    private static string[] Labels(Run[][] groups)
    {
        HashSet<string> twice = [.. groups.GroupBy(seeds => Name(seeds[0].Options)).Where(same => same.Count() > 1).Select(same => same.Key)];
        return [.. groups.Select(seeds => (Name(seeds[0].Options), seeds) switch
        {
            (_, [var only]) => only.Label,
            (var name, _) => $"{(twice.Contains(name) ? seeds[0].Label : name)}, {seeds.Length} seeds",
        })];
    }

    private static string Name(RunOptions options)
        => options.Preset.Length > 0 ? $"{options.Environment} \u00b7 {options.Preset}" : options.Environment;

    private static List<(double X, double Y)> Thin(List<(double X, double Y)> points)
    {
        int stride = (points.Count + MostPoints - 1) / MostPoints;
        return stride <= 1 ? points : [.. points.Where((_, i) => i % stride == 0 || i == points.Count - 1)];
    }

    private readonly record struct Run(RunOptions Options, RunHistory History, string Label);
}
