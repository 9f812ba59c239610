using System.Diagnostics;
using Bellman.Environments;
using Bellman.Training;

namespace Bellman.Cli.Benches;

/// <summary>Steps of an environment alone with precomputed actions, in one lane unless said otherwise.</summary>
internal static class SteppingBench
{
    private const int Tries = 200, StepsPerTry = 100_000, DrawnStepsPerTry = 500, SolvedStepsPerTry = 500, AtariLanes = 10, Actions = 4096;

    /// <summary>CartPole's actions alternate, so that its episodes are long.</summary>
    public static BenchResult CartPole() => Run(() => Catalogue.Create("CartPole-v1"), (step, _) => step & 1, StepsPerTry);

    /// <summary>CartPole drawn, shrunk and stacked as the preset sees it.</summary>
    public static BenchResult Pixels() => Run(Presets.For("CartPole-v1", "cartpole-pixels").EnvironmentFactory(), (step, _) => step & 1, DrawnStepsPerTry);

    /// <summary>
    /// Our own Atari game in the usual preprocessing: four frames, the brighter of two, grey, 84x84, four stacked; ten
    /// lanes.
    /// </summary>
    public static BenchResult Atari(int threads)
    {
        using var workers = new WorkerPool(threads);
        Func<IEnvironment> create = Presets.For("Bellman/Marchers-v0", "atari").EnvironmentFactory();
        return Run(create, (_, random) => random.Next(6), DrawnStepsPerTry / AtariLanes, AtariLanes, workers);
    }

    /// <summary>Three bodies, two joints and what touches the ground, fifty times a second; resets included.</summary>
    public static BenchResult LunarLander() => Run(() => Catalogue.Create("LunarLander-v3"), (_, random) => random.Next(4), SolvedStepsPerTry);

    /// <summary>Sticky actions, observations and resets included.</summary>
    public static BenchResult MinAtar(string game)
        => Run(() => Catalogue.Create($"MinAtar/{game}-v0"), (_, random) => random.Next(6), StepsPerTry);

    private static BenchResult Run(Func<IEnvironment> create, Func<int, Random, int> choose, int steps, int lanes = 1, WorkerPool? workers = null)
    {
        var environment = new VectorEnvironment(create, lanes, seed: 1, workers);
        var random = new Random(1);
        int[] actions = [.. Enumerable.Range(0, Actions).Select(step => choose(step, random))];
        Time(environment, actions, steps); // the list of finished episodes finds its size
        double best = double.PositiveInfinity;
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        for (int attempt = 0; attempt < Tries; attempt++)
        {
            best = Math.Min(best, Time(environment, actions, steps));
        }
        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        long stepsPerTry = (long)steps * environment.Lanes;
        return new() { StepsPerSecond = stepsPerTry / best, BytesPerStep = (double)bytes / (Tries * stepsPerTry) };
    }

    private static double Time(VectorEnvironment environment, ReadOnlySpan<int> actions, int steps)
    {
        long begin = Stopwatch.GetTimestamp();
        for (int step = 0; step < steps; step++)
        {
            environment.Step(actions.Slice(step % (Actions / environment.Lanes) * environment.Lanes, environment.Lanes));
        }
        return Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }
}
