using System.Diagnostics;
using Bellman.Learning;
using Bellman.Neural.Kernels;
using Bellman.Neural.Optimizers;

namespace Bellman.Cli.Benches;

/// <summary>One gradient step of DQN: target forward, online forward, Huber's gradient, backward, norm clip, exact Adam. One thread.</summary>
internal static class UpdateBench
{
    private const int Inputs = 4, Actions = 2, Tries = 200, TriesPerPeak = 10, WarmUp = 30;
    private const double OperationsPerTry = 2e7;

    public static BenchResult Run(int batch, params int[] hidden)
    {
        var random = new Rng(1);
        NetworkSpec spec = NetworkSpec.Mlp(hidden);
        Network online = Network.Build(spec, Inputs, Actions, Initializer.Torch, ref random, OptimizerSpec.Adam, new(null, 10));
        Network target = Network.Build(spec, Inputs, Actions, Initializer.Torch, ref random);
        var learner = new QLearner(online, target, new ScalarHead(LossKind.Huber), Actions, batch, isDouble: false);
        TransitionBatch transitions = Transitions(batch, ref random);

        // Two forwards, the gradient of the weights everywhere, the gradient of the inputs but for the first layer.
        double operations = 2.0 * batch * (4 * online.MultiplyAdds - (long)Inputs * hidden[0]);
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
        long begin = Stopwatch.GetTimestamp();
        for (int round = 0; round < rounds; round++)
        {
            learner.Learn(transitions, 1e-4f);
        }
        return Stopwatch.GetElapsedTime(begin).TotalSeconds / rounds;
    }

    private static TransitionBatch Transitions(int batch, ref Rng random)
    {
        var transitions = new TransitionBatch(batch, Inputs, maskedActions: 0);
        for (int i = 0; i < batch * Inputs; i++)
        {
            transitions.Observations[i] = (float)random.NextDouble(-1, 1);
            transitions.Successors[i] = (float)random.NextDouble(-1, 1);
        }
        for (int row = 0; row < batch; row++)
        {
            (transitions.Actions[row], transitions.Rewards[row], transitions.Discounts[row]) = (row % Actions, 1, 0.99f);
        }
        return transitions;
    }
}
