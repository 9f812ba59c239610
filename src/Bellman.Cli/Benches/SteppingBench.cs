using System.Diagnostics;
using Bellman.Environments;

namespace Bellman.Cli.Benches;

/// <summary>The world alone: CartPole in one lane with alternating actions.</summary>
internal static class SteppingBench
{
    private const int Tries = 200, StepsPerTry = 100_000;

    public static BenchResult Run()
    {
        var world = new VectorEnvironment(() => Catalogue.Create("CartPole-v1"), lanes: 1, seed: 1);
        double best = double.PositiveInfinity;
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        for (int attempt = 0; attempt < Tries; attempt++)
        {
            best = Math.Min(best, Time(world));
        }
        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        return new() { StepsPerSecond = StepsPerTry / best, BytesPerStep = (double)bytes / (Tries * (long)StepsPerTry) };
    }

    private static double Time(VectorEnvironment world)
    {
        Span<int> action = [0];
        long begin = Stopwatch.GetTimestamp();
        for (int step = 0; step < StepsPerTry; step++)
        {
            action[0] = step & 1;
            world.Step(action);
        }
        return Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }
}
