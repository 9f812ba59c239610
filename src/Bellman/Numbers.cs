using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Bellman;

/// <summary>What must be a number where numbers enter.</summary>
internal static class Numbers
{
    /// <summary>Whether no number is infinite or none at all. Four at a time, the last four twice where they do not come out even.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreFinite(ReadOnlySpan<float> numbers)
    {
        int last = numbers.Length - Vector128<float>.Count;
        if (last < 0)
        {
            return FewAreFinite(numbers);
        }
        ref float first = ref MemoryMarshal.GetReference(numbers);
        return (last == 0 || BlocksAreFinite(numbers)) && AreFinite(ref first, last);
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

    private static bool FewAreFinite(ReadOnlySpan<float> numbers) => IndexOfOther(numbers) < 0;

    private static bool BlocksAreFinite(ReadOnlySpan<float> numbers)
    {
        ref float first = ref MemoryMarshal.GetReference(numbers);
        for (int i = 0; i + Vector128<float>.Count <= numbers.Length; i += Vector128<float>.Count)
        {
            if (!AreFinite(ref first, i))
            {
                return false;
            }
        }
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AreFinite(ref float first, int index)
        => Vector128.LessThanAll(Vector128.Abs(Vector128.LoadUnsafe(ref first, (nuint)index)), Vector128.Create(float.PositiveInfinity));
}
