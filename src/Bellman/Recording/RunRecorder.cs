using System.Diagnostics;
using System.Globalization;
using Bellman.Agents;
using Bellman.Drawing.Charts;
using Bellman.Training;

namespace Bellman.Recording;

/// <summary>
/// Records a run in its folder: logs, checkpoint, policy, chart. A run that was killed resumes from its last
/// checkpoint; its logs are cut back to that point, so that nothing is logged twice.
/// </summary>
public sealed class RunRecorder : IDisposable
{
    // Of the targets' probability: what lies beyond the support by chance, before anything is learned, is less or passes.
    private const double MostAtEdge = 0.01;

    // A checkpoint of a large memory takes long: never spend more than about a twentieth of the time on them.
    private const int WorkPerSave = 20;

    private readonly FolderLock _lock;
    private readonly RunLogs _logs;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _before;
    private TimeSpan _nextSave;
    private (TimeSpan Time, long Steps) _last;
    private double _edge = double.NaN;

    private RunRecorder(RunFolder folder, FolderLock folderLock, TrainingRun run, in LogLengths lengths)
    {
        _lock = folderLock;
        Folder = folder;
        Run = run;
        var gaps = new List<string>();
        _logs = new(folder, lengths, run.Options.LogEvery, gaps);
        Note = gaps.Count > 0 ? string.Join(' ', gaps) : null;
    }

    /// <summary>The folder.</summary>
    public RunFolder Folder { get; }

    /// <summary>The run.</summary>
    public TrainingRun Run { get; }

    /// <summary>Mean return of the last 100 episodes.</summary>
    internal RecentScore Score { get; } = new();

    /// <summary>A note for the user who resumes a run, such as a gap in a log; null: none.</summary>
    public string? Note { get; private init; }

    /// <summary>A sentence about a support of the head that the rewards exceed; null: it is wide enough.</summary>
    public string? Warning { get; private set; }

    /// <summary>Time between two checkpoints, at least.</summary>
    public TimeSpan SaveEvery { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Wall clock that the run took so far, interruptions not counted.</summary>
    public TimeSpan Elapsed => _before + _clock.Elapsed;

    /// <summary>Steps per second between the last two reports.</summary>
    public double StepsPerSecond { get; private set; } = double.NaN;

    /// <summary>
    /// Starts to record a new run and saves it once, so that it can be resumed from its first step on.
    /// </summary>
    /// <exception cref="BellmanException">The folder cannot be written.</exception>
    public static RunRecorder Start(RunFolder folder, TrainingRun run, TimeSpan saveEvery)
    {
        FolderLock folderLock = folder.Lock();
        try
        {
            return Begin(folder, folderLock, run, saveEvery, note: null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or BellmanException)
        {
            folderLock.Dispose();
            folder.Discard(run.Options.Environment);
            throw new BellmanException($"No run can be kept in '{folder.Path}': {error.Message}", error);
        }
    }

    /// <summary>
    /// Goes on with the run of a folder. Where it was killed before its first checkpoint, it begins anew from its
    /// options; where somebody shortened or removed a log, that log has a gap: <see cref="Note"/> says so.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="saveEvery">Time between two checkpoints, at least.</param>
    /// <param name="change">May prolong the run or change its threads; refuse the rest by throwing.</param>
    /// <param name="create">
    /// Makes the run from its options, in an environment or with a network of your own; null: one in an environment of
    /// the catalogue.
    /// </param>
    /// <param name="rom">The ROM of its Atari game, where it lies elsewhere now; the run remembers it.</param>
    /// <exception cref="BellmanException">
    /// The checkpoint is missing or damaged, or another process trains there.
    /// </exception>
    public static RunRecorder Resume(
        RunFolder folder, TimeSpan saveEvery, Func<RunOptions, RunOptions>? change = null, Func<RunOptions, TrainingRun>? create = null, string? rom = null)
    {
        FolderLock folderLock = folder.Lock();
        TrainingRun? run = null;
        RunRecorder? recorder = null;
        try
        {
            if (folder.HasOnlyBegun())
            {
                RunOptions options = Changed(folder.ReadOptions());
                run = create?.Invoke(options) ?? new TrainingRun(options, folder.Located(options).EnvironmentFactory());
                return Begin(folder, folderLock, run, saveEvery, "The run was stopped before its first checkpoint: it begins anew.");
            }
            run = Checkpoint.Load(folder.Checkpoint, out byte[] attachment, Changed, create,
                (options, digest) => rom is null ? folder.Located(options, digest: digest) : options);
            var stream = StateStream.Reader(new MemoryStream(attachment));
            LogLengths lengths = LogLengths.Synced(stream, default);
            recorder = new RunRecorder(folder, folderLock, run, lengths) { SaveEvery = saveEvery };
            recorder.Sync(stream);
            recorder._last = (recorder.Elapsed, run.Counters.Steps);
            recorder._nextSave = recorder.Elapsed + saveEvery;
            folder.WriteOptions(run.Options);
            return recorder;
        }
        catch
        {
            recorder?._logs.Dispose();
            run?.Dispose();
            folderLock.Dispose();
            throw;
        }

        RunOptions Changed(RunOptions saved)
        {
            RunOptions options = change?.Invoke(saved) ?? saved;
            return rom is null ? options : folder.Located(options, rom);
        }
    }

    /// <summary>Writes what a progress brought to the logs.</summary>
    public void Record(in Progress progress)
    {
        for (int i = 0; i < progress.Finished.Count; i++)
        {
            Score.Add(progress.Finished[i].Return);
        }
        if (Math.Min(_edge, progress.Agent.Edge) > MostAtEdge)
        {
            Warning ??= string.Create(CultureInfo.InvariantCulture,
                $"{100 * progress.Agent.Edge:0.#}% of what the targets say lies beyond the support of the head and is learned as its edge: ")
                + "set LOW and HIGH of the option 'head' farther apart, or make the rewards smaller with 'clipReward'.";
        }
        _edge = progress.Agent.Edge;
        TimeSpan now = Elapsed;
        StepsPerSecond = (progress.Counters.Steps - _last.Steps) / (now - _last.Time).TotalSeconds;
        _last = (now, progress.Counters.Steps);
        long firstEpisode = progress.Counters.Episodes - progress.Finished.Count + 1;
        _logs.Write(progress, Score.Mean, Run.Best?.Mean, firstEpisode, now.TotalSeconds, StepsPerSecond);
    }

    /// <summary>Saves where the last checkpoint is long enough ago.</summary>
    public void SaveWhenDue()
    {
        if (Elapsed >= _nextSave)
        {
            Save();
        }
    }

    /// <summary>Writes checkpoint and policy. Call it between two progresses only.</summary>
    public void Save()
    {
        TimeSpan begin = Elapsed;
        _lock.RequireOurs();
        // The logs first: a checkpoint must never know of more than they hold.
        _logs.Flush(toDisk: true);
        using var attachment = new MemoryStream();
        var stream = StateStream.Writer(attachment);
        LogLengths.Synced(stream, _logs.Lengths);
        Sync(stream);
        Checkpoint.Save(Run, Folder.Checkpoint, attachment.ToArray());
        PolicyFile.Save(Run.Policy, Folder.Policy);
        TimeSpan took = Elapsed - begin;
        _nextSave = Elapsed + (took * WorkPerSave > SaveEvery ? took * WorkPerSave : SaveEvery);
    }

    /// <summary>Draws the run's chart.</summary>
    /// <exception cref="BellmanException">It cannot be drawn, or not be written.</exception>
    public void Plot()
    {
        _lock.RequireOurs();
        AtomicFile.Write(Folder.Plot, ChartSvg.Render(RunChart.Of(Folder)));
    }

    /// <summary>Closes the logs. Does not save.</summary>
    public void Dispose()
    {
        try
        {
            _logs.Dispose();
        }
        catch (IOException)
        {
            // The disk is full or gone, which whoever wrote last was told already.
        }
        _lock.Dispose();
    }

    // The options first: a run that is killed while its first checkpoint is written can begin anew from them.
    private static RunRecorder Begin(RunFolder folder, FolderLock folderLock, TrainingRun run, TimeSpan saveEvery, string? note)
    {
        folder.WriteOptions(run.Options);
        EnvironmentPlace.Keep(folder, run.Options.Environment, run.Environments.Spec.Digest);
        var recorder = new RunRecorder(folder, folderLock, run, default) { SaveEvery = saveEvery, Note = note };
        try
        {
            recorder.Save();
            return recorder;
        }
        catch
        {
            recorder._logs.Dispose();
            throw;
        }
    }

    private void Sync(StateStream stream)
    {
        long ticks = Elapsed.Ticks;
        stream.Sync(ref ticks);
        if (stream.IsReading)
        {
            _before = TimeSpan.FromTicks(ticks) - _clock.Elapsed;
        }
        OptionCheck.Saved(ticks >= 0, "time");
        Score.Sync(stream);
    }
}
