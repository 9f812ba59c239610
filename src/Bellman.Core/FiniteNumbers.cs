using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Bellman;

/// <summary>Finds infinities and NaN.</summary>
internal static class FiniteNumbers
{
    private const uint WithoutSign = 0x7FFF_FFFF; // of a number's bits; every NaN lies above infinity

    /// <summary>
    /// Whether no number is infinite or none at all. Four at a time, the last four twice where they do not come out
    /// even.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool All(ReadOnlySpan<float> numbers)
    {
        int last = numbers.Length - Vector128<float>.Count;
        if (last < 0)
        {
            return FewAre(numbers);
        }
        ref float first = ref MemoryMarshal.GetReference(numbers);
        return (last == 0 || BlocksAre(numbers)) && Are(ref first, last);
    }

    /// <summary>Where the first number lies that is not finite; -1 where all are.</summary>
    public static int IndexOfOther(ReadOnlySpan<float> numbers)
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            if (!float.IsFinite(numbers[i]))
            {
                return i;
            }
        }
        return -1;
    }

    /// <summary>The largest magnitude; infinity or NaN where there is one.</summary>
    public static float Largest(ReadOnlySpan<float> numbers)
    {
        uint largest = 0;
        foreach (uint one in MemoryMarshal.Cast<float, uint>(numbers))
        {
            largest = Math.Max(largest, one & WithoutSign);
        }
        return BitConverter.UInt32BitsToSingle(largest);
    }

    private static bool FewAre(ReadOnlySpan<float> numbers) => IndexOfOther(numbers) < 0;

    private static bool BlocksAre(ReadOnlySpan<float> numbers)
    {
        ref float first = ref MemoryMarshal.GetReference(numbers);
        for (int i = 0; i + Vector128<float>.Count <= numbers.Length; i += Vector128<float>.Count)
        {
            if (!Are(ref first, i))
            {
                return false;
            }
        }
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Are(ref float first, int index)
        => Vector128.LessThanAll(Vector128.Abs(Vector128.LoadUnsafe(ref first, (nuint)index)), Vector128.Create(float.PositiveInfinity));
}
