using System.Diagnostics;
using System.Globalization;
using Bellman.Planning;

namespace Bellman.Benchmarks;

// Answer: two to three seconds. One core of a shared two-core virtual machine (AMD Zen 3, AVX2), best of several
// solutions:
//
//     states  transitions  threads  seconds  sweeps  ns per transition and sweep      bound
//      1,024       10,980        1   0.0015     145                         0.95   7.6E-007
//      1,024       10,980        2   0.0015     145                         0.93   7.6E-007
//     10,000      107,232        1   0.0183     189                         0.90   3.3E-007
//     10,000      107,232        2   0.0237     189                         1.17   3.3E-007
//     99,856    1,064,628        1   0.2007     200                         0.94   7.2E-007
//     99,856    1,064,628        2   0.1486     200                         0.70   7.2E-007
//  1,000,000   10,667,856        1   2.8028     222                         1.18   8.7E-007
//  1,000,000   10,667,856        2   2.3760     222                         1.00   8.7E-007
//
// What lost: a second thread, up to ten thousand states.

/// <summary>
/// Value iteration with gamma = 0.99 to a certified error of 1e-6 on square grids: four slippery moves (0.8 as
/// intended, 0.1 to either side), one cell in ten a wall, one in a hundred a hole, one in a thousand a goal that pays
/// 1. `-- planning` prints the curve.
/// </summary>
internal static class HowLongDoAMillionStatesTake
{
    public static void Run()
    {
        Console.WriteLine($"{"states",10}{"transitions",13}{"threads",9}{"seconds",9}{"sweeps",8}{"ns per transition and sweep",29}{"bound",11}");
        foreach (int side in (int[])[32, 100, 316, 1000])
        {
            FiniteMdp mdp = Grid(side, seed: 1);
            foreach (int threads in (int[])[1, 2])
            {
                Measure(mdp, threads);
            }
        }
    }

    private static void Measure(FiniteMdp mdp, int threads)
    {
        double best = double.MaxValue;
        Solution? solution = null;
        for (int attempt = 0; attempt < (mdp.StateCount < 200_000 ? 20 : 5); attempt++)
        {
            long start = Stopwatch.GetTimestamp();
            solution = ValueIteration.Solve(mdp, 0.99, 1e-6, threads);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        int count = mdp.NextStates.Length;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{mdp.StateCount,10:N0}{count,13:N0}{threads,9}{best,9:F4}{solution!.Sweeps,8}{best * 1e9 / count / solution.Sweeps,29:F2}{solution.Bound,11:E1}"));
    }

    private static FiniteMdp Grid(int side, ulong seed)
    {
        var random = new Rng(seed);
        double[] lots = [.. Enumerable.Range(0, side * side).Select(_ => random.NextDouble())];
        bool IsGoal(int cell) => lots[cell] < 0.001;
        bool IsHole(int cell) => lots[cell] is >= 0.001 and < 0.011;
        bool IsWall(int cell) => lots[cell] > 0.9;
        int free = lots.Index().First(lot => lot.Item is >= 0.011 and <= 0.9).Index;
        return FiniteMdp.Create(side * side, 4,
            (cell, action) => [Move(cell, action, 0.8), Move(cell, (action + 1) % 4, 0.1), Move(cell, (action + 3) % 4, 0.1)],
            cell => IsGoal(cell) || IsHole(cell) || IsWall(cell), cell => cell == free ? 1 : 0);

        Transition Move(int cell, int direction, double probability)
        {
            (int row, int column) = Math.DivRem(cell, side);
            row = Math.Clamp(row + direction switch { 1 => 1, 3 => -1, _ => 0 }, 0, side - 1);
            column = Math.Clamp(column + direction switch { 0 => -1, 2 => 1, _ => 0 }, 0, side - 1);
            int ahead = row * side + column, successor = IsWall(ahead) ? cell : ahead;
            return new(probability, successor, IsGoal(successor) ? 1 : 0);
        }
    }
}
