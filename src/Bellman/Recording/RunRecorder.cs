using System.Diagnostics;
using Bellman.Agents;
using Bellman.Training;

namespace Bellman.Recording;

/// <summary>
/// Keeps the folder of a run while somebody enumerates the run: logs, checkpoint, policy, chart. A run that was killed goes on from its last
/// checkpoint with its logs cut back to what that had seen, so nothing is in them twice.
/// </summary>
public sealed class RunRecorder : IDisposable
{
    // A checkpoint of a large memory takes long: never spend more than about a twentieth of the time on them.
    private const int WorkPerSave = 20;

    private readonly IDisposable _lock;
    private readonly RunLogs _logs;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _before;
    private TimeSpan _nextSave;
    private (TimeSpan Time, long Steps) _last;

    private RunRecorder(RunFolder folder, IDisposable folderLock, TrainingRun run, in LogLengths lengths)
    {
        _lock = folderLock;
        Folder = folder;
        Run = run;
        _logs = new(folder, lengths, run.Options.LogEvery);
    }

    /// <summary>The folder.</summary>
    public RunFolder Folder { get; }

    /// <summary>The run.</summary>
    public TrainingRun Run { get; }

    /// <summary>Mean return of the last 100 episodes.</summary>
    public RecentScore Score { get; } = new();

    /// <summary>Time between two checkpoints, at least.</summary>
    public TimeSpan SaveEvery { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Wall clock that the run took so far, interruptions not counted.</summary>
    public TimeSpan Elapsed => _before + _clock.Elapsed;

    /// <summary>Steps per second between the last two reports.</summary>
    public double StepsPerSecond { get; private set; } = double.NaN;

    /// <summary>Starts to record a new run and saves it once, so that it can be resumed from its first step on.</summary>
    /// <exception cref="BellmanException">The folder cannot be written.</exception>
    public static RunRecorder Start(RunFolder folder, TrainingRun run, TimeSpan saveEvery)
    {
        IDisposable folderLock = folder.Lock();
        RunRecorder? recorder = null;
        try
        {
            recorder = new(folder, folderLock, run, default) { SaveEvery = saveEvery };
            recorder.Save();
            folder.WriteOptions(run.Options);
            return recorder;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or BellmanException)
        {
            recorder?.Dispose();
            folderLock.Dispose();
            folder.Discard();
            throw new BellmanException($"No run can be kept in '{folder.Path}': {error.Message}", error);
        }
    }

    /// <summary>Goes on with the run of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="saveEvery">Time between two checkpoints, at least.</param>
    /// <param name="change">May prolong the run or change its threads; refuse the rest by throwing.</param>
    /// <exception cref="BellmanException">The checkpoint or a log is missing or damaged, or another process trains there.</exception>
    public static RunRecorder Resume(RunFolder folder, TimeSpan saveEvery, Func<RunOptions, RunOptions>? change = null)
    {
        IDisposable folderLock = folder.Lock();
        TrainingRun? run = null;
        try
        {
            run = Checkpoint.Load(folder.Checkpoint, out byte[] attachment, change);
            LogLengths lengths = default;
            var stream = StateStream.Reader(new MemoryStream(attachment));
            stream.Sync(ref lengths);
            var recorder = new RunRecorder(folder, folderLock, run, lengths) { SaveEvery = saveEvery };
            recorder.Sync(stream);
            recorder._last = (recorder.Elapsed, run.Counters.Steps);
            recorder._nextSave = recorder.Elapsed + saveEvery;
            folder.WriteOptions(run.Options);
            return recorder;
        }
        catch
        {
            run?.Dispose();
            folderLock.Dispose();
            throw;
        }
    }

    /// <summary>Writes what a progress brought to the logs.</summary>
    public void Record(in Progress progress)
    {
        for (int i = 0; i < progress.Finished.Count; i++)
        {
            Score.Add(progress.Finished[i].Return);
        }
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
        // The logs first: a checkpoint must never know of more than they hold.
        _logs.Flush(toDisk: true);
        using var attachment = new MemoryStream();
        LogLengths lengths = _logs.Lengths;
        var stream = StateStream.Writer(attachment);
        stream.Sync(ref lengths);
        Sync(stream);
        Checkpoint.Save(Run, Folder.Checkpoint, attachment.ToArray());
        PolicyFile.Save(Run.Policy, Folder.Policy);
        TimeSpan took = Elapsed - begin;
        _nextSave = Elapsed + (took * WorkPerSave > SaveEvery ? took * WorkPerSave : SaveEvery);
    }

    /// <summary>Draws the run's chart.</summary>
    public void Plot() => WholeFile.Write(Folder.Plot, Drawing.ChartSvg.Render(RunChart.Of(Folder)));

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

    private void Sync(StateStream stream)
    {
        long ticks = Elapsed.Ticks;
        stream.Sync(ref ticks);
        if (stream.IsReading)
        {
            _before = TimeSpan.FromTicks(ticks) - _clock.Elapsed;
        }
        Score.Sync(stream);
    }
}
