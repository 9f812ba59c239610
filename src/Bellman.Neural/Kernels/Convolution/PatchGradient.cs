using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Bellman.Neural.Kernels;

/// <summary>
/// The parameter gradient of a convolution, dW = sum over the patches of patch^T dy and db = sum of dy, in the blocks
/// of <see cref="PatchProducts"/>. Patches are taken in chunks, in order, each chunk's sum in registers.
/// </summary>
internal static unsafe class PatchGradient
{
    private const int Block = PatchTile.Width;
    private const int Lanes = 8;
    private const int Piece = 8 * PatchTile.MostRows;

    /// <summary>Parts into which the work can be split: a piece of a patch with a block of filters.</summary>
    public static int Parts(Patches patches, int filters) => (filters + Block - 1) / Block * Pieces(patches);

    private static int Pieces(Patches patches) => (patches.Length + Piece - 1) / Piece;

    /// <summary>
    /// Writes dW, and db behind it, for the parts from <paramref name="first"/> to before <paramref name="end"/>.
    /// </summary>
    [SkipLocalsInit]
    public static void Run(Patches patches, float* x, float* dy, float* dw, int filters, int images, int first, int end)
    {
        float* block = stackalloc float[Patches.MostPerChunk * Block];
        float** starts = stackalloc float*[Patches.MostPerChunk];
        int total = images * patches.Count, pieces = Pieces(patches);
        fixed (int* steps = patches.Steps)
        {
            for (int patch = 0; patch < total; patch += patches.Chunk)
            {
                int n = Math.Min(patches.Chunk, total - patch);
                FindStarts(patches, x, patch, n, starts);
                for (int part = first; part < end;)
                {
                    (int f, int piece) = Math.DivRem(part, pieces);
                    int count = Math.Min(pieces - piece, end - part);
                    int columns = Math.Min(Block, filters - f * Block), from = piece * Piece, to = Math.Min(patches.Length, from + count * Piece);
                    Pack(dy + (nint)patch * filters + f * Block, block, filters, columns, n);
                    if (piece == 0)
                    {
                        SumRows(block, dw + (nint)patches.Length * filters + f * Block, columns, n, adds: patch > 0);
                    }
                    float* target = dw + (nint)f * Block * patches.Length + (nint)from * columns;
                    Multiply(starts, block, target, steps + from, to - from, columns, n, adds: patch > 0);
                    part += count;
                }
            }
        }
    }

    private static void FindStarts(Patches patches, float* x, int patch, int count, float** starts)
    {
        x += patch / patches.Count * (nint)patches.ImageLength;
        patch %= patches.Count;
        for (int i = 0; i < count; i++)
        {
            starts[i] = x + patches.Starts[patch];
            if (++patch == patches.Count)
            {
                patch = 0;
                x += patches.ImageLength;
            }
        }
    }

    private static void Pack(float* dy, float* block, int filters, int columns, int count)
    {
        if (columns < Block)
        {
            new Span<float>(block, count * Block).Clear();
        }
        for (int i = 0; i < count; i++, dy += filters, block += Block)
        {
            if (columns == Block)
            {
                Vector256.Load(dy).Store(block);
                Vector256.Load(dy + Lanes).Store(block + Lanes);
            }
            else
            {
                new ReadOnlySpan<float>(dy, columns).CopyTo(new(block, columns));
            }
        }
    }

    private static void SumRows(float* block, float* db, int columns, int count, bool adds)
    {
        Vector256<float> first = default, second = default;
        for (int i = 0; i < count; i++, block += Block)
        {
            first += Vector256.Load(block);
            second += Vector256.Load(block + Lanes);
        }
        float* whole = stackalloc float[Block];
        first.Store(whole);
        second.Store(whole + Lanes);
        Narrow(whole, db, columns, adds);
    }

    private static void Multiply(float** starts, float* block, float* dw, int* steps, int length, int columns, int count, bool adds)
    {
        float* whole = stackalloc float[PatchTile.MostRows * Block];
        bool isNarrow = columns < Block;
        for (int height; length > 0; length -= height, steps += height, dw += height * columns)
        {
            height = PatchTile.Height(length);
            float* target = isNarrow ? whole : dw;
            switch (height)
            {
                case 6:
                    Rows<Six>(starts, block, target, steps, count, adds && !isNarrow);
                    break;
                case 4:
                    Rows<Four>(starts, block, target, steps, count, adds && !isNarrow);
                    break;
                case 2:
                    Rows<Two>(starts, block, target, steps, count, adds && !isNarrow);
                    break;
                default:
                    Rows<One>(starts, block, target, steps, count, adds && !isNarrow);
                    break;
            }
            for (int row = 0; isNarrow && row < height; row++)
            {
                Narrow(whole + row * Block, dw + row * columns, columns, adds);
            }
        }
    }

    private static void Narrow(float* whole, float* target, int columns, bool adds)
    {
        for (int i = 0; i < columns; i++)
        {
            target[i] = (adds ? target[i] : 0) + whole[i];
        }
    }

    // A few numbers of all patches with sixteen filters. Calls nothing: the compiler would keep the sums in memory.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows<THeight>(float** starts, float* block, float* dw, int* steps, int count, bool adds)
        where THeight : struct, ISize
    {
        Vector256<float> c00 = default, c10 = default, c20 = default, c30 = default, c40 = default, c50 = default;
        Vector256<float> c01 = default, c11 = default, c21 = default, c31 = default, c41 = default, c51 = default;
        nint s0 = steps[0], s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0;
        if (THeight.Value > 1)
        {
            s1 = steps[1];
        }
        if (THeight.Value > 2)
        {
            (s2, s3) = (steps[2], steps[3]);
        }
        if (THeight.Value > 4)
        {
            (s4, s5) = (steps[4], steps[5]);
        }
        for (float** end = starts + count; starts < end; starts++, block += Block)
        {
            byte* x = (byte*)*starts;
            var b0 = Vector256.Load(block);
            var b1 = Vector256.Load(block + Lanes);
            var a = Vector256.Create(*(float*)(x + s0));
            c00 = Vector256.FusedMultiplyAdd(b0, a, c00);
            c01 = Vector256.FusedMultiplyAdd(b1, a, c01);
            if (THeight.Value > 1)
            {
                a = Vector256.Create(*(float*)(x + s1));
                c10 = Vector256.FusedMultiplyAdd(b0, a, c10);
                c11 = Vector256.FusedMultiplyAdd(b1, a, c11);
            }
            if (THeight.Value > 2)
            {
                a = Vector256.Create(*(float*)(x + s2));
                c20 = Vector256.FusedMultiplyAdd(b0, a, c20);
                c21 = Vector256.FusedMultiplyAdd(b1, a, c21);
                a = Vector256.Create(*(float*)(x + s3));
                c30 = Vector256.FusedMultiplyAdd(b0, a, c30);
                c31 = Vector256.FusedMultiplyAdd(b1, a, c31);
            }
            if (THeight.Value > 4)
            {
                a = Vector256.Create(*(float*)(x + s4));
                c40 = Vector256.FusedMultiplyAdd(b0, a, c40);
                c41 = Vector256.FusedMultiplyAdd(b1, a, c41);
                a = Vector256.Create(*(float*)(x + s5));
                c50 = Vector256.FusedMultiplyAdd(b0, a, c50);
                c51 = Vector256.FusedMultiplyAdd(b1, a, c51);
            }
        }
        Write(dw, c00, c01, adds);
        if (THeight.Value > 1)
        {
            Write(dw + Block, c10, c11, adds);
        }
        if (THeight.Value > 2)
        {
            Write(dw + 2 * Block, c20, c21, adds);
            Write(dw + 3 * Block, c30, c31, adds);
        }
        if (THeight.Value > 4)
        {
            Write(dw + 4 * Block, c40, c41, adds);
            Write(dw + 5 * Block, c50, c51, adds);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(float* target, Vector256<float> first, Vector256<float> second, bool adds)
    {
        (adds ? Vector256.Load(target) + first : first).Store(target);
        (adds ? Vector256.Load(target + Lanes) + second : second).Store(target + Lanes);
    }
}
