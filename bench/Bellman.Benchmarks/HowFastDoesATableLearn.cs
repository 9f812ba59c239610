using System.Diagnostics;
using System.Globalization;
using Bellman.Agents.Tabular;
using Bellman.Environments;
using Bellman.Environments.Finite;
using Bellman.Planning;

namespace Bellman.Benchmarks;

// Answer: 7 to 16 million steps per second, Dyna-Q 3.4. One core of a shared two-core virtual machine (AMD Zen 3,
// AVX2), best of many short tries:
//
// method         lanes  ns/step  M steps/s  bytes/step
// QLearning          1     89.8       11.1           0
// QLearning          8     67.0       14.9           0
// QLearning         32     61.9       16.1           0
// Sarsa              8    141.8        7.1           0
// ExpectedSarsa      8     71.5       14.0           0
// DoubleQ            8     94.9       10.5           0
// NStepQ             8     98.3       10.2           0
// QLambda            8    119.3        8.4           0
// DynaQ              8    297.7        3.4           0
//
// What helped, from 9.3 (1 lane), 8.7 (8) and 9.0 (32) million steps per second: deterministic outcomes in eight bytes
// instead of four arrays; no calls between acting, lookup and update; numbered states in an array; rare paths in
// separate
// methods; no branch in the draw among the best actions.
// What lost: forced full optimisation of the environment's step, which cost one lane a third.

/// <summary>
/// Steps of Taxi-v3 and updates of a table per second on one core, everything included: choosing, the environment, the
/// time limit, resets, the update. `-- tabular` prints the table.
/// </summary>
internal static class HowFastDoesATableLearn
{
    private const int Steps = 4_000, Tries = 1_500;

    public static void Run()
    {
        Console.WriteLine($"{"method",-14}{"lanes",6}{"ns/step",9}{"M steps/s",11}{"bytes/step",12}");
        foreach (int lanes in (int[])[1, 8, 32])
        {
            Measure(TabularMethod.QLearning, lanes);
        }
        foreach (TabularMethod method in Enum.GetValues<TabularMethod>().Skip(1))
        {
            Measure(method, 8);
        }
    }

    private static void Measure(TabularMethod method, int lanes)
    {
        FiniteMdp mdp = Taxi.Mdp();
        var environment = new VectorEnvironment(() => new MdpEnvironment("Taxi-v3", mdp, timeLimit: 200), lanes, seed: 1);
        var agent = new TabularAgent(new() { Method = method }, environment.Spec, lanes, seed: 1);
        var actions = new int[lanes];
        // What is short is compiled well in the background only: give it the time, also where both have to share a core.
        for (int i = 0; i < 10; i++)
        {
            Play(agent, environment, actions, 100_000);
            Thread.Sleep(50);
        }
        // The best of many short tries: other programs on the machine can only slow them down.
        double best = double.MaxValue;
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        for (int attempt = 0; attempt < Tries; attempt++)
        {
            long start = Stopwatch.GetTimestamp();
            Play(agent, environment, actions, Steps);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds / Steps);
        }
        double bytes = (GC.GetAllocatedBytesForCurrentThread() - allocated) / (double)(Steps * Tries);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{method,-14}{lanes,6}{best,9:F1}{1e3 / best,11:F1}{bytes,12:0.####}"));
    }

    private static void Play(TabularAgent agent, VectorEnvironment environment, int[] actions, int steps)
    {
        for (int step = 0; step < steps; step += actions.Length)
        {
            agent.Act(environment.Observations, environment.LegalActions, actions);
            agent.Observe(environment.Step(actions));
        }
    }
}
