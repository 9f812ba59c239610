using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Bellman.Neural.Kernels;

/// <summary>A number of a register tile as a type, so that the compiler makes one straight-line kernel for each.</summary>
internal interface ISize
{
    static abstract int Value { get; }
}

internal readonly struct Six : ISize
{
    public static int Value => 6;
}

internal readonly struct Four : ISize
{
    public static int Value => 4;
}

internal readonly struct Two : ISize
{
    public static int Value => 2;
}

internal readonly struct One : ISize
{
    public static int Value => 1;
}

/// <summary>
/// The kernel of <see cref="Product"/>: tiles of some rows by one or two vectors. Six by two is the largest that AVX2 has registers for:
/// twelve accumulators, two loads, a broadcast.
/// </summary>
internal static unsafe class Tile
{
    /// <summary>Runs as many whole tiles as there are rows for, and moves <paramref name="p"/> past them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<THeight, TVectors>(ref Product p)
        where THeight : struct, ISize
        where TVectors : struct, ISize
    {
        nint rowBytes = p.RowStride * sizeof(float);
        nint stepBytes = p.StepStride * sizeof(float);
        for (; p.Rows >= THeight.Value; p.Rows -= THeight.Value)
        {
            Vector256<float> c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default;
            Vector256<float> c30 = default, c31 = default, c40 = default, c41 = default, c50 = default, c51 = default;
            if (p.Start != null)
            {
                float* start = p.Start;
                c00 = c01 = Vector256.Create(start[0]);
                if (THeight.Value > 1)
                {
                    c10 = c11 = Vector256.Create(start[1]);
                }
                if (THeight.Value > 2)
                {
                    c20 = c21 = Vector256.Create(start[2]);
                    c30 = c31 = Vector256.Create(start[3]);
                }
                if (THeight.Value > 4)
                {
                    c40 = c41 = Vector256.Create(start[4]);
                    c50 = c51 = Vector256.Create(start[5]);
                }
                p.Start += THeight.Value;
            }
            else if (p.Resumes)
            {
                (c00, c01) = Loaded<TVectors>(p.C);
                if (THeight.Value > 1)
                {
                    (c10, c11) = Loaded<TVectors>(p.C + p.ResultStride);
                }
                if (THeight.Value > 2)
                {
                    (c20, c21) = Loaded<TVectors>(p.C + 2 * p.ResultStride);
                    (c30, c31) = Loaded<TVectors>(p.C + 3 * p.ResultStride);
                }
                if (THeight.Value > 4)
                {
                    (c40, c41) = Loaded<TVectors>(p.C + 4 * p.ResultStride);
                    (c50, c51) = Loaded<TVectors>(p.C + 5 * p.ResultStride);
                }
            }
            float* b = p.B;
            byte* a = (byte*)p.A;
            for (int left = p.Steps; left > 0; left -= p.Run, a += p.Jump * sizeof(float))
            {
                byte* low = a;
                byte* high = a + 3 * rowBytes;
                for (float* end = b + Math.Min(left, p.Run) * Panels.Width; b < end; b += Panels.Width)
                {
                    var b0 = Vector256.Load(b);
                    var b1 = TVectors.Value == 2 ? Vector256.Load(b + 8) : default;
                    var w = Vector256.Create(*(float*)low);
                    c00 = Vector256.FusedMultiplyAdd(b0, w, c00);
                    if (TVectors.Value == 2)
                    {
                        c01 = Vector256.FusedMultiplyAdd(b1, w, c01);
                    }
                    if (THeight.Value > 1)
                    {
                        w = Vector256.Create(*(float*)(low + rowBytes));
                        c10 = Vector256.FusedMultiplyAdd(b0, w, c10);
                        if (TVectors.Value == 2)
                        {
                            c11 = Vector256.FusedMultiplyAdd(b1, w, c11);
                        }
                    }
                    if (THeight.Value > 2)
                    {
                        w = Vector256.Create(*(float*)(low + 2 * rowBytes));
                        c20 = Vector256.FusedMultiplyAdd(b0, w, c20);
                        if (TVectors.Value == 2)
                        {
                            c21 = Vector256.FusedMultiplyAdd(b1, w, c21);
                        }
                        w = Vector256.Create(*(float*)high);
                        c30 = Vector256.FusedMultiplyAdd(b0, w, c30);
                        if (TVectors.Value == 2)
                        {
                            c31 = Vector256.FusedMultiplyAdd(b1, w, c31);
                        }
                    }
                    if (THeight.Value > 4)
                    {
                        w = Vector256.Create(*(float*)(high + rowBytes));
                        c40 = Vector256.FusedMultiplyAdd(b0, w, c40);
                        if (TVectors.Value == 2)
                        {
                            c41 = Vector256.FusedMultiplyAdd(b1, w, c41);
                        }
                        w = Vector256.Create(*(float*)(high + 2 * rowBytes));
                        c50 = Vector256.FusedMultiplyAdd(b0, w, c50);
                        if (TVectors.Value == 2)
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
            }
            if (p.Mask != null)
            {
                float* mask = p.Mask;
                (c00, c01) = (Masked(c00, mask), Masked(c01, mask + 8));
                if (THeight.Value > 1)
                {
                    (c10, c11) = (Masked(c10, mask + 16), Masked(c11, mask + 24));
                }
                if (THeight.Value > 2)
                {
                    (c20, c21) = (Masked(c20, mask + 32), Masked(c21, mask + 40));
                    (c30, c31) = (Masked(c30, mask + 48), Masked(c31, mask + 56));
                }
                if (THeight.Value > 4)
                {
                    (c40, c41) = (Masked(c40, mask + 64), Masked(c41, mask + 72));
                    (c50, c51) = (Masked(c50, mask + 80), Masked(c51, mask + 88));
                }
                p.Mask += THeight.Value * Panels.Width;
            }
            float* c = p.C;
            nint stride = p.ResultStride;
            Store(c00, c01, c, TVectors.Value == 2);
            if (THeight.Value > 1)
            {
                Store(c10, c11, c + stride, TVectors.Value == 2);
            }
            if (THeight.Value > 2)
            {
                Store(c20, c21, c + 2 * stride, TVectors.Value == 2);
                Store(c30, c31, c + 3 * stride, TVectors.Value == 2);
            }
            if (THeight.Value > 4)
            {
                Store(c40, c41, c + 4 * stride, TVectors.Value == 2);
                Store(c50, c51, c + 5 * stride, TVectors.Value == 2);
            }
            p.A += THeight.Value * p.RowStride;
            p.C = c + THeight.Value * stride;
        }
    }

    /// <summary>max(0, x) that lets NaN through, so that a diverged network is noticed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Rectify(Vector256<float> x)
        => Vector256.AndNot(x, Vector256.LessThan(x, Vector256<float>.Zero));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> Low, Vector256<float> High) Loaded<TVectors>(float* c)
        where TVectors : struct, ISize
        => (Vector256.Load(c), TVectors.Value == 2 ? Vector256.Load(c + 8) : default);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Masked(Vector256<float> x, float* mask)
        => x & Vector256.GreaterThan(Vector256.Load(mask), Vector256<float>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<float> low, Vector256<float> high, float* c, bool isWide)
    {
        low.Store(c);
        if (isWide)
        {
            high.Store(c + 8);
        }
    }
}
