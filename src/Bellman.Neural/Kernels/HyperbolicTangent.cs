using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Bellman.Neural.Kernels;

/// <summary>
/// tanh a = e / (e + 2) with e = exp(2a) - 1, by <see cref="Exponential"/>, within 1.6 units in the last place of the
/// true value. Only operations that round exactly, so that every machine gives the same bits.
/// </summary>
internal static class HyperbolicTangent
{
    private const int Lanes = 8;

    /// <summary>target = tanh(source): zeros keep their sign, NaN stays NaN.</summary>
    public static void Run(ReadOnlySpan<float> source, Span<float> target)
    {
        target = target[..source.Length];
        ref float from = ref MemoryMarshal.GetReference(source);
        ref float to = ref MemoryMarshal.GetReference(target);
        int i = 0;
        for (; i + Lanes <= source.Length; i += Lanes)
        {
            Of(Vector256.LoadUnsafe(ref from, (nuint)i)).StoreUnsafe(ref to, (nuint)i);
        }
        if (i < source.Length)
        {
            // What is left goes through the same vector as everything else.
            Span<float> rest = stackalloc float[Lanes];
            rest.Clear();
            source[i..].CopyTo(rest);
            Of(Vector256.Create<float>(rest)).CopyTo(rest);
            rest[..(source.Length - i)].CopyTo(target[i..]);
        }
    }

    /// <summary>dx = dy (1 - y^2), y being the tanh of x.</summary>
    public static void Gradient(ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx)
    {
        y = y[..dx.Length];
        dy = dy[..dx.Length];
        int i = 0;
        for (; i + Lanes <= dx.Length; i += Lanes)
        {
            var value = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(y), (nuint)i);
            var slope = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(dy), (nuint)i) * (Vector256<float>.One - value * value);
            slope.StoreUnsafe(ref MemoryMarshal.GetReference(dx), (nuint)i);
        }
        for (; i < dx.Length; i++)
        {
            dx[i] = dy[i] * (1 - y[i] * y[i]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Of(Vector256<float> x)
    {
        // From 10 on tanh rounds to 1. Not Min, which does not treat NaN alike everywhere.
        var limit = Vector256.Create(10f);
        var size = Vector256.Abs(x);
        size = Vector256.ConditionalSelect(Vector256.GreaterThan(size, limit), limit, size);
        (Vector256<float> power, Vector256<float> p) = Exponential.Parts(size + size);
        var e = Vector256.FusedMultiplyAdd(power, p, power - Vector256<float>.One);
        var y = e / (e + Vector256.Create(2f));
        return y | (x & Vector256.Create(-0f));
    }
}
