using System.Diagnostics;
using Bellman.Environments;

namespace Bellman.Cli.Benches;

/// <summary>A world alone, in one lane, with actions that were drawn before.</summary>
internal static class SteppingBench
{
    private const int Tries = 200, StepsPerTry = 100_000, Actions = 4096;

    /// <summary>CartPole's actions alternate, so that its episodes are long.</summary>
    public static BenchResult CartPole() => Run("CartPole-v1", (step, _) => step & 1);

    /// <summary>Sticky actions, observations and resets included.</summary>
    public static BenchResult MinAtar(string game) => Run($"MinAtar/{game}-v0", (_, random) => random.Next(6));

    private static BenchResult Run(string name, Func<int, Random, int> choose)
    {
        var world = new VectorEnvironment(() => Catalogue.Create(name), lanes: 1, seed: 1);
        var random = new Random(1);
        int[] actions = [.. Enumerable.Range(0, Actions).Select(step => choose(step, random))];
        Time(world, actions); // the list of finished episodes finds its size
        double best = double.PositiveInfinity;
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        for (int attempt = 0; attempt < Tries; attempt++)
        {
            best = Math.Min(best, Time(world, actions));
        }
        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        return new() { StepsPerSecond = StepsPerTry / best, BytesPerStep = (double)bytes / (Tries * (long)StepsPerTry) };
    }

    private static double Time(VectorEnvironment world, ReadOnlySpan<int> actions)
    {
        long begin = Stopwatch.GetTimestamp();
        for (int step = 0; step < StepsPerTry; step++)
        {
            world.Step(actions.Slice(step % Actions, 1));
        }
        return Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }
}
