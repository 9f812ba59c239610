using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Bellman.Neural.Kernels;

/// <summary>
/// The <see cref="Tile"/> of a layer with few outputs, such as the last one: one or two rows by two panels at once. Two
/// rows by one panel have four sums, and each would wait for itself. The same additions in the same order, so the same
/// bits.
/// </summary>
internal static unsafe class NarrowTile
{
    private const int Lanes = 8;

    /// <summary>
    /// Computes all rows for the panels at B and at B + <paramref name="nextB"/>, without <see cref="Product.Mask"/>,
    /// run or resumption.
    /// </summary>
    public static void Run(in Product p, nint nextB, nint nextC)
    {
        int row = 0;
        for (; row + 2 <= p.Rows; row += 2)
        {
            Rows<Two>(in p, row, nextB, nextC);
        }
        if (row < p.Rows)
        {
            Rows<One>(in p, row, nextB, nextC);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows<THeight>(in Product p, int row, nint nextB, nint nextC)
        where THeight : struct, ISize
    {
        Vector256<float> c00, c01, c02, c03, c10 = default, c11 = default, c12 = default, c13 = default;
        c00 = c01 = c02 = c03 = Vector256.Create(p.Start[row]);
        if (THeight.Value > 1)
        {
            c10 = c11 = c12 = c13 = Vector256.Create(p.Start[row + 1]);
        }
        float* a = p.A + row * p.RowStride;
        float* b = p.B;
        for (float* end = b + (nint)p.Steps * 2 * Lanes; b < end; b += 2 * Lanes, a += p.StepStride)
        {
            var b0 = Vector256.Load(b);
            var b1 = Vector256.Load(b + Lanes);
            var b2 = Vector256.Load(b + nextB);
            var b3 = Vector256.Load(b + nextB + Lanes);
            var w = Vector256.Create(a[0]);
            c00 = Vector256.FusedMultiplyAdd(b0, w, c00);
            c01 = Vector256.FusedMultiplyAdd(b1, w, c01);
            c02 = Vector256.FusedMultiplyAdd(b2, w, c02);
            c03 = Vector256.FusedMultiplyAdd(b3, w, c03);
            if (THeight.Value > 1)
            {
                w = Vector256.Create(a[p.RowStride]);
                c10 = Vector256.FusedMultiplyAdd(b0, w, c10);
                c11 = Vector256.FusedMultiplyAdd(b1, w, c11);
                c12 = Vector256.FusedMultiplyAdd(b2, w, c12);
                c13 = Vector256.FusedMultiplyAdd(b3, w, c13);
            }
        }
        float* c = p.C + row * p.ResultStride;
        Store(c, p.Relu, c00, c01);
        Store(c + nextC, p.Relu, c02, c03);
        if (THeight.Value > 1)
        {
            Store(c + p.ResultStride, p.Relu, c10, c11);
            Store(c + nextC + p.ResultStride, p.Relu, c12, c13);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(float* c, bool relu, Vector256<float> first, Vector256<float> second)
    {
        (relu ? Tile.Rectify(first) : first).Store(c);
        (relu ? Tile.Rectify(second) : second).Store(c + Lanes);
    }
}
