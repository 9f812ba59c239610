using System.Diagnostics;
using System.Globalization;
using Bellman.Training;

namespace Bellman.Cli.Benches;

/// <summary>Small trainings, always the same: their fingerprints say whether behaviour changed.</summary>
internal static class TrainingBench
{
    private const int RowsOfRollout = 4_096;

    /// <summary>The preset cartpole.</summary>
    public static BenchResult CartPole() => Run(Presets.For("CartPole-v1", "cartpole"), warm: 2_000, steps: 6_000, chunk: 500);

    /// <summary>The preset minatar-pqn, rollout by rollout.</summary>
    public static BenchResult Pqn(int threads) => Run(
        Presets.For("MinAtar/Breakout-v0", "minatar-pqn") with { Threads = threads }, 2 * RowsOfRollout, 12 * RowsOfRollout, RowsOfRollout);

    private static BenchResult Run(RunOptions preset, int warm, int steps, int chunk)
    {
        RunOptions options = preset with { Seed = 1, Steps = steps, EvaluateEvery = 0, ReportEvery = chunk };
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
            if (progress.Counters.Steps > warm)
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
            StepsPerSecond = chunk / best,
            UpdatesPerSecond = updates / best,
            BytesPerStep = (double)bytes / (steps - warm),
        };
    }
}
