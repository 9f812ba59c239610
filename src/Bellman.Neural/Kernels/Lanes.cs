using System.Runtime.Intrinsics;

namespace Bellman.Neural.Kernels;

/// <summary>Which of eight lanes hold something.</summary>
internal static class Lanes
{
    /// <summary>All bits in the first <paramref name="count"/> lanes; every lane from eight on, none below one.</summary>
    public static Vector256<float> Mask(int count)
        => Vector256.LessThan(Vector256.Create(0, 1, 2, 3, 4, 5, 6, 7), Vector256.Create(count)).AsSingle();
}
