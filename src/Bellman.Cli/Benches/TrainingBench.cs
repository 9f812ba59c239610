using System.Diagnostics;
using System.Globalization;
using Bellman.Training;

namespace Bellman.Cli.Benches;

/// <summary>A small training, always the same: its fingerprint says whether behaviour changed.</summary>
internal static class TrainingBench
{
    private const int Warm = 2_000, Steps = 6_000, Chunk = 500;

    public static BenchResult Run()
    {
        RunOptions options = Presets.For("CartPole-v1", "cartpole") with { Seed = 1, Steps = Steps, EvaluateEvery = 0, ReportEvery = Chunk };
        using (var warmUp = new TrainingRun(options))
        {
            foreach (Progress _ in warmUp.Train())
            {
            }
        }
        using var run = new TrainingRun(options);
        double best = double.PositiveInfinity;
        long bytes = 0, updates = 0;
        (long Time, long Bytes, long Updates) before = default;
        foreach (Progress progress in run.Train())
        {
            if (progress.Counters.Steps > Warm)
            {
                // The best of the chunks: other programs on the machine can only slow it down.
                double seconds = Stopwatch.GetElapsedTime(before.Time).TotalSeconds;
                if (seconds < best)
                {
                    (best, updates) = (seconds, progress.Counters.Updates - before.Updates);
                }
                bytes += GC.GetAllocatedBytesForCurrentThread() - before.Bytes;
            }
            before = (Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread(), progress.Counters.Updates);
        }
        return new()
        {
            Fingerprint = run.Fingerprint.ToString("x16", CultureInfo.InvariantCulture),
            StepsPerSecond = Chunk / best,
            UpdatesPerSecond = updates / best,
            BytesPerStep = (double)bytes / (Steps - Warm),
        };
    }
}
