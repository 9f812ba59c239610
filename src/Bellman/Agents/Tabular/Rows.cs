using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Bellman.Agents.Tabular;

/// <summary>
/// Questions about a row of action values. Rows are padded with minus infinity to whole vectors, so that no answer takes an unpredictable
/// branch: which action is best is anybody's guess.
/// </summary>
internal static class Rows
{
    /// <summary>The length of rows is a multiple of this.</summary>
    public const int Width = 4;

    /// <summary>The greatest value of a row.</summary>
    /// <param name="values">[padded actions].</param>
    public static double Max(ReadOnlySpan<double> values)
    {
        ref double row = ref MemoryMarshal.GetReference(values);
        Vector256<double> best = Vector256.LoadUnsafe(ref row);
        for (nuint i = Width; i < (nuint)values.Length; i += Width)
        {
            best = Vector256.MaxNative(best, Vector256.LoadUnsafe(ref row, i));
        }
        Vector128<double> half = Vector128.MaxNative(best.GetLower(), best.GetUpper());
        return half[1] > half[0] ? half[1] : half[0];
    }

    /// <summary>One of the actions that are worth at least this much, each as likely as the others.</summary>
    /// <param name="values">[padded actions].</param>
    /// <param name="least">Greater than minus infinity.</param>
    /// <param name="lot">Thirty-two random bits.</param>
    public static int DrawAmong(ReadOnlySpan<double> values, double least, uint lot)
    {
        // Bits of up to 64 actions at once; worlds with more take another round.
        int count = 0;
        for (int i = 0; i < values.Length; i += 64)
        {
            count += BitOperations.PopCount(AtLeast(values, i, least));
        }
        int left = (int)(((ulong)lot * (uint)count) >> 32);
        for (int i = 0; i < values.Length; i += 64)
        {
            ulong good = AtLeast(values, i, least);
            for (; good != 0; good &= good - 1)
            {
                if (left-- == 0)
                {
                    return i + BitOperations.TrailingZeroCount(good);
                }
            }
        }
        return 0;
    }

    private static ulong AtLeast(ReadOnlySpan<double> values, int begin, double least)
    {
        ref double row = ref MemoryMarshal.GetReference(values);
        Vector256<double> threshold = Vector256.Create(least);
        ulong good = 0;
        int end = Math.Min(values.Length, begin + 64);
        for (int i = begin; i < end; i += Width)
        {
            Vector256<double> compared = Vector256.GreaterThanOrEqual(Vector256.LoadUnsafe(ref row, (nuint)i), threshold);
            good |= (ulong)compared.ExtractMostSignificantBits() << (i - begin);
        }
        return good;
    }
}
