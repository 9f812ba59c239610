using System.Text.Json;
using Bellman.Training;

namespace Bellman.Recording;

/// <summary>
/// The logs of a run folder: metrics, episodes and TensorBoard's events. A consumer of <see cref="Progress"/>.
/// </summary>
internal sealed class RunLogs : IDisposable
{
    private readonly int _logEvery;
    private readonly JsonLog _metrics;
    private readonly JsonLog _episodes;
    private readonly FileStream _eventsFile;
    private readonly TensorBoardFile _events;

    /// <summary>Opens the logs and cuts them back to the given lengths; of so many episodes, one is written.</summary>
    /// <param name="folder">Where they lie.</param>
    /// <param name="lengths">What the checkpoint saw of them.</param>
    /// <param name="logEvery">Of so many episodes one is written.</param>
    /// <param name="gaps">Takes a sentence for each log that is shorter than that.</param>
    public RunLogs(RunFolder folder, in LogLengths lengths, int logEvery, List<string> gaps)
    {
        _logEvery = logEvery;
        _metrics = new(folder.Metrics, lengths.Metrics, gaps);
        _episodes = new(folder.Episodes, lengths.Episodes, gaps);
        _eventsFile = LogFile.Open(folder.Events, lengths.Events, TensorBoardFile.WholeRecords, gaps);
        _events = new(_eventsFile, DateTimeOffset.UtcNow);
    }

    /// <summary>Bytes in each log.</summary>
    public LogLengths Lengths => new(_metrics.Length, _episodes.Length, _eventsFile.Position);

    /// <summary>Writes what a progress brought.</summary>
    /// <param name="progress">The progress.</param>
    /// <param name="score">Mean return of the last 100 episodes.</param>
    /// <param name="best">The best evaluation so far, if there was one.</param>
    /// <param name="firstEpisode">Number of the first of the finished episodes; the run's first is 1.</param>
    /// <param name="seconds">Wall clock since the run began.</param>
    /// <param name="stepsPerSecond">Speed since the progress before.</param>
    public void Write(in Progress progress, double score, double? best, long firstEpisode, double seconds, double stepsPerSecond)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        for (int i = 0; i < progress.Finished.Count; i++)
        {
            Episode episode = progress.Finished[i];
            if ((firstEpisode + i) % _logEvery != 0)
            {
                continue;
            }
            WriteEpisode(episode, firstEpisode + i);
            _events.Write(episode.Step, now, ("episode/return", episode.Return), ("episode/length", episode.Length));
        }
        WriteMetrics(progress, score, seconds, stepsPerSecond);
        _events.Write(progress.Counters.Steps, now, ("training/score", score), ("training/loss", progress.Agent.Loss),
            ("training/value", progress.Agent.Value), ("training/epsilon", progress.Agent.Epsilon), ("training/edge", progress.Agent.Edge),
            ("training/updates", progress.Counters.Updates), ("training/stepsPerSecond", stepsPerSecond),
            ("evaluation/mean", progress.Evaluation?.Mean ?? double.NaN));
        if (progress.Evaluation is { } evaluation)
        {
            // The names that the tutorial of the tables gives them.
            _events.Write(progress.Counters.Steps, now, ("reward", evaluation.Mean), ("best_reward", best ?? double.NaN));
        }
        Flush(toDisk: false);
    }

    /// <summary>Hands everything to the operating system, or on to the disk.</summary>
    public void Flush(bool toDisk)
    {
        _metrics.Flush(toDisk);
        _episodes.Flush(toDisk);
        if (toDisk)
        {
            AtomicFile.Flush(_eventsFile);
        }
        _eventsFile.Flush();
    }

    public void Dispose()
    {
        _metrics.Dispose();
        _episodes.Dispose();
        _eventsFile.Dispose();
    }

    private void WriteEpisode(in Episode episode, long number)
    {
        Utf8JsonWriter json = _episodes.Begin();
        json.WriteNumber("episode"u8, number);
        json.WriteNumber("steps"u8, episode.Step);
        json.WriteNumber("lane"u8, episode.Lane);
        json.WriteNumber("return"u8, episode.Return);
        json.WriteNumber("length"u8, episode.Length);
        json.WriteString("ending"u8, episode.Ending == Ending.Truncated ? "truncated"u8 : "terminated"u8);
        _episodes.End();
    }

    private void WriteMetrics(in Progress progress, double score, double seconds, double stepsPerSecond)
    {
        Utf8JsonWriter json = _metrics.Begin();
        json.WriteNumber("steps"u8, progress.Counters.Steps);
        json.WriteNumber("episodes"u8, progress.Counters.Episodes);
        json.WriteNumber("updates"u8, progress.Counters.Updates);
        WriteFinite(json, "score"u8, score);
        WriteFinite(json, "loss"u8, progress.Agent.Loss);
        WriteFinite(json, "value"u8, progress.Agent.Value);
        WriteFinite(json, "epsilon"u8, progress.Agent.Epsilon);
        WriteFinite(json, "edge"u8, progress.Agent.Edge);
        if (progress.Evaluation is { } evaluation)
        {
            json.WriteStartObject("evaluation"u8);
            json.WriteNumber("episodes"u8, evaluation.Episodes);
            json.WriteNumber("mean"u8, evaluation.Mean);
            json.WriteNumber("std"u8, evaluation.Std);
            json.WriteNumber("min"u8, evaluation.Min);
            json.WriteNumber("max"u8, evaluation.Max);
            json.WriteBoolean("best"u8, progress.IsBest);
            if (evaluation.Cut > 0)
            {
                json.WriteNumber("cut"u8, evaluation.Cut);
            }
            json.WriteEndObject();
        }
        WriteFinite(json, "seconds"u8, Math.Round(seconds, 3));
        WriteFinite(json, "stepsPerSecond"u8, Math.Round(stepsPerSecond));
        _metrics.End();
    }

    // JSON has no word for 'not a number': what is unknown is absent.
    private static void WriteFinite(Utf8JsonWriter json, ReadOnlySpan<byte> name, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, value);
        }
    }
}

/// <summary>How many bytes of each log a checkpoint has seen.</summary>
internal readonly record struct LogLengths(long Metrics, long Episodes, long Events)
{
    public static LogLengths Synced(StateStream stream, LogLengths lengths)
    {
        (long metrics, long episodes, long events) = lengths;
        stream.Sync(ref metrics);
        stream.Sync(ref episodes);
        stream.Sync(ref events);
        OptionCheck.Saved(metrics >= 0 && episodes >= 0 && events >= 0, "lengths of the logs");
        return new(metrics, episodes, events);
    }
}
