using System.Globalization;
using Bellman.Cli.Options;
using Bellman.Cli.Terminal;
using Bellman.Environments;
using Bellman.Recording;
using Bellman.Training;

namespace Bellman.Cli.Commands;

/// <summary>One training from the command line: a run, its recorder, and a person who looks on.</summary>
internal sealed class TrainSession(ConsoleOutput shell, StopSignal stop, bool json, bool watch)
{
    private const int FinalEpisodes = 100;

    // How often the screen, the clock of checkpoints and a wish to stop are looked at, whatever the options say about reports.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(0.1);

    // With --json standard output belongs to the program that reads it.
    private readonly TextWriter _talk = json ? shell.Error : shell.Out;

    public int Start(TrainRequest request, string? folderPath, TimeSpan saveEvery)
    {
        RunOptions options = request.NewRun();
        if (folderPath is not null && RunFolder.IsTaken(folderPath))
        {
            RunFolder.Create(folderPath); // refuses, before memory is taken
        }
        Announce(options, options.Environment, EnvironmentSource.SpecOf(options.EnvironmentFactory()));
        using var run = new TrainingRun(options);
        stop.Hold();
        using RunRecorder recorder = RunRecorder.Start(folderPath is not null ? RunFolder.Create(folderPath) : FreeFolder(options), run, saveEvery);
        return Train(recorder);
    }

    public int Resume(TrainRequest request, string path, string? folderPath, TimeSpan saveEvery)
    {
        if (folderPath is not null)
        {
            throw new BellmanException("A resumed run stays in its folder: leave --out away.");
        }
        RunFolder folder = RunFolder.Open(path);
        using RunRecorder recorder = RunRecorder.Resume(folder, saveEvery, saved => request.Resumed(folder, saved), rom: request.Rom);
        using TrainingRun run = recorder.Run;
        stop.Hold();
        Announce(run.Options, folder.Located(run.Options, digest: run.Environments.Spec.Digest).Environment, run.Environments.Spec);
        if (recorder.Note is { } note)
        {
            _talk.WriteLine(Printable.Of(note));
        }
        _talk.WriteLine(run.IsSolved
            ? Text($"solved already, by {run.Best!.Mean:0.0##} at or before step {run.Counters.Steps:N0}: there is nothing left to train")
            : run.IsFinished ? Text($"all {run.Counters.Steps:N0} steps are done: --steps with a larger number prolongs the run")
            : Text($"going on at step {run.Counters.Steps:N0}"));
        return Train(recorder);
    }

    private int Train(RunRecorder recorder)
    {
        TrainingRun run = recorder.Run;
        _talk.WriteLine($"{Shown(recorder)}/ keeps the run; Ctrl-C saves and stops");
        _talk.WriteLine();
        try
        {
            using (ITrainingView view = View(run))
            {
                Train(recorder, view);
            }
            recorder.Save();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or BellmanException)
        {
            // What a disk refused can be mended; what the training itself cannot do will not be done the next time.
            bool isMendable = error is not BellmanException || error.InnerException is IOException or UnauthorizedAccessException;
            throw new BellmanException(error.Message.TrimEnd('.') + (isMendable
                ? $". Once that is mended, go on from the last checkpoint: bellman train --resume {Shown(recorder)}"
                : $". The last checkpoint is in {Shown(recorder)}"), error);
        }
        stop.Release(); // everything is saved: what follows may be cut short
        if (!run.IsFinished)
        {
            _talk.WriteLine(Text($"Stopped at step {run.Counters.Steps:N0}, everything is saved. To go on: bellman train --resume {Shown(recorder)}"));
            Plot(recorder);
            return App.Stopped;
        }
        Plot(recorder);
        Report(recorder);
        return App.Fine;
    }

    private void Train(RunRecorder recorder, ITrainingView view)
    {
        TrainingRun run = recorder.Run;
        (long firstStep, TimeSpan begin) = (run.Counters.Steps, recorder.Elapsed);
        double last = double.NaN, epsilon = double.NaN, loss = double.NaN;
        while (!run.IsFinished && !stop.IsSet)
        {
            using var look = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
            look.CancelAfter(Look);
            foreach (Progress progress in run.Train(look.Token))
            {
                bool isWarned = recorder.Warning is not null;
                recorder.Record(progress);
                if (!isWarned && recorder.Warning is { } warning)
                {
                    Try(() => view.Say(warning));
                }
                (last, epsilon, loss) = (progress.Evaluation?.Mean ?? last, progress.Agent.Epsilon, progress.Agent.Loss);
            }
            long steps = run.Counters.Steps;
            TimeSpan took = recorder.Elapsed - begin;
            double speed = (steps - firstStep) / took.TotalSeconds;
            TimeSpan left = steps == firstStep ? TimeSpan.Zero
                : TimeSpan.FromSeconds(Math.Min((run.Options.Steps - steps) / speed, TimeSpan.MaxValue.TotalSeconds / 2));
            double best = run.Best?.Mean ?? double.NaN;
            var status = new TrainingStatus(steps, run.Options.Steps, recorder.Score.Mean, last, best, epsilon, loss, speed, left, run.Evaluating);
            Try(() => view.Show(status));
            if (!stop.IsSet)
            {
                recorder.SaveWhenDue();
            }
        }
    }

    // A run is worth more than its display: a terminal that is gone, or a full disk behind a pipe, ends nothing.
    private static void Try(Action show)
    {
        try
        {
            show();
        }
        catch (IOException)
        {
            // Nobody can be told.
        }
    }

    private void Plot(RunRecorder recorder)
    {
        try
        {
            recorder.Plot();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or BellmanException)
        {
            shell.Error.WriteLine($"bellman: the run is saved, but its chart could not be drawn: {Printable.Of(error.Message)}");
        }
    }

    private void Report(RunRecorder recorder)
    {
        TrainingRun run = recorder.Run;
        Counters counters = run.Counters;
        double seconds = recorder.Elapsed.TotalSeconds;
        Evaluation score = Score(recorder);
        if (run.Options.StopAt is not null)
        {
            string solved = run.IsSolved ? "Solved" : "Not solved";
            _talk.WriteLine(Text($"{solved} in {counters.Steps:N0} iterations; the best reward was {run.Best?.Mean ?? double.NaN:0.000}."));
        }
        string fingerprint = run.Fingerprint.ToString("x16", CultureInfo.InvariantCulture);
        if (json)
        {
            ResultJson.Print(shell.Out, new(run.Options.Environment, run.Options.Preset, run.Options.Seed, counters.Steps, counters.Episodes,
                counters.Updates, Math.Round(seconds, 3), Math.Round(counters.Steps / seconds), Math.Round(counters.Updates / seconds),
                fingerprint, recorder.Folder.Path, score), ResultJson.Default.TrainResult);
            return;
        }
        ScoreChart.Print(shell, recorder.Folder, counters.Episodes, run.Options.LogEvery);
        shell.Out.WriteLine(Text($"{counters.Steps:N0} steps, {counters.Episodes:N0} episodes, {counters.Updates:N0} updates in {seconds:0.0} s"));
        shell.Out.WriteLine(Text($"{counters.Steps / seconds:N0} steps/s, {counters.Updates / seconds:N0} updates/s, fingerprint {fingerprint}"));
        shell.Out.WriteLine(run.Best is { } best
            ? Text($"The kept policy was chosen by {best.Mean:0.0} over {best.Episodes} greedy episodes.")
            : "The kept policy is the last one: nothing was evaluated on the way.");
        shell.Out.WriteLine(Text($"On {score.Episodes} episodes by which it was not chosen: {EvaluateCommand.Describe(score)}"));
        shell.Out.WriteLine($"Watch it: bellman play {Shown(recorder)}   The chart: {Printable.Of(recorder.Folder.Plot)}");
    }

    private Evaluation Score(RunRecorder recorder)
    {
        using var line = new ScoringLine(shell);
        try
        {
            return recorder.Run.Score(FinalEpisodes, line, stop.Token);
        }
        catch (OperationCanceledException)
        {
            _talk.WriteLine($"Trained and saved, but not scored: bellman evaluate {Shown(recorder)} does that.");
            throw;
        }
    }

    private void Announce(RunOptions options, string located, EnvironmentSpec environment)
    {
        RomWarning.Print(shell, located);
        string environmentName = Printable.Of(options.Environment), preset = Printable.Of(options.Preset);
        string lanes = Many(options.Lanes, "lane"), threads = Many(options.Threads, "thread");
        _talk.WriteLine(Text($"{environmentName}, preset {preset}, seed {options.Seed}: {options.Steps:N0} steps, {lanes}, {threads}"));
        _talk.WriteLine(ReplayEstimate.For(options, environment));
    }

    private ITrainingView View(TrainingRun run)
    {
        var screen = run.Environments[0] as IScreen;
        string? why = !watch ? null
            : json || !shell.IsLive ? "needs a terminal that can draw"
            : screen is null ? $"needs an environment that can draw itself, and {Printable.Of(run.Options.Environment)} cannot"
            : !WatchView.Fits(shell) ? $"needs a terminal of at least {WatchView.Needed}"
            : null;
        if (why is not null)
        {
            shell.Error.WriteLine($"bellman: --watch {why}: only the numbers are shown.");
        }
        return json ? new PlainView(shell.Error, TimeSpan.FromSeconds(5))
            : !shell.IsLive ? new PlainView(shell.Out, TimeSpan.FromSeconds(2))
            : watch && why is null ? new WatchView(shell, screen!)
            : new LiveView(shell);
    }

    private static RunFolder FreeFolder(RunOptions options)
    {
        // Options of an environment stand in its name, with letters that are awkward in the name of a folder.
        string name = string.Concat(Text($"{Path.GetFileName(options.Environment.Replace("/", "", StringComparison.Ordinal))}-{options.Preset}-{options.Seed}")
            .Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' ? letter : '_'));
        return RunFolder.CreateFree("runs", name);
    }

    private static string Shown(RunRecorder recorder) => Printable.Of(recorder.Folder.Path);

    private static string Many(int count, string what) => Text($"{count} {what}{(count == 1 ? "" : "s")}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
