using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Bellman.Neural.Kernels;

/// <summary>
/// exp(x - max) / sum, with exp(r) as a polynomial (the coefficients of Cephes' <c>expf</c>, Moshier 1989). Only
/// operations that round exactly, in an order that depends on the length only, so that every machine gives the same
/// bits.
/// </summary>
internal static class Softmax
{
    private const int Lanes = 8;
    private const float Least = -87; // exp of it is the least number that is not denormal

    /// <summary>Writes probabilities; may be in place.</summary>
    /// <param name="logits">At least one.</param>
    /// <param name="probabilities">As many, filled. They sum to 1 up to rounding.</param>
    /// <returns>The logarithm of the sum of exp(logit): log p = logit - this.</returns>
    public static float Run(ReadOnlySpan<float> logits, Span<float> probabilities)
    {
        float largest = logits[0];
        foreach (float logit in logits)
        {
            largest = MathF.Max(largest, logit);
        }
        probabilities = probabilities[..logits.Length];
        ref float from = ref MemoryMarshal.GetReference(logits);
        ref float to = ref MemoryMarshal.GetReference(probabilities);
        var shift = Vector256.Create(largest);
        Vector256<float> sums = default;
        int i = 0;
        for (; i + Lanes <= logits.Length; i += Lanes)
        {
            Vector256<float> e = Exp(Vector256.LoadUnsafe(ref from, (nuint)i) - shift);
            e.StoreUnsafe(ref to, (nuint)i);
            sums += e;
        }
        float sum = Vector256.Sum(sums);
        if (i < logits.Length)
        {
            // What is left goes through the same vector as everything else.
            Span<float> rest = stackalloc float[Lanes];
            rest.Fill(largest);
            logits[i..].CopyTo(rest);
            Exp(Vector256.Create<float>(rest) - shift).CopyTo(rest);
            rest = rest[..(logits.Length - i)];
            foreach (float e in rest)
            {
                sum += e;
            }
            rest.CopyTo(probabilities[i..]);
        }
        float scale = 1 / sum;
        foreach (ref float probability in probabilities)
        {
            probability *= scale;
        }
        return largest + MathF.Log(sum);
    }

    /// <summary>exp(x) for x from -87 to 0; less counts as -87.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Exp(Vector256<float> x)
    {
        var least = Vector256.Create(Least);
        x = Vector256.ConditionalSelect(Vector256.LessThan(x, least), least, x); // not Max, which does not treat NaN alike everywhere
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
        var p = Vector256.FusedMultiplyAdd(q, r * r, r);
        var power = (Vector256.ShiftLeft(shifted.AsInt32(), 23) + Vector256.Create(127 << 23)).AsSingle();
        return Vector256.FusedMultiplyAdd(power, p, power);
    }
}
