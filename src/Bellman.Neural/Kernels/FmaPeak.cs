using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Bellman.Neural.Kernels;

/// <summary>The peak speed of fused multiply-adds on one core, which benchmarks refer to.</summary>
internal static class FmaPeak
{
    private const int Chains = 12;
    private const int Rounds = 10_000;

    /// <summary>
    /// Measures for about 50 ms and keeps the best of many tries, since other programs can only slow it down.
    /// </summary>
    /// <returns>
    /// Billions of floating-point operations per second in single precision; a fused multiply-add counts as two.
    /// </returns>
    public static double Measure()
    {
        double best = 0;
        long start = Stopwatch.GetTimestamp();
        do
        {
            long before = Stopwatch.GetTimestamp();
            int lanes = Vector512.IsHardwareAccelerated ? Spin512(Rounds) : Spin256(Rounds);
            double seconds = Stopwatch.GetElapsedTime(before).TotalSeconds;
            best = Math.Max(best, 2.0 * Chains * Rounds * lanes / seconds / 1e9);
        }
        while (Stopwatch.GetElapsedTime(start).TotalMilliseconds < 50);
        return best;
    }

    // Twelve independent chains hide the latency of the multiply-add on every current core. The impossible branch keeps the work alive.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static int Spin256(int rounds)
    {
        var x = Vector256.Create(0.5f);
        Vector256<float> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        for (int round = 0; round < rounds; round++)
        {
            a = Vector256.FusedMultiplyAdd(a, x, x);
            b = Vector256.FusedMultiplyAdd(b, x, x);
            c = Vector256.FusedMultiplyAdd(c, x, x);
            d = Vector256.FusedMultiplyAdd(d, x, x);
            e = Vector256.FusedMultiplyAdd(e, x, x);
            f = Vector256.FusedMultiplyAdd(f, x, x);
            g = Vector256.FusedMultiplyAdd(g, x, x);
            h = Vector256.FusedMultiplyAdd(h, x, x);
            i = Vector256.FusedMultiplyAdd(i, x, x);
            j = Vector256.FusedMultiplyAdd(j, x, x);
            k = Vector256.FusedMultiplyAdd(k, x, x);
            l = Vector256.FusedMultiplyAdd(l, x, x);
        }
        var total = a + b + c + d + e + f + g + h + i + j + k + l;
        return Vector256.Sum(total) == 0 ? 0 : Vector256<float>.Count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static int Spin512(int rounds)
    {
        var x = Vector512.Create(0.5f);
        Vector512<float> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        for (int round = 0; round < rounds; round++)
        {
            a = Vector512.FusedMultiplyAdd(a, x, x);
            b = Vector512.FusedMultiplyAdd(b, x, x);
            c = Vector512.FusedMultiplyAdd(c, x, x);
            d = Vector512.FusedMultiplyAdd(d, x, x);
            e = Vector512.FusedMultiplyAdd(e, x, x);
            f = Vector512.FusedMultiplyAdd(f, x, x);
            g = Vector512.FusedMultiplyAdd(g, x, x);
            h = Vector512.FusedMultiplyAdd(h, x, x);
            i = Vector512.FusedMultiplyAdd(i, x, x);
            j = Vector512.FusedMultiplyAdd(j, x, x);
            k = Vector512.FusedMultiplyAdd(k, x, x);
            l = Vector512.FusedMultiplyAdd(l, x, x);
        }
        var total = a + b + c + d + e + f + g + h + i + j + k + l;
        return Vector512.Sum(total) == 0 ? 0 : Vector512<float>.Count;
    }
}
