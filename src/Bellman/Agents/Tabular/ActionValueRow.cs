using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Bellman.Agents.Tabular;

/// <summary>
/// Questions about a row of action values. Rows are padded with minus infinity to whole vectors, so that no answer
/// takes an unpredictable branch: which action is best is anybody's guess.
/// </summary>
internal static class ActionValueRow
{
    /// <summary>The length of rows is a multiple of this.</summary>
    public const int Width = 4;

    private const int MostBits = 64;

    /// <summary>The greatest value of a row.</summary>
    /// <param name="values">[padded actions].</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
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
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int DrawAmong(ReadOnlySpan<double> values, double least, uint lot)
    {
        if (values.Length > MostBits)
        {
            return DrawAmongMany(values, least, lot);
        }
        ulong good = AtLeast(values, 0, least);
        return good == 0 ? 0 : Nth(good, (int)(((ulong)lot * (uint)BitOperations.PopCount(good)) >> 32));
    }

    // As many bits at once as a word holds, then another round.
    private static int DrawAmongMany(ReadOnlySpan<double> values, double least, uint lot)
    {
        int count = 0;
        for (int i = 0; i < values.Length; i += MostBits)
        {
            count += BitOperations.PopCount(AtLeast(values, i, least));
        }
        int left = (int)(((ulong)lot * (uint)count) >> 32);
        for (int i = 0; i < values.Length; i += MostBits)
        {
            ulong good = AtLeast(values, i, least);
            if (left < BitOperations.PopCount(good))
            {
                return i + Nth(good, left);
            }
            left -= BitOperations.PopCount(good);
        }
        return 0;
    }

    // The place of the n-th set bit, counted from 0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Nth(ulong bits, int n)
    {
        if (Bmi2.X64.IsSupported)
        {
            return BitOperations.TrailingZeroCount(Bmi2.X64.ParallelBitDeposit(1UL << n, bits));
        }
        for (; n > 0; n--)
        {
            bits &= bits - 1;
        }
        return BitOperations.TrailingZeroCount(bits);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong AtLeast(ReadOnlySpan<double> values, int begin, double least)
    {
        ref double row = ref MemoryMarshal.GetReference(values);
        Vector256<double> threshold = Vector256.Create(least);
        ulong good = 0;
        int end = Math.Min(values.Length, begin + MostBits);
        for (int i = begin; i < end; i += Width)
        {
            Vector256<double> compared = Vector256.GreaterThanOrEqual(Vector256.LoadUnsafe(ref row, (nuint)i), threshold);
            good |= (ulong)compared.ExtractMostSignificantBits() << (i - begin);
        }
        return good;
    }
}
