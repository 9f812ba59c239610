using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Bellman.Neural.Kernels;

/// <summary>
/// exp(x - max) / sum, by <see cref="Exponential"/>. Adds in an order that depends on the length only, so that every
/// machine gives the same bits.
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
        (Vector256<float> power, Vector256<float> p) = Exponential.Parts(x);
        return Vector256.FusedMultiplyAdd(power, p, power);
    }
}
