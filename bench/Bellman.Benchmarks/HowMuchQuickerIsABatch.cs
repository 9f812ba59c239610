using System.Diagnostics;
using System.Globalization;
using Bellman.Agents;
using Bellman.Agents.Dqn;
using Bellman.Neural.Layers;

namespace Bellman.Benchmarks;

// Answer: tanh 23 times, acting 2.4 to 3.6 times. Best of 1,000 tries on a shared and busy machine (AMD Zen 3, AVX2);
// trust
// the ratios, not the times:
//
// what                           alone, us  at once, us   ratio
// tanh, 256 rows of 64               300.4         13.1    22.9
// act 4-64-64-2, 256 rows             96.1         26.7     3.6
// act 8-256-256-4, 256 rows         1098.4        363.5     3.0
// act MinAtar's network, 256 rows      2350.6        966.9     2.4

/// <summary>
/// How much quicker many numbers at once are than one after another: the hyperbolic tangent of a layer against the
/// runtime's own, and a policy that acts on a batch against one that acts on row after row. `-- batch` prints the
/// table.
/// </summary>
internal static class HowMuchQuickerIsABatch
{
    private const int Tries = 1000, Rows = 256;

    public static void Run()
    {
        Console.WriteLine($"{"what",-28}{"alone, us",12}{"at once, us",13}{"ratio",8}");
        Tangent();
        Acting("act 4-64-64-2", new EnvironmentSpec("small", 4, 2), NetworkSpec.Mlp(64, 64));
        Acting("act 8-256-256-4", new EnvironmentSpec("wide", 8, 4), NetworkSpec.Mlp(256, 256));
        Acting("act MinAtar's network", new EnvironmentSpec("picture", 400, 6) { Image = new(4, 10, 10) }, NetworkSpec.MinAtar());
    }

    private static void Tangent()
    {
        const int length = 64;
        var layer = new Tanh(length);
        float[] x = Numbers(length * Rows, 4), y = new float[x.Length];
        Print(
            $"tanh, {Rows} rows of {length}",
            () =>
            {
                for (int i = 0; i < x.Length; i++)
                {
                    y[i] = MathF.Tanh(x[i]);
                }
            },
            () => layer.Forward([], [], x, y, Rows));
    }

    private static void Acting(string what, EnvironmentSpec spec, NetworkSpec network)
    {
        var policy = (QNetworkPolicy)new DqnAgent(new() { Network = network }, spec, lanes: 1, seed: 1).Snapshot();
        float[] states = Numbers(spec.ObservationLength * Rows, 1);
        int[] actions = new int[Rows];
        Print(
            $"{what}, {Rows} rows",
            () =>
            {
                for (int row = 0; row < Rows; row++)
                {
                    actions[row] = policy.Act(states.AsSpan(row * spec.ObservationLength, spec.ObservationLength));
                }
            },
            () => policy.Act(states, [], actions));
    }

    private static void Print(string what, Action alone, Action atOnce)
    {
        (double one, double all) = (double.MaxValue, double.MaxValue);
        for (int attempt = 0; attempt < Tries; attempt++)
        {
            one = Math.Min(one, Time(alone));
            all = Math.Min(all, Time(atOnce));
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-28}{one,12:F1}{all,13:F1}{one / all,8:F1}"));
    }

    private static double Time(Action action)
    {
        long begin = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(begin).TotalMicroseconds;
    }

    private static float[] Numbers(int length, double most)
    {
        var random = new Rng(2);
        var numbers = new float[length];
        foreach (ref float number in numbers.AsSpan())
        {
            number = (float)random.NextDouble(-most, most);
        }
        return numbers;
    }
}
