using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Bellman.Neural.Kernels;

/// <summary>
/// A product whose rows lie anywhere: C[r] = bias + sum over k of A[r, k] * B[k], two vectors wide and up to six rows high, added in the order
/// of k with fused multiply-adds. Where the numbers of a row of A lie is a list, the same for all rows: one loop without inner ones, whose
/// ends would be guessed wrong. Twelve sums fill AVX2's registers.
/// </summary>
internal unsafe struct PatchTile
{
    /// <summary>Columns.</summary>
    public const int Width = 16;

    /// <summary>The most rows.</summary>
    public const int MostRows = 6;

    private const int Lanes = 8;

    /// <summary>The right matrix, [steps][16].</summary>
    public float* B;

    /// <summary>Bytes from the beginning of a row of A to each of its numbers.</summary>
    public int* Steps;

    /// <summary>Numbers in a row of A.</summary>
    public int Count;

    /// <summary>What each row begins with, [16]; null: zero.</summary>
    public float* Bias;

    /// <summary>Whether negative results become zero.</summary>
    public bool Relu;

    /// <summary>Whether results are added to what C holds, row after row: rows may overlap.</summary>
    public bool Adds;

    /// <summary>Columns of C that are written, up to sixteen.</summary>
    public int Columns;

    /// <summary>How many rows to take of those that are left, so that few tiles are low: low ones wait for their own sums.</summary>
    public static int Height(int left) => left % 6 == 0 || left > 8 ? 6 : left >= 4 ? 4 : left >= 2 ? 2 : 1;

    /// <summary>Computes rows whose beginnings in A and C are given.</summary>
    public readonly void Compute(float** a, float** c, int rows)
    {
        if (Columns < Width)
        {
            ComputeNarrow(a, c, rows);
            return;
        }
        switch (rows)
        {
            case 6:
                Rows<Six>(in this, a, c);
                break;
            case 4:
                Rows<Four>(in this, a, c);
                break;
            case 2:
                Rows<Two>(in this, a, c);
                break;
            default:
                Rows<One>(in this, a, c);
                break;
        }
    }

    // Whole rows beside the result, and from there what belongs to it.
    private readonly void ComputeNarrow(float** a, float** c, int rows)
    {
        float* whole = stackalloc float[MostRows * Width];
        float** targets = stackalloc float*[MostRows];
        for (int row = 0; row < rows; row++)
        {
            targets[row] = whole + row * Width;
        }
        (this with { Columns = Width, Adds = false }).Compute(a, targets, rows);
        for (int row = 0; row < rows; row++)
        {
            for (int i = 0; i < Columns; i++)
            {
                c[row][i] = (Adds ? c[row][i] : 0) + targets[row][i];
            }
        }
    }

    // Calls nothing: the compiler would keep the sums in memory.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows<THeight>(in PatchTile p, float** a, float** c)
        where THeight : struct, ISize
    {
        Vector256<float> bias0 = default, bias1 = default;
        if (p.Bias != null)
        {
            (bias0, bias1) = (Vector256.Load(p.Bias), Vector256.Load(p.Bias + Lanes));
        }
        Vector256<float> c00 = bias0, c10 = bias0, c20 = bias0, c30 = bias0, c40 = bias0, c50 = bias0;
        Vector256<float> c01 = bias1, c11 = bias1, c21 = bias1, c31 = bias1, c41 = bias1, c51 = bias1;
        byte* a0 = (byte*)a[0], a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0;
        if (THeight.Value > 1)
        {
            a1 = (byte*)a[1];
        }
        if (THeight.Value > 2)
        {
            a2 = (byte*)a[2];
            a3 = (byte*)a[3];
        }
        if (THeight.Value > 4)
        {
            a4 = (byte*)a[4];
            a5 = (byte*)a[5];
        }
        float* b = p.B;
        for (int* step = p.Steps, end = step + p.Count; step < end; step++, b += Width)
        {
            nint at = *step;
            var b0 = Vector256.Load(b);
            var b1 = Vector256.Load(b + Lanes);
            var w = Vector256.Create(*(float*)(a0 + at));
            c00 = Vector256.FusedMultiplyAdd(b0, w, c00);
            c01 = Vector256.FusedMultiplyAdd(b1, w, c01);
            if (THeight.Value > 1)
            {
                w = Vector256.Create(*(float*)(a1 + at));
                c10 = Vector256.FusedMultiplyAdd(b0, w, c10);
                c11 = Vector256.FusedMultiplyAdd(b1, w, c11);
            }
            if (THeight.Value > 2)
            {
                w = Vector256.Create(*(float*)(a2 + at));
                c20 = Vector256.FusedMultiplyAdd(b0, w, c20);
                c21 = Vector256.FusedMultiplyAdd(b1, w, c21);
                w = Vector256.Create(*(float*)(a3 + at));
                c30 = Vector256.FusedMultiplyAdd(b0, w, c30);
                c31 = Vector256.FusedMultiplyAdd(b1, w, c31);
            }
            if (THeight.Value > 4)
            {
                w = Vector256.Create(*(float*)(a4 + at));
                c40 = Vector256.FusedMultiplyAdd(b0, w, c40);
                c41 = Vector256.FusedMultiplyAdd(b1, w, c41);
                w = Vector256.Create(*(float*)(a5 + at));
                c50 = Vector256.FusedMultiplyAdd(b0, w, c50);
                c51 = Vector256.FusedMultiplyAdd(b1, w, c51);
            }
        }
        Finish(in p, c[0], c00, c01);
        if (THeight.Value > 1)
        {
            Finish(in p, c[1], c10, c11);
        }
        if (THeight.Value > 2)
        {
            Finish(in p, c[2], c20, c21);
            Finish(in p, c[3], c30, c31);
        }
        if (THeight.Value > 4)
        {
            Finish(in p, c[4], c40, c41);
            Finish(in p, c[5], c50, c51);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish(in PatchTile p, float* c, Vector256<float> first, Vector256<float> second)
    {
        if (p.Relu)
        {
            (first, second) = (Tile.Rectify(first), Tile.Rectify(second));
        }
        (p.Adds ? Vector256.Load(c) + first : first).Store(c);
        (p.Adds ? Vector256.Load(c + Lanes) + second : second).Store(c + Lanes);
    }
}
