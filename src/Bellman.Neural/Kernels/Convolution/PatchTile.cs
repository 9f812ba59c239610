using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Bellman.Neural.Kernels;

/// <summary>
/// A product whose rows lie anywhere: C[r] = bias + sum over k of A[r, k] * B[k], two vectors wide and up to six rows
/// high, added in the order of k with fused multiply-adds. Where the numbers of a row of A lie is a list, the same for
/// all rows: one loop without inner ones, whose ends would be guessed wrong. Twelve sums fill AVX2's registers.
/// </summary>
internal unsafe struct PatchTile
{
    /// <summary>Columns.</summary>
    public const int Width = 16;

    /// <summary>The most rows.</summary>
    public const int MostRows = 6;

    private const int Lanes = 8;
    private const int Line = 16; // numbers in a line of the cache

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

    /// <summary>What will be wanted next from far away: some of it is asked for with each tile.</summary>
    public float* Ahead;

    /// <summary>Numbers to ask for with each tile; only where <c>Sse.IsSupported</c>.</summary>
    public int AheadPerTile;

    /// <summary>
    /// How many rows to take of those that are left, so that few tiles are low: low ones wait for their own sums.
    /// </summary>
    public static int Height(int left) => left % 6 == 0 || left > 8 ? 6 : left >= 4 ? 4 : left >= 2 ? 2 : 1;

    /// <summary>Computes rows whose beginnings in A and C are given, in numbers from the beginning of each.</summary>
    /// <param name="a">A.</param>
    /// <param name="fromA">Where each row begins in A.</param>
    /// <param name="c">C.</param>
    /// <param name="fromC">Where each row begins in C.</param>
    /// <param name="rows">How many.</param>
    public readonly void Compute(float* a, int* fromA, float* c, int* fromC, int rows)
    {
        if (Columns < Width)
        {
            ComputeNarrow(a, fromA, c, fromC, rows);
            return;
        }
        int tall = rows >= 2 * MostRows ? rows / MostRows - 1 : 0;
        Rows<Six>(in this, a, fromA, c, fromC, tall);
        for (int row = tall * MostRows, height; row < rows; row += height)
        {
            height = Height(rows - row);
            switch (height)
            {
                case 6:
                    Rows<Six>(in this, a, fromA + row, c, fromC + row, 1);
                    break;
                case 4:
                    Rows<Four>(in this, a, fromA + row, c, fromC + row, 1);
                    break;
                case 2:
                    Rows<Two>(in this, a, fromA + row, c, fromC + row, 1);
                    break;
                default:
                    Rows<One>(in this, a, fromA + row, c, fromC + row, 1);
                    break;
            }
        }
    }

    // Whole rows beside the result, and from there what belongs to it.
    private readonly void ComputeNarrow(float* a, int* fromA, float* c, int* fromC, int rows)
    {
        float* whole = stackalloc float[MostRows * Width];
        int* fromWhole = stackalloc int[MostRows];
        for (int i = 0; i < MostRows; i++)
        {
            fromWhole[i] = i * Width;
        }
        for (int height; rows > 0; rows -= height, fromA += height, fromC += height)
        {
            height = Height(rows);
            (this with { Columns = Width, Adds = false }).Compute(a, fromA, whole, fromWhole, height);
            for (int row = 0; row < height; row++)
            {
                float* target = c + fromC[row];
                for (int i = 0; i < Columns; i++)
                {
                    target[i] = (Adds ? target[i] : 0) + whole[row * Width + i];
                }
            }
        }
    }

    // Calls nothing: the compiler would keep the sums in memory.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows<THeight>(in PatchTile p, float* a, int* fromA, float* c, int* fromC, int tiles)
        where THeight : struct, ISize
    {
        float* line = p.Ahead;
        for (; tiles > 0; tiles--, fromA += THeight.Value, fromC += THeight.Value)
        {
            for (float* end = line + p.AheadPerTile; line < end; line += Line)
            {
                Sse.Prefetch1(line);
            }
            Vector256<float> bias0 = default, bias1 = default;
            if (p.Bias != null)
            {
                (bias0, bias1) = (Vector256.Load(p.Bias), Vector256.Load(p.Bias + Lanes));
            }
            Vector256<float> c00 = bias0, c10 = bias0, c20 = bias0, c30 = bias0, c40 = bias0, c50 = bias0;
            Vector256<float> c01 = bias1, c11 = bias1, c21 = bias1, c31 = bias1, c41 = bias1, c51 = bias1;
            byte* a0 = (byte*)(a + fromA[0]), a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0;
            if (THeight.Value > 1)
            {
                a1 = (byte*)(a + fromA[1]);
            }
            if (THeight.Value > 2)
            {
                a2 = (byte*)(a + fromA[2]);
                a3 = (byte*)(a + fromA[3]);
            }
            if (THeight.Value > 4)
            {
                a4 = (byte*)(a + fromA[4]);
                a5 = (byte*)(a + fromA[5]);
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
            Finish(in p, c + fromC[0], c00, c01);
            if (THeight.Value > 1)
            {
                Finish(in p, c + fromC[1], c10, c11);
            }
            if (THeight.Value > 2)
            {
                Finish(in p, c + fromC[2], c20, c21);
                Finish(in p, c + fromC[3], c30, c31);
            }
            if (THeight.Value > 4)
            {
                Finish(in p, c + fromC[4], c40, c41);
                Finish(in p, c + fromC[5], c50, c51);
            }
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
