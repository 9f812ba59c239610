using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Bellman.Neural.Kernels;

/// <summary>
/// exp(x) = power * (1 + p): x is n ln 2 + r, power is 2^n, and p = exp(r) - 1 is a polynomial (the coefficients of
/// Cephes' <c>expf</c>, Moshier 1989). Only operations that round exactly, so that every machine gives the same bits.
/// </summary>
internal static class Exponential
{
    /// <summary>Both parts, for x from -87 to 88.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<float> Power, Vector256<float> P) Parts(Vector256<float> x)
    {
        // Adding 3 * 2^22 rounds to a whole number, which then stands in the lowest bits.
        var shifter = Vector256.Create(12582912f);
        var shifted = Vector256.FusedMultiplyAdd(x, Vector256.Create(1.44269504f), shifter);
        var n = shifted - shifter;
        var r = Vector256.FusedMultiplyAdd(n, Vector256.Create(-0.693359375f), x);
        r = Vector256.FusedMultiplyAdd(n, Vector256.Create(2.12194440e-4f), r);
        var q = Vector256.FusedMultiplyAdd(r, Vector256.Create(1.9875691500e-4f), Vector256.Create(1.3981999507e-3f));
        q = Vector256.FusedMultiplyAdd(q, r, Vector256.Create(8.3334519073e-3f));
        q = Vector256.FusedMultiplyAdd(q, r, Vector256.Create(4.1665795894e-2f));
        q = Vector256.FusedMultiplyAdd(q, r, Vector256.Create(1.6666665459e-1f));
        q = Vector256.FusedMultiplyAdd(q, r, Vector256.Create(5.0000001201e-1f));
        var power = (Vector256.ShiftLeft(shifted.AsInt32(), 23) + Vector256.Create(127 << 23)).AsSingle();
        return (power, Vector256.FusedMultiplyAdd(q, r * r, r));
    }
}
