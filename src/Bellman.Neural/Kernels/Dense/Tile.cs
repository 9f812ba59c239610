using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Bellman.Neural.Kernels;

/// <summary>
/// The kernel of <see cref="Product"/>: a few rows by one to three vectors. AVX2 has registers for twelve accumulators:
/// six by two, or four by three. The sizes are types, so that the compiler makes one straight-line kernel of each;
/// conditions on them cost nothing.
/// </summary>
internal static unsafe class Tile
{
    private const int Lanes = 8;

    /// <summary>Runs as many whole tiles as there are rows from <paramref name="row"/> on.</summary>
    /// <returns>The row that is next.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Run<THeight, TVectors>(in Product p, int row)
        where THeight : struct, ISize
        where TVectors : struct, ISize
    {
        nint rowBytes = p.RowStride * sizeof(float);
        nint stepBytes = p.StepStride * sizeof(float);
        for (; row + THeight.Value <= p.Rows; row += THeight.Value)
        {
            float* c = p.C + row * p.ResultStride;
            nint stride = p.ResultStride;
            Vector256<float> c00 = default, c01 = default, c02 = default, c10 = default, c11 = default, c12 = default;
            Vector256<float> c20 = default, c21 = default, c22 = default, c30 = default, c31 = default, c32 = default;
            Vector256<float> c40 = default, c41 = default, c50 = default, c51 = default;
            if (p.Start != null)
            {
                float* start = p.Start + row;
                c00 = c01 = c02 = Vector256.Create(start[0]);
                if (THeight.Value > 1)
                {
                    c10 = c11 = c12 = Vector256.Create(start[1]);
                }
                if (THeight.Value > 2)
                {
                    c20 = c21 = c22 = Vector256.Create(start[2]);
                    c30 = c31 = c32 = Vector256.Create(start[3]);
                }
                if (THeight.Value > 4)
                {
                    c40 = c41 = Vector256.Create(start[4]);
                    c50 = c51 = Vector256.Create(start[5]);
                }
            }
            else if (p.Resumes)
            {
                Load<TVectors>(c, ref c00, ref c01, ref c02);
                if (THeight.Value > 1)
                {
                    Load<TVectors>(c + stride, ref c10, ref c11, ref c12);
                }
                if (THeight.Value > 2)
                {
                    Load<TVectors>(c + 2 * stride, ref c20, ref c21, ref c22);
                    Load<TVectors>(c + 3 * stride, ref c30, ref c31, ref c32);
                }
                if (THeight.Value > 4)
                {
                    Vector256<float> none = default;
                    Load<TVectors>(c + 4 * stride, ref c40, ref c41, ref none);
                    Load<TVectors>(c + 5 * stride, ref c50, ref c51, ref none);
                }
            }
            float* b = p.B;
            byte* a = (byte*)p.A + row * rowBytes;
            for (int left = p.Steps; left > 0; left -= p.Run, a += p.Jump * sizeof(float))
            {
                byte* low = a;
                byte* high = a + 3 * rowBytes;
                for (float* end = b + Math.Min(left, p.Run) * TVectors.Value * Lanes; b < end; b += TVectors.Value * Lanes)
                {
                    var b0 = Vector256.Load(b);
                    var b1 = TVectors.Value > 1 ? Vector256.Load(b + Lanes) : default;
                    var b2 = TVectors.Value > 2 ? Vector256.Load(b + 2 * Lanes) : default;
                    var w = Vector256.Create(*(float*)(low));
                    c00 = Vector256.FusedMultiplyAdd(b0, w, c00);
                    if (TVectors.Value > 1)
                    {
                        c01 = Vector256.FusedMultiplyAdd(b1, w, c01);
                    }
                    if (TVectors.Value > 2)
                    {
                        c02 = Vector256.FusedMultiplyAdd(b2, w, c02);
                    }
                    if (THeight.Value > 1)
                    {
                        w = Vector256.Create(*(float*)(low + rowBytes));
                        c10 = Vector256.FusedMultiplyAdd(b0, w, c10);
                        if (TVectors.Value > 1)
                        {
                            c11 = Vector256.FusedMultiplyAdd(b1, w, c11);
                        }
                        if (TVectors.Value > 2)
                        {
                            c12 = Vector256.FusedMultiplyAdd(b2, w, c12);
                        }
                    }
                    if (THeight.Value > 2)
                    {
                        w = Vector256.Create(*(float*)(low + 2 * rowBytes));
                        c20 = Vector256.FusedMultiplyAdd(b0, w, c20);
                        if (TVectors.Value > 1)
                        {
                            c21 = Vector256.FusedMultiplyAdd(b1, w, c21);
                        }
                        if (TVectors.Value > 2)
                        {
                            c22 = Vector256.FusedMultiplyAdd(b2, w, c22);
                        }
                        w = Vector256.Create(*(float*)(high));
                        c30 = Vector256.FusedMultiplyAdd(b0, w, c30);
                        if (TVectors.Value > 1)
                        {
                            c31 = Vector256.FusedMultiplyAdd(b1, w, c31);
                        }
                        if (TVectors.Value > 2)
                        {
                            c32 = Vector256.FusedMultiplyAdd(b2, w, c32);
                        }
                    }
                    if (THeight.Value > 4)
                    {
                        w = Vector256.Create(*(float*)(high + rowBytes));
                        c40 = Vector256.FusedMultiplyAdd(b0, w, c40);
                        if (TVectors.Value > 1)
                        {
                            c41 = Vector256.FusedMultiplyAdd(b1, w, c41);
                        }
                        w = Vector256.Create(*(float*)(high + 2 * rowBytes));
                        c50 = Vector256.FusedMultiplyAdd(b0, w, c50);
                        if (TVectors.Value > 1)
                        {
                            c51 = Vector256.FusedMultiplyAdd(b1, w, c51);
                        }
                    }
                    low += stepBytes;
                    high += stepBytes;
                }
            }
            if (p.Relu)
            {
                (c00, c10, c20, c30, c40, c50) = (Rectify(c00), Rectify(c10), Rectify(c20), Rectify(c30), Rectify(c40), Rectify(c50));
                (c01, c11, c21, c31, c41, c51) = (Rectify(c01), Rectify(c11), Rectify(c21), Rectify(c31), Rectify(c41), Rectify(c51));
                (c02, c12, c22, c32) = (Rectify(c02), Rectify(c12), Rectify(c22), Rectify(c32));
            }
            if (p.Mask != null)
            {
                float* mask = p.Mask + row * TVectors.Value * Lanes;
                Masked<TVectors>(mask, ref c00, ref c01, ref c02);
                if (THeight.Value > 1)
                {
                    Masked<TVectors>(mask + TVectors.Value * Lanes, ref c10, ref c11, ref c12);
                }
                if (THeight.Value > 2)
                {
                    Masked<TVectors>(mask + 2 * TVectors.Value * Lanes, ref c20, ref c21, ref c22);
                    Masked<TVectors>(mask + 3 * TVectors.Value * Lanes, ref c30, ref c31, ref c32);
                }
                if (THeight.Value > 4)
                {
                    Vector256<float> none = default;
                    Masked<TVectors>(mask + 4 * TVectors.Value * Lanes, ref c40, ref c41, ref none);
                    Masked<TVectors>(mask + 5 * TVectors.Value * Lanes, ref c50, ref c51, ref none);
                }
            }
            Store<TVectors>(c, c00, c01, c02);
            if (THeight.Value > 1)
            {
                Store<TVectors>(c + stride, c10, c11, c12);
            }
            if (THeight.Value > 2)
            {
                Store<TVectors>(c + 2 * stride, c20, c21, c22);
                Store<TVectors>(c + 3 * stride, c30, c31, c32);
            }
            if (THeight.Value > 4)
            {
                Store<TVectors>(c + 4 * stride, c40, c41, default);
                Store<TVectors>(c + 5 * stride, c50, c51, default);
            }
        }
        return row;
    }

    /// <summary>max(0, x) that lets NaN through, so that a diverged network is noticed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Rectify(Vector256<float> x)
        => Vector256.AndNot(x, Vector256.LessThan(x, Vector256<float>.Zero));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Load<TVectors>(float* c, ref Vector256<float> first, ref Vector256<float> second, ref Vector256<float> third)
        where TVectors : struct, ISize
    {
        first = Vector256.Load(c);
        if (TVectors.Value > 1)
        {
            second = Vector256.Load(c + Lanes);
        }
        if (TVectors.Value > 2)
        {
            third = Vector256.Load(c + 2 * Lanes);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Masked<TVectors>(float* mask, ref Vector256<float> first, ref Vector256<float> second, ref Vector256<float> third)
        where TVectors : struct, ISize
    {
        first &= Vector256.GreaterThan(Vector256.Load(mask), Vector256<float>.Zero);
        if (TVectors.Value > 1)
        {
            second &= Vector256.GreaterThan(Vector256.Load(mask + Lanes), Vector256<float>.Zero);
        }
        if (TVectors.Value > 2)
        {
            third &= Vector256.GreaterThan(Vector256.Load(mask + 2 * Lanes), Vector256<float>.Zero);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TVectors>(float* c, Vector256<float> first, Vector256<float> second, Vector256<float> third)
        where TVectors : struct, ISize
    {
        first.Store(c);
        if (TVectors.Value > 1)
        {
            second.Store(c + Lanes);
        }
        if (TVectors.Value > 2)
        {
            third.Store(c + 2 * Lanes);
        }
    }
}
