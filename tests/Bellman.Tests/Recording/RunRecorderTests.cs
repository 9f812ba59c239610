using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Bellman.Agents;
using Bellman.Agents.Dqn;
using Bellman.Agents.Pqn;
using Bellman.Drawing.Charts;
using Bellman.Learning;
using Bellman.Neural.Optimizers;
using Bellman.Recording;
using Bellman.Tests.Environments.Probes;
using Bellman.Training;

namespace Bellman.Tests.Recording;

public sealed partial class RunRecorderTests : IDisposable
{
    private static readonly TimeSpan Never = TimeSpan.FromHours(1);

    private readonly string _root = Directory.CreateTempSubdirectory("bellman").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static RunOptions Options { get; } = new()
    {
        Environment = "CartPole-v1", Preset = "tiny", Seed = 5, Steps = 2_000, ReportEvery = 100, EvaluateEvery = 500, EvaluateEpisodes = 2,
        ConfirmEpisodes = 2,
        Agent = new DqnOptions { Network = NetworkSpec.Mlp(8), Batch = 8, Memory = 500, LearningStarts = 100 },
    };

    private static RunOptions With(string head) => Options with { Agent = (DqnOptions)Options.Agent with { Head = HeadSpec.Parse(head) } };

    [Fact]
    public void A_run_leaves_every_file()
    {
        RunFolder folder = Whole("whole");
        Assert.Equal(
            ["checkpoint.bin", "config.json", "episodes.jsonl", "events.out.tfevents.bellman", "metrics.jsonl", "plot.svg", "policy.bin"],
            Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order());
        Assert.Equal(Options, folder.ReadOptions());
        Assert.Equal(20, File.ReadLines(folder.Metrics).Count());
        Assert.Contains("\"ending\":\"terminated\"", File.ReadLines(folder.Episodes).First());
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(6, 9)]
    [InlineData(7, 7)]
    [InlineData(10, 20)]
    [InlineData(6, 9, "categorical 11 0 3")]
    public void A_run_that_is_lost_after_a_checkpoint_and_resumed_leaves_the_logs_of_one_that_was_not(int saved, int lost, string head = "scalar")
    {
        RunOptions options = With(head);
        RunFolder whole = Whole("whole", options);
        RunFolder folder = RunFolder.Create(Path.Combine(_root, "broken"));
        Interrupted(folder, saved, lost, options);
        using (RunRecorder recorder = RunRecorder.Resume(folder, Never))
        {
            Assert.Equal(saved * 100, recorder.Run.Counters.Steps);
            Finish(recorder, int.MaxValue);
            recorder.Run.Dispose();
        }
        Assert.Equal(WithoutTimes(whole.Metrics), WithoutTimes(folder.Metrics));
        Assert.Equal(File.ReadAllText(whole.Episodes), File.ReadAllText(folder.Episodes));
        Assert.Equal(new FileInfo(whole.Events).Length, new FileInfo(folder.Events).Length);
        Assert.Equal(File.ReadAllBytes(whole.Policy), File.ReadAllBytes(folder.Policy));
    }

    [Theory]
    [InlineData("scalar", false)]
    [InlineData("categorical 21 0 100", false)]
    [InlineData("categorical 21 0 3", true)]
    [InlineData("gaussian 21 0 3", true)]
    [InlineData("twohot 21 0 3", true)]
    public void A_support_that_the_rewards_exceed_is_said_in_one_sentence_and_logged(string head, bool isNarrow)
    {
        using var run = new TrainingRun(With(head));
        using RunRecorder recorder = RunRecorder.Start(RunFolder.Create(Path.Combine(_root, "narrow")), run, Never);
        Assert.Null(recorder.Warning);
        Finish(recorder, int.MaxValue);
        Assert.Equal(isNarrow, recorder.Warning is not null);
        double[] shares = [.. File.ReadLines(recorder.Folder.Metrics).Select(line => JsonDocument.Parse(line).RootElement)
            .Where(report => report.TryGetProperty("edge", out _)).Select(report => report.GetProperty("edge").GetDouble())];
        Assert.Equal(head == "scalar" ? 0 : 19, shares.Length); // nothing is learned before the second report
        Assert.All(shares, share => Assert.InRange(share, 0, isNarrow ? 1 : 0.001));
        if (recorder.Warning is { } warning)
        {
            double first = shares.Zip(shares.Skip(1)).First(two => Math.Min(two.First, two.Second) > 0.01).Second;
            Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"{100 * first:0.#}% of what the targets say lies beyond the support"), warning);
            Assert.EndsWith("set LOW and HIGH of the option 'head' farther apart, or make the rewards smaller with 'clipReward'.", warning);
        }
    }

    [Theory]
    [InlineData("gaussian 21 0 100", false)]
    [InlineData("gaussian 21 0 3", true)]
    public void PQN_says_so_too(string head, bool isNarrow)
    {
        using var run = new TrainingRun(Options with
        {
            Lanes = 2,
            Agent = new PqnOptions { Network = NetworkSpec.Mlp(8), Head = HeadSpec.Parse(head), Rollout = 10, Minibatches = 2 },
        });
        using RunRecorder recorder = RunRecorder.Start(RunFolder.Create(Path.Combine(_root, "narrow")), run, Never);
        Finish(recorder, int.MaxValue);
        Assert.Equal(isNarrow, recorder.Warning is not null);
    }

    [Fact]
    public void A_resumed_run_can_be_prolonged_and_its_options_say_so()
    {
        RunFolder folder = Whole("whole");
        using RunRecorder recorder = RunRecorder.Resume(folder, Never, options => options with { Steps = 2_500 });
        Finish(recorder, int.MaxValue);
        recorder.Run.Dispose();
        Assert.Equal(2_500, folder.ReadOptions().Steps);
        Assert.Equal(25, File.ReadLines(folder.Metrics).Count());
    }

    [Theory]
    [InlineData(0, "was removed or emptied: it begins anew")]
    [InlineData(2, "was shortened: it has a gap")]
    public void A_log_that_lost_lines_goes_on_with_a_gap_and_says_so(int kept, string note)
    {
        RunFolder folder = RunFolder.Create(Path.Combine(_root, "gap"));
        Interrupted(folder, saved: 6, lost: 6);
        string[] lines = File.ReadAllLines(folder.Metrics);
        File.WriteAllText(folder.Metrics, string.Concat(lines.Take(kept).Select(line => line + "\n")) + (kept > 0 ? "{\"steps\":" : ""));
        File.Delete(folder.Events);
        using (RunRecorder recorder = RunRecorder.Resume(folder, Never))
        {
            Assert.Contains($"metrics.jsonl' {note}", recorder.Note);
            Assert.Contains("bellman' was removed or emptied", recorder.Note);
            Finish(recorder, int.MaxValue);
            recorder.Run.Dispose();
        }
        Assert.Equal(kept + 14, File.ReadLines(folder.Metrics).Count());
        Assert.Equal(File.ReadAllBytes(Whole("whole").Policy), File.ReadAllBytes(folder.Policy));
    }

    [Fact]
    public void A_run_that_was_killed_before_its_first_checkpoint_begins_anew()
    {
        RunFolder whole = Whole("whole");
        RunFolder folder = RunFolder.Create(Path.Combine(_root, "early"));
        File.Copy(whole.Config, folder.Config);
        File.WriteAllBytes(folder.Metrics, []);
        File.WriteAllBytes(folder.Checkpoint + ".new", [1, 2, 3]);
        using (RunRecorder recorder = RunRecorder.Resume(RunFolder.Open(folder.Path), Never))
        {
            Assert.Contains("begins anew", recorder.Note);
            Finish(recorder, int.MaxValue);
            recorder.Run.Dispose();
        }
        Assert.Equal(File.ReadAllBytes(whole.Policy), File.ReadAllBytes(folder.Policy));
        Assert.False(File.Exists(folder.Checkpoint + ".new"));
    }

    [Fact]
    public void A_checkpoint_that_somebody_removed_does_not_cost_the_logs()
    {
        RunFolder folder = Whole("whole");
        File.Delete(folder.Checkpoint);
        Assert.Contains("There is no file", Assert.Throws<BellmanException>(() => RunRecorder.Resume(folder, Never)).Message);
        Assert.Equal(20, File.ReadLines(folder.Metrics).Count());
    }

    [LinuxFact]
    public void A_folder_that_somebody_else_began_anew_is_left_alone()
    {
        RunFolder folder = RunFolder.Create(Path.Combine(_root, "stolen"));
        using var run = new TrainingRun(Options);
        using RunRecorder first = RunRecorder.Start(folder, run, Never);
        Finish(first, 3);
        Directory.Delete(folder.Path, recursive: true);
        Assert.Contains("was removed or replaced", Assert.Throws<BellmanException>(first.Save).Message);
        using var other = new TrainingRun(Options);
        using RunRecorder second = RunRecorder.Start(RunFolder.Create(folder.Path), other, Never);
        byte[] theirs = File.ReadAllBytes(folder.Checkpoint);
        Assert.Contains("was removed or replaced", Assert.Throws<BellmanException>(first.Save).Message);
        Assert.Contains("was removed or replaced", Assert.Throws<BellmanException>(first.Plot).Message);
        first.Dispose();
        Assert.Equal(theirs, File.ReadAllBytes(folder.Checkpoint));
        Assert.Contains("does another process train", Assert.Throws<BellmanException>(() => RunRecorder.Resume(folder, Never)).Message);
    }

    [Fact]
    public void A_run_in_a_world_and_with_a_network_of_ones_own_is_kept_and_goes_on()
    {
        RunFolder whole = RunFolder.Create(Path.Combine(_root, "own"));
        using (RunRecorder recorder = RunRecorder.Start(whole, Own(Options), Never))
        {
            Finish(recorder, int.MaxValue);
            recorder.Run.Dispose();
        }
        RunFolder folder = RunFolder.Create(Path.Combine(_root, "own-broken"));
        using (RunRecorder recorder = RunRecorder.Start(folder, Own(Options), Never))
        {
            Finish(recorder, 6);
            Finish(recorder, 2, save: false);
            recorder.Run.Dispose();
        }
        using (RunRecorder recorder = RunRecorder.Resume(folder, Never, create: Own))
        {
            Assert.Equal(600, recorder.Run.Counters.Steps);
            Finish(recorder, int.MaxValue);
            recorder.Run.Dispose();
        }
        Assert.Equal(File.ReadAllBytes(whole.Policy), File.ReadAllBytes(folder.Policy));
        Assert.Contains("a network of another program", Assert.Throws<BellmanException>(() => PolicyFile.Load(folder.Policy)).Message);
        using TrainingRun empty = Own(Options);
        IPolicy policy = empty.Agent.Snapshot();
        Assert.Same(policy, PolicyFile.Load(folder.Policy, policy));
    }

    /// <summary>A world that the catalogue does not know, and a network that no policy file can make again.</summary>
    private static TrainingRun Own(RunOptions options) => new(options with { Environment = "Snake" }, () => new DelayedReward(), spec =>
        new DqnAgent((DqnOptions)options.Agent, spec, options.Lanes, options.Seed, learns =>
        {
            var random = new Rng(5);
            return new Network(((DqnOptions)options.Agent).Network.CreateLayers(spec.ObservationLength, spec.ActionCount, Initializer.Torch), ref random,
                learns ? OptimizerSpec.Adam : null);
        }));

    [Fact]
    public void Two_processes_cannot_write_to_one_folder()
    {
        RunFolder folder = RunFolder.Create(Path.Combine(_root, "busy"));
        using var run = new TrainingRun(Options);
        using RunRecorder recorder = RunRecorder.Start(folder, run, Never);
        Assert.Contains("does another process train", Assert.Throws<BellmanException>(() => RunRecorder.Resume(folder, Never)).Message);
    }

    [Fact]
    public void A_run_that_cannot_begin_leaves_nothing()
    {
        RunFolder folder = RunFolder.Create(Path.Combine(_root, "full"));
        Directory.CreateDirectory(folder.Checkpoint); // so that no file can have this name
        using var run = new TrainingRun(Options);
        Assert.Contains("No run can be kept", Assert.Throws<BellmanException>(() => RunRecorder.Start(folder, run, Never)).Message);
        Assert.Equal(["checkpoint.bin"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void Checkpoints_are_made_when_they_are_due()
    {
        RunFolder folder = RunFolder.Create(Path.Combine(_root, "due"));
        using var run = new TrainingRun(Options);
        using (RunRecorder recorder = RunRecorder.Start(folder, run, Never))
        {
            byte[] first = File.ReadAllBytes(folder.Checkpoint);
            Finish(recorder, 3, save: false);
            recorder.SaveWhenDue();
            Assert.Equal(first, File.ReadAllBytes(folder.Checkpoint));
            recorder.Save();
            Assert.NotEqual(first, File.ReadAllBytes(folder.Checkpoint));
        }
    }

    [Fact]
    public void The_score_is_the_mean_of_the_episodes_in_the_log()
    {
        RunFolder folder = Whole("whole");
        double[] scores = [.. RunChart.Scores(folder)];
        Assert.Equal(File.ReadLines(folder.Episodes).Count(), scores.Length);
        Assert.Contains($"\"score\":{scores[^1].ToString("R", null)}", File.ReadLines(folder.Metrics).Last());
    }

    [Fact]
    public void A_chart_counts_all_episodes_and_shows_the_logged_scores_where_few_episodes_are_logged()
    {
        RunFolder folder = Whole("few", Options with { LogEvery = 7 });
        string last = File.ReadLines(folder.Metrics).Last();
        double score = RunChart.Scores(folder).Last();
        Assert.Contains($"\"score\":{score.ToString("R", CultureInfo.InvariantCulture)}", last, StringComparison.Ordinal);
        Chart chart = RunChart.Of(folder);
        long episodes = JsonDocument.Parse(last).RootElement.GetProperty("episodes").GetInt64();
        Assert.True(episodes > File.ReadLines(folder.Episodes).Count());
        Assert.Contains($"{episodes} episodes", chart.Subtitle, StringComparison.Ordinal);
        Assert.Equal("episode (one of 7)", chart.Panels[0].Series[0].Name);
    }

    [Fact]
    public void Runs_that_differ_in_their_seed_only_are_one_line_in_a_band()
    {
        RunFolder[] folders =
        [
            Whole("one"), Whole("two", Options with { Seed = 6, Threads = 2 }),
            Whole("other", Options with { Steps = 1_000 }), Whole("others", Options with { Steps = 1_000, Seed = 6 }),
            Whole("alone", Options with { Steps = 1_500 }),
        ];
        Chart chart = RunChart.Compare(folders);
        Assert.Equal("CartPole-v1", chart.Title);
        Assert.All(chart.Panels, panel =>
        {
            Assert.Equal([("one, 2 seeds", 0), ("other, 2 seeds", 1), ("alone", 2)],
                panel.Series.Where(series => series.Mark == ChartMark.Line).Select(series => (series.Name, series.Color)));
            Assert.Equal([true, true, false], panel.Series.Where(series => series.Mark == ChartMark.Band).Select(series => series.Points.Count > 0));
        });
        Assert.Equal(4, chart.Panels[1].Series[^3].Points.Count);
        Assert.Equal("CartPole-v1 \u00b7 tiny, 2 seeds", RunChart.Compare(folders[..2]).Panels[0].Series[^1].Name);
    }

    private RunFolder Whole(string name, RunOptions? options = null)
    {
        RunFolder folder = RunFolder.Create(Path.Combine(_root, name));
        using var run = new TrainingRun(options ?? Options);
        using RunRecorder recorder = RunRecorder.Start(folder, run, Never);
        Finish(recorder, int.MaxValue);
        return folder;
    }

    /// <summary>Trains, saves once on the way, and loses what came after.</summary>
    private static void Interrupted(RunFolder folder, int saved, int lost, RunOptions? options = null)
    {
        using var run = new TrainingRun(options ?? Options);
        using RunRecorder recorder = RunRecorder.Start(folder, run, Never);
        Finish(recorder, saved);
        Finish(recorder, lost - saved, save: false);
    }

    private static void Finish(RunRecorder recorder, int reports, bool save = true)
    {
        foreach (Progress progress in recorder.Run.Train().Take(reports))
        {
            recorder.Record(progress);
        }
        if (save)
        {
            recorder.Save();
            recorder.Plot();
        }
    }

    private static string WithoutTimes(string path) => Times().Replace(File.ReadAllText(path), "");

    [GeneratedRegex(",\"seconds\".*")]
    private static partial Regex Times();
}
