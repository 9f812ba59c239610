using System.Globalization;
using Bellman.Cli.Options;
using Bellman.Cli.Terminal;
using Bellman.Environments;
using Bellman.Recording;
using Bellman.Training;

namespace Bellman.Cli.Commands;

/// <summary>One training from the command line: a run, its recorder, and a person who looks on.</summary>
internal sealed class TrainSession(Shell shell, bool json, bool watch)
{
    private const int FinalEpisodes = 100;

    // With --json standard output belongs to the program that reads it.
    private readonly TextWriter _talk = json ? shell.Error : shell.Out;

    public int Start(TrainRequest request, string? folderPath, TimeSpan saveEvery)
    {
        RunOptions options = request.NewRun();
        if (folderPath is not null && RunFolder.IsTaken(folderPath))
        {
            RunFolder.Create(folderPath); // refuses, before memory is taken
        }
        Announce(options);
        using var run = new TrainingRun(options);
        using RunRecorder recorder = RunRecorder.Start(RunFolder.Create(folderPath ?? FreeFolder(options)), run, saveEvery);
        return Train(recorder);
    }

    public int Resume(TrainRequest request, string path, string? folderPath, TimeSpan saveEvery)
    {
        if (folderPath is not null)
        {
            throw new BellmanException("A resumed run stays in its folder: leave --out away.");
        }
        using RunRecorder recorder = RunRecorder.Resume(RunFolder.Open(path), saveEvery, request.Resumed);
        using TrainingRun run = recorder.Run;
        Announce(run.Options);
        _talk.WriteLine(Text($"going on at step {run.Counters.Steps:N0}"));
        return Train(recorder);
    }

    private int Train(RunRecorder recorder)
    {
        using var stop = new StopSignal();
        _talk.WriteLine($"{recorder.Folder.Path}/ keeps the run; Ctrl-C saves and stops");
        _talk.WriteLine();
        try
        {
            View(recorder.Run).Run(show => Train(recorder, stop, show));
            recorder.Save();
            recorder.Plot();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or BellmanException)
        {
            throw new BellmanException($"{error.Message.TrimEnd('.')}. Once that is mended, go on from the last checkpoint: bellman train --resume {recorder.Folder.Path}", error);
        }
        if (stop.IsSet && recorder.Run.Counters.Steps < recorder.Run.Options.Steps && !recorder.Run.IsSolved)
        {
            _talk.WriteLine(Text($"Stopped at step {recorder.Run.Counters.Steps:N0}, everything is saved. To go on: bellman train --resume {recorder.Folder.Path}"));
            return App.Stopped;
        }
        Report(recorder);
        return App.Fine;
    }

    private static void Train(RunRecorder recorder, StopSignal stop, Action<TrainingStatus> show)
    {
        TrainingRun run = recorder.Run;
        (long firstStep, TimeSpan begin) = (run.Counters.Steps, recorder.Elapsed);
        foreach (Progress progress in run.Train())
        {
            recorder.Record(progress);
            long steps = progress.Counters.Steps;
            TimeSpan left = (recorder.Elapsed - begin) * ((double)(run.Options.Steps - steps) / (steps - firstStep));
            show(new(steps, run.Options.Steps, recorder.Score.Mean, progress.Agent.Epsilon, progress.Agent.Loss, recorder.StepsPerSecond, left));
            if (stop.IsSet)
            {
                break;
            }
            recorder.SaveWhenDue();
        }
    }

    private void Report(RunRecorder recorder)
    {
        TrainingRun run = recorder.Run;
        Counters counters = run.Counters;
        double seconds = recorder.Elapsed.TotalSeconds;
        Evaluation score = run.Score(FinalEpisodes);
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
        ScoreChart.Print(shell, recorder.Folder);
        shell.Out.WriteLine(Text($"{counters.Steps:N0} steps, {counters.Episodes:N0} episodes, {counters.Updates:N0} updates in {seconds:0.0} s"));
        shell.Out.WriteLine(Text($"{counters.Steps / seconds:N0} steps/s, {counters.Updates / seconds:N0} updates/s, fingerprint {fingerprint}"));
        shell.Out.WriteLine(run.Best is { } best
            ? Text($"The kept policy was chosen by {best.Mean:0.0} over {best.Episodes} greedy episodes.")
            : "The kept policy is the last one: nothing was evaluated on the way.");
        shell.Out.WriteLine(Text($"On {score.Episodes} episodes by which it was not chosen: {EvaluateCommand.Describe(score)}"));
        shell.Out.WriteLine($"Watch it: bellman play {recorder.Folder.Path}   The chart: {recorder.Folder.Plot}");
    }

    private void Announce(RunOptions options)
    {
        RomNote.Print(shell, options);
        _talk.WriteLine(Text($"{options.Environment}, preset {options.Preset}, seed {options.Seed}: {options.Steps:N0} steps, {Many(options.Lanes, "lane")}, {Many(options.Threads, "thread")}"));
        _talk.WriteLine(MemoryNote.For(options));
    }

    private ITrainingView View(TrainingRun run) => json ? new PlainView(shell.Error, TimeSpan.FromSeconds(5))
        : !shell.IsLive ? new PlainView(shell.Out, TimeSpan.FromSeconds(2))
        : watch && WatchView.Fits(shell) && run.World[0] is IScreen screen ? new WatchView(shell, screen)
        : new LiveView();

    private static string FreeFolder(RunOptions options)
    {
        // Options of a world stand in its name, with letters that are awkward in the name of a folder.
        string world = string.Concat(Path.GetFileName(options.Environment.Replace("/", "", StringComparison.Ordinal))
            .Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' ? letter : '_'));
        string name = Path.Combine("runs", Text($"{world}-{options.Preset}-{options.Seed}"));
        string free = name;
        for (int i = 2; RunFolder.IsTaken(free); i++)
        {
            free = Text($"{name}-{i}");
        }
        return free;
    }

    private static string Many(int count, string what) => Text($"{count} {what}{(count == 1 ? "" : "s")}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
