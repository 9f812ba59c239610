using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Bellman.Neural.Kernels;

/// <summary>Moves a block of numbers so that its rows become its columns.</summary>
internal static unsafe class Transpose
{
    /// <summary>
    /// target[c * targetStride + r] = source[r * sourceStride + c] for all r below rows and c below columns.
    /// </summary>
    public static void Block(float* source, nint sourceStride, float* target, nint targetStride, int rows, int columns)
    {
        int r = 0;
        if (Avx.IsSupported)
        {
            // Two actions are common, and a batch of their values is turned three times per update.
            if (rows == 2 && targetStride == 2)
            {
                r = 2;
                Interleave(source, source + sourceStride, target, columns);
            }
            else if (columns == 2 && sourceStride == 2)
            {
                r = rows;
                Deinterleave(source, target, target + targetStride, rows);
            }
            else if (rows == 4 && targetStride == 4)
            {
                // Four frames are common, and large.
                int whole = columns / 8 * 8;
                for (int c = 0; c < whole; c += 8)
                {
                    FourByEight(source + c, sourceStride, target + 4 * c);
                }
                source += whole;
                target += 4 * (nint)whole;
                columns -= whole;
            }
            for (; r + 8 <= rows; r += 8)
            {
                float* from = source + r * sourceStride;
                float* to = target + r;
                int c = 0;
                for (; c + 4 <= columns; c += 4, from += 4, to += 4 * targetStride)
                {
                    EightByFour(from, sourceStride, to, targetStride);
                }
                if (c < columns)
                {
                    Scalar(from, sourceStride, to, targetStride, 8, columns - c);
                }
            }
        }
        if (r < rows)
        {
            Scalar(source + r * sourceStride, sourceStride, target + r, targetStride, rows - r, columns);
        }
    }

    // The longer way is the inner one: it is the fewer branches that are guessed wrong.
    private static void Scalar(float* source, nint sourceStride, float* target, nint targetStride, int rows, int columns)
    {
        if (rows < columns)
        {
            Scalar(source, 1, target, targetStride, columns, sourceStride, 1, rows);
        }
        else
        {
            Scalar(source, sourceStride, target, 1, rows, 1, targetStride, columns);
        }
    }

    private static void Scalar(
        float* source, nint sourceStep, float* target, nint targetStep, int steps, nint sourceJump, nint targetJump, int jumps)
    {
        for (; jumps > 0; jumps--, source += sourceJump, target += targetJump)
        {
            float* from = source;
            float* to = target;
            for (int step = steps; step > 0; step--, from += sourceStep, to += targetStep)
            {
                *to = *from;
            }
        }
    }

    private static void Interleave(float* a, float* b, float* target, int count)
    {
        int i = 0;
        for (; i + 8 <= count; i += 8)
        {
            var x = Vector256.Load(a + i);
            var y = Vector256.Load(b + i);
            var low = Avx.UnpackLow(x, y);
            var high = Avx.UnpackHigh(x, y);
            Avx.Permute2x128(low, high, 0x20).Store(target + 2 * i);
            Avx.Permute2x128(low, high, 0x31).Store(target + 2 * i + 8);
        }
        for (; i < count; i++)
        {
            target[2 * i] = a[i];
            target[2 * i + 1] = b[i];
        }
    }

    private static void Deinterleave(float* source, float* a, float* b, int count)
    {
        int i = 0;
        for (; i + 8 <= count; i += 8)
        {
            var x = Vector256.Load(source + 2 * i);
            var y = Vector256.Load(source + 2 * i + 8);
            var low = Avx.Permute2x128(x, y, 0x20);
            var high = Avx.Permute2x128(x, y, 0x31);
            Avx.Shuffle(low, high, 0b10_00_10_00).Store(a + i);
            Avx.Shuffle(low, high, 0b11_01_11_01).Store(b + i);
        }
        for (; i < count; i++)
        {
            a[i] = source[2 * i];
            b[i] = source[2 * i + 1];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FourByEight(float* source, nint sourceStride, float* target)
    {
        var a = Vector256.Load(source);
        var b = Vector256.Load(source + sourceStride);
        var c = Vector256.Load(source + 2 * sourceStride);
        var d = Vector256.Load(source + 3 * sourceStride);
        var abLow = Avx.UnpackLow(a, b);
        var abHigh = Avx.UnpackHigh(a, b);
        var cdLow = Avx.UnpackLow(c, d);
        var cdHigh = Avx.UnpackHigh(c, d);
        // Columns 0 and 4, 1 and 5, 2 and 6, 3 and 7.
        var first = Avx.Shuffle(abLow, cdLow, 0b01_00_01_00);
        var second = Avx.Shuffle(abLow, cdLow, 0b11_10_11_10);
        var third = Avx.Shuffle(abHigh, cdHigh, 0b01_00_01_00);
        var fourth = Avx.Shuffle(abHigh, cdHigh, 0b11_10_11_10);
        Avx.Permute2x128(first, second, 0x20).Store(target);
        Avx.Permute2x128(third, fourth, 0x20).Store(target + 8);
        Avx.Permute2x128(first, second, 0x31).Store(target + 16);
        Avx.Permute2x128(third, fourth, 0x31).Store(target + 24);
    }

    // Row r and row r + 4 share a register, so that everything happens inside its halves.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void EightByFour(float* source, nint sourceStride, float* target, nint targetStride)
    {
        float* half = source + 4 * sourceStride;
        var a = Vector256.Create(Vector128.Load(source), Vector128.Load(half));
        var b = Vector256.Create(Vector128.Load(source + sourceStride), Vector128.Load(half + sourceStride));
        var c = Vector256.Create(Vector128.Load(source + 2 * sourceStride), Vector128.Load(half + 2 * sourceStride));
        var d = Vector256.Create(Vector128.Load(source + 3 * sourceStride), Vector128.Load(half + 3 * sourceStride));
        var abLow = Avx.UnpackLow(a, b);
        var abHigh = Avx.UnpackHigh(a, b);
        var cdLow = Avx.UnpackLow(c, d);
        var cdHigh = Avx.UnpackHigh(c, d);
        Avx.Shuffle(abLow, cdLow, 0b01_00_01_00).Store(target);
        Avx.Shuffle(abLow, cdLow, 0b11_10_11_10).Store(target + targetStride);
        Avx.Shuffle(abHigh, cdHigh, 0b01_00_01_00).Store(target + 2 * targetStride);
        Avx.Shuffle(abHigh, cdHigh, 0b11_10_11_10).Store(target + 3 * targetStride);
    }
}
