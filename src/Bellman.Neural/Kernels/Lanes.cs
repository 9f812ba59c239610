using System.Runtime.Intrinsics;

namespace Bellman.Neural.Kernels;

/// <summary>The eight lanes of a vector as a set and as a sum.</summary>
internal static class Lanes
{
    /// <summary>All bits in the first <paramref name="count"/> lanes; every lane from eight on, none below one.</summary>
    public static Vector256<float> Mask(int count)
        => Vector256.LessThan(Vector256.Create(0, 1, 2, 3, 4, 5, 6, 7), Vector256.Create(count)).AsSingle();

    /// <summary>The sum of all lanes, by halves of halves: an order of our own, because the library does not promise one.</summary>
    public static float Sum(Vector256<float> x)
    {
        var four = x.GetLower() + x.GetUpper();
        var two = four + Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1));
        return two.ToScalar() + two.GetElement(1);
    }
}
