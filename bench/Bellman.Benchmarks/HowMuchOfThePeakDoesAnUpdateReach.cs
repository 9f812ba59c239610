using System.Diagnostics;
using System.Globalization;
using Bellman.Neural.Kernels;
using Bellman.Neural.Optimizers;

namespace Bellman.Benchmarks;

/// <summary>
/// One DQN update (target forward, online forward, Huber's gradient, backward, norm clip, exact Adam), acting on one state, and
/// the parts of an update, each as a share of the FMA peak that is measured beside it. `-- update` prints the table.
/// </summary>
internal static class HowMuchOfThePeakDoesAnUpdateReach
{
    private const int Tries = 400;

    public static void Run()
    {
        Console.WriteLine($"{"network",-14}{"batch",6}{"update us",11}{"bound us",10}{"share",7}   target  online  back   update  act us  (GFLOP/s peak)");
        Measure(4, 2, 32, 24, 24);
        Measure(4, 2, 64, 64, 64);
        Measure(4, 2, 128, 120, 84);
        Measure(4, 2, 64, 256, 256);
    }

    private static void Measure(int inputs, int outputs, int batch, params int[] hidden)
    {
        var random = new Rng(1);
        NetworkSpec spec = NetworkSpec.Mlp(hidden);
        Network online = Network.Build(spec, inputs, outputs, Initializer.Torch, ref random, OptimizerSpec.Adam, new(null, 10));
        Network target = Network.Build(spec, inputs, outputs, Initializer.Torch, ref random);
        float[] states = Uniform(batch * inputs, ref random);
        float[] nextObservations = Uniform(batch * inputs, ref random);
        int[] actions = [.. Enumerable.Range(0, batch).Select(row => row * 7 % outputs)];
        var gradient = new float[batch * outputs];
        var output = new float[outputs];
        var scratch = new float[online.ScratchLength];

        // Multiply-adds: two forwards, the weights' gradient of every layer, the inputs' gradient of all but the first.
        double flops = 2.0 * batch * (4 * online.MultiplyAdds - (long)inputs * hidden[0]);
        int rounds = Math.Max(3, (int)(2e7 / flops));
        // The best of many short tries, peak and work in turn: other programs on the machine can only slow them down.
        double peak = 0, update = double.MaxValue, act = double.MaxValue;
        double[] parts = [double.MaxValue, double.MaxValue, double.MaxValue, double.MaxValue];
        for (int attempt = 0; attempt < Tries; attempt++)
        {
            peak = Math.Max(peak, attempt % 40 == 0 ? FmaPeak.Measure() : 0);
            update = Math.Min(update, Time(rounds, () => Update(online, target, states, nextObservations, actions, gradient, outputs)));
            parts[0] = Math.Min(parts[0], Time(rounds, () => target.Forward(nextObservations, batch, ForwardMode.Evaluate)));
            parts[1] = Math.Min(parts[1], Time(rounds, () => online.Forward(states, batch, ForwardMode.Learn)));
            parts[2] = Math.Min(parts[2], Time(rounds, () =>
            {
                online.Backward(gradient, batch);
                online.DropGradient();
            }));
            parts[3] = Math.Min(parts[3], Time(rounds, () => online.Update(0)));
            act = Math.Min(act, Time(50 * rounds, () => online.Evaluate(states.AsSpan(0, inputs), output, scratch)));
        }
        double bound = flops / peak / 1e3;
        string name = $"{inputs}-{string.Join('-', hidden)}-{outputs}";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-14}{batch,6}{update,11:F2}{bound,10:F2}{bound / update,7:P0}   {parts[0],6:F2}{parts[1],8:F2}{parts[2],7:F2}{parts[3],8:F2}{act,8:F3}  ({peak:F1})"));
    }

    private static void Update(
        Network online, Network target, float[] states, float[] nextObservations, ReadOnlySpan<int> actions, float[] gradient, int outputs)
    {
        int batch = actions.Length;
        ReadOnlySpan<float> next = target.Forward(nextObservations, batch, ForwardMode.Evaluate);
        Span<float> targets = stackalloc float[batch];
        for (int row = 0; row < targets.Length; row++)
        {
            ReadOnlySpan<float> values = next.Slice(row * outputs, outputs);
            float best = values[0];
            for (int a = 1; a < values.Length; a++)
            {
                best = values[a] > best ? values[a] : best;
            }
            targets[row] = 1 + 0.99f * best;
        }
        ReadOnlySpan<float> predictions = online.Forward(states, batch, ForwardMode.Learn);
        gradient.AsSpan().Clear();
        for (int row = 0; row < actions.Length; row++)
        {
            int at = row * outputs + actions[row];
            gradient[at] = Math.Clamp(predictions[at] - targets[row], -1, 1) / batch;
        }
        online.Backward(gradient, batch);
        online.Update(1e-4f);
    }

    // Microseconds per call.
    private static double Time(int rounds, Action action)
    {
        long start = Stopwatch.GetTimestamp();
        for (int round = 0; round < rounds; round++)
        {
            action();
        }
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / rounds;
    }

    private static float[] Uniform(int count, ref Rng random)
    {
        var values = new float[count];
        foreach (ref float value in values.AsSpan())
        {
            value = (float)random.NextDouble(-1, 1);
        }
        return values;
    }
}
