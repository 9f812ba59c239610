using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Bellman.Neural.Kernels;

/// <summary>The height of a register tile as a type, so that the compiler makes one straight-line kernel for each.</summary>
internal interface IHeight
{
    static abstract int Rows { get; }
}

/// <summary>Twelve accumulators, two loads, a broadcast: fifteen of the sixteen registers of AVX2.</summary>
internal readonly struct Six : IHeight
{
    public static int Rows => 6;
}

internal readonly struct Four : IHeight
{
    public static int Rows => 4;
}

internal readonly struct Two : IHeight
{
    public static int Rows => 2;
}

internal readonly struct One : IHeight
{
    public static int Rows => 1;
}

/// <summary>
/// What every product of a dense layer is made of:
/// c[r][0..16] = start[r] + sum over k of a[r * rowStride + k * stepStride] * b[k][0..16], added in the order of k with fused multiply-adds.
/// </summary>
internal static unsafe class Tile
{
    /// <summary>Runs over <paramref name="rows"/> rows of the left operand in tiles of six, then four, two and one.</summary>
    /// <param name="a">Left operand, broadcast element by element.</param>
    /// <param name="rowStride">Floats between neighbouring rows of it.</param>
    /// <param name="stepStride">Floats between neighbouring steps of it.</param>
    /// <param name="run">Steps after which the left operand jumps.</param>
    /// <param name="jump">Floats from the beginning of one run to the beginning of the next.</param>
    /// <param name="b">Right operand, [steps][16].</param>
    /// <param name="start">What each row's sum begins with; null: zero.</param>
    /// <param name="c">Result.</param>
    /// <param name="resultStride">Floats between neighbouring rows of the result.</param>
    /// <param name="rows">Rows of the left operand and of the result.</param>
    /// <param name="steps">Length of each sum.</param>
    /// <param name="relu">Whether negative results become zero.</param>
    public static void Product(
        float* a, nint rowStride, nint stepStride, int run, nint jump, float* b, float* start, float* c, nint resultStride,
        int rows, int steps, bool relu)
    {
        int r = 0;
        for (; r + 6 <= rows; r += 6)
        {
            Product<Six>(a + r * rowStride, rowStride, stepStride, run, jump, b, Offset(start, r), c + r * resultStride, resultStride, steps, relu);
        }
        if (r + 4 <= rows)
        {
            Product<Four>(a + r * rowStride, rowStride, stepStride, run, jump, b, Offset(start, r), c + r * resultStride, resultStride, steps, relu);
            r += 4;
        }
        if (r + 2 <= rows)
        {
            Product<Two>(a + r * rowStride, rowStride, stepStride, run, jump, b, Offset(start, r), c + r * resultStride, resultStride, steps, relu);
            r += 2;
        }
        if (r < rows)
        {
            Product<One>(a + r * rowStride, rowStride, stepStride, run, jump, b, Offset(start, r), c + r * resultStride, resultStride, steps, relu);
        }
    }

    private static float* Offset(float* start, int r) => start == null ? null : start + r;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Product<THeight>(
        float* a, nint rowStride, nint stepStride, int run, nint jump, float* b, float* start, float* c, nint resultStride,
        int steps, bool relu)
        where THeight : struct, IHeight
    {
        Vector256<float> c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default;
        Vector256<float> c30 = default, c31 = default, c40 = default, c41 = default, c50 = default, c51 = default;
        if (start != null)
        {
            c00 = c01 = Vector256.Create(start[0]);
            if (THeight.Rows > 1)
            {
                c10 = c11 = Vector256.Create(start[1]);
            }
            if (THeight.Rows > 2)
            {
                c20 = c21 = Vector256.Create(start[2]);
                c30 = c31 = Vector256.Create(start[3]);
            }
            if (THeight.Rows > 4)
            {
                c40 = c41 = Vector256.Create(start[4]);
                c50 = c51 = Vector256.Create(start[5]);
            }
        }
        for (int left = steps; left > 0; left -= run, a += jump)
        {
            float* low = a;
            float* high = a + 3 * rowStride;
            for (int k = Math.Min(left, run); k > 0; k--)
            {
                var b0 = Vector256.Load(b);
                var b1 = Vector256.Load(b + 8);
                var w = Vector256.Create(low[0]);
                c00 = Vector256.FusedMultiplyAdd(w, b0, c00);
                c01 = Vector256.FusedMultiplyAdd(w, b1, c01);
                if (THeight.Rows > 1)
                {
                    w = Vector256.Create(low[rowStride]);
                    c10 = Vector256.FusedMultiplyAdd(w, b0, c10);
                    c11 = Vector256.FusedMultiplyAdd(w, b1, c11);
                }
                if (THeight.Rows > 2)
                {
                    w = Vector256.Create(low[2 * rowStride]);
                    c20 = Vector256.FusedMultiplyAdd(w, b0, c20);
                    c21 = Vector256.FusedMultiplyAdd(w, b1, c21);
                    w = Vector256.Create(high[0]);
                    c30 = Vector256.FusedMultiplyAdd(w, b0, c30);
                    c31 = Vector256.FusedMultiplyAdd(w, b1, c31);
                }
                if (THeight.Rows > 4)
                {
                    w = Vector256.Create(high[rowStride]);
                    c40 = Vector256.FusedMultiplyAdd(w, b0, c40);
                    c41 = Vector256.FusedMultiplyAdd(w, b1, c41);
                    w = Vector256.Create(high[2 * rowStride]);
                    c50 = Vector256.FusedMultiplyAdd(w, b0, c50);
                    c51 = Vector256.FusedMultiplyAdd(w, b1, c51);
                }
                b += Panels.Width;
                low += stepStride;
                high += stepStride;
            }
        }
        Store(c00, c01, c, relu);
        if (THeight.Rows > 1)
        {
            Store(c10, c11, c + resultStride, relu);
        }
        if (THeight.Rows > 2)
        {
            Store(c20, c21, c + 2 * resultStride, relu);
            Store(c30, c31, c + 3 * resultStride, relu);
        }
        if (THeight.Rows > 4)
        {
            Store(c40, c41, c + 4 * resultStride, relu);
            Store(c50, c51, c + 5 * resultStride, relu);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<float> low, Vector256<float> high, float* c, bool relu)
    {
        if (relu)
        {
            low = Rectify(low);
            high = Rectify(high);
        }
        low.Store(c);
        high.Store(c + 8);
    }

    /// <summary>max(0, x) that lets NaN through, so that a diverged network is noticed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Rectify(Vector256<float> x)
        => Vector256.AndNot(x, Vector256.LessThan(x, Vector256<float>.Zero));
}
