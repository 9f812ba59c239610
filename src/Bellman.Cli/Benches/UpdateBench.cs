using System.Diagnostics;
using Bellman.Learning;
using Bellman.Neural.Kernels;
using Bellman.Neural.Optimizers;

namespace Bellman.Cli.Benches;

/// <summary>
/// One gradient step of DQN: target forward, online forward, Huber's gradient, backward, norm clip, exact Adam.
/// </summary>
internal static class UpdateBench
{
    private const int Tries = 200, TriesPerPeak = 10, WarmUp = 30;
    private const double OperationsPerTry = 2e7;

    /// <summary>Dense layers over CartPole's four numbers.</summary>
    public static BenchResult Dense(int batch, params int[] hidden) => Run(NetworkSpec.Mlp(hidden), batch, inputs: 4, actions: 2);

    /// <summary>The network of Mnih et al. 2015 over four frames, six actions.</summary>
    public static BenchResult Nature(int threads)
    {
        var image = new ImageShape(4, 84, 84);
        using WorkerPool? workers = threads > 1 ? new(threads) : null;
        return Run(NetworkSpec.Nature(), batch: 32, image.Length, actions: 6, image, workers);
    }

    /// <summary>The network of Young and Tian 2019 over Breakout's four channels, six actions.</summary>
    public static BenchResult MinAtar()
    {
        var image = new ImageShape(4, 10, 10);
        return Run(NetworkSpec.MinAtar(), batch: 32, image.Length, actions: 6, image);
    }

    private static BenchResult Run(NetworkSpec spec, int batch, int inputs, int actions, ImageShape? image = null, WorkerPool? workers = null)
    {
        var random = new Rng(1);
        Network online = Network.Build(
            spec, inputs, actions, Initializer.Torch, ref random, OptimizerSpec.Adam, new(null, 10), workers, image);
        Network target = Network.Build(spec, inputs, actions, Initializer.Torch, ref random, workers: workers, image: image);
        var learner = new QLearner(online, target, new ScalarHead(LossKind.Huber), actions, batch, isDouble: false);
        TransitionBatch transitions = Transitions(batch, inputs, actions, ref random);

        // Two forwards, the gradient of the weights everywhere, the gradient of the inputs but for the first layer that learns.
        long first = spec.CreateLayers(inputs, actions, Initializer.Torch, image).First(layer => layer.ParameterCount > 0).MultiplyAdds;
        double operations = 2.0 * batch * (4 * online.MultiplyAdds - first);
        int rounds = Math.Max(1, (int)(OperationsPerTry / operations));
        (double best, double peak) = (Time(learner, transitions, WarmUp), 0);
        long bytes = 0;
        for (int attempt = 0; attempt < Tries; attempt++)
        {
            peak = attempt % TriesPerPeak == 0 ? Math.Max(peak, FmaPeak.Measure()) : peak;
            long before = GC.GetAllocatedBytesForCurrentThread();
            best = Math.Min(best, Time(learner, transitions, rounds));
            bytes += GC.GetAllocatedBytesForCurrentThread() - before;
        }
        return new()
        {
            UpdatesPerSecond = 1 / best, BytesPerStep = (double)bytes / (Tries * (long)rounds), Flops = operations / best, Peak = peak,
        };
    }

    private static double Time(QLearner learner, TransitionBatch transitions, int rounds)
    {
        var noise = new Rng(1);
        long begin = Stopwatch.GetTimestamp();
        for (int round = 0; round < rounds; round++)
        {
            learner.Learn(transitions, 1e-4f, ref noise);
        }
        return Stopwatch.GetElapsedTime(begin).TotalSeconds / rounds;
    }

    private static TransitionBatch Transitions(int batch, int inputs, int actions, ref Rng random)
    {
        var transitions = new TransitionBatch(batch, inputs, maskedActions: 0);
        for (int i = 0; i < batch * inputs; i++)
        {
            transitions.Observations[i] = (float)random.NextDouble(-1, 1);
            transitions.NextObservations[i] = (float)random.NextDouble(-1, 1);
        }
        for (int row = 0; row < batch; row++)
        {
            (transitions.Actions[row], transitions.Rewards[row], transitions.Discounts[row]) = (row % actions, 1, 0.99f);
        }
        return transitions;
    }
}
