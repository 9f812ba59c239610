using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Bellman.Neural.Kernels;

/// <summary>
/// The eight lanes of a vector as a set and as a sum: neighbours first, then neighbouring pairs, then halves, on every
/// machine.
/// </summary>
internal static class VectorSums
{
    /// <summary>
    /// All bits in the first <paramref name="count"/> lanes; every lane from eight on, none below one.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Mask(int count)
        => Vector256.LessThan(Vector256.Create(0, 1, 2, 3, 4, 5, 6, 7), Vector256.Create(count)).AsSingle();

    /// <summary>The sum of all lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector256<float> x) => Sum(x.GetLower()) + Sum(x.GetUpper());

    /// <summary>
    /// The sums of eight vectors, bit for bit those of <see cref="Sum(Vector256{float})"/>, as one vector.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Sums(
        Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d,
        Vector256<float> e, Vector256<float> f, Vector256<float> g, Vector256<float> h)
    {
        if (!Avx.IsSupported)
        {
            return Vector256.Create(Sum(a), Sum(b), Sum(c), Sum(d), Sum(e), Sum(f), Sum(g), Sum(h));
        }
        var abcd = Avx.HorizontalAdd(Avx.HorizontalAdd(a, b), Avx.HorizontalAdd(c, d));
        var efgh = Avx.HorizontalAdd(Avx.HorizontalAdd(e, f), Avx.HorizontalAdd(g, h));
        return Avx.Permute2x128(abcd, efgh, 0x20) + Avx.Permute2x128(abcd, efgh, 0x31);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Sum(Vector128<float> x)
    {
        var pairs = x + Vector128.Shuffle(x, Vector128.Create(1, 0, 3, 2));
        return pairs.ToScalar() + pairs.GetElement(2);
    }
}
