using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Bellman.Neural.Kernels;

/// <summary>Loops over numbers that do not know of one another.</summary>
internal static class Elementwise
{
    /// <summary>target = max(0, source), NaN stays NaN.</summary>
    public static void Rectify(ReadOnlySpan<float> source, Span<float> target)
    {
        target = target[..source.Length];
        ref float from = ref MemoryMarshal.GetReference(source);
        ref float to = ref MemoryMarshal.GetReference(target);
        nuint i = 0;
        for (; i + 8 <= (nuint)source.Length; i += 8)
        {
            Tile.Rectify(Vector256.LoadUnsafe(ref from, i)).StoreUnsafe(ref to, i);
        }
        for (int k = (int)i; k < source.Length; k++)
        {
            target[k] = source[k] < 0 ? 0 : source[k];
        }
    }

    /// <summary>values = 0 wherever y is not positive.</summary>
    public static void MaskByPositive(ReadOnlySpan<float> y, Span<float> values) => MaskByPositive(y, values, values);

    /// <summary>target = source where y is positive, else 0.</summary>
    public static void MaskByPositive(ReadOnlySpan<float> y, ReadOnlySpan<float> source, Span<float> target)
    {
        y = y[..source.Length];
        target = target[..source.Length];
        ref float mask = ref MemoryMarshal.GetReference(y);
        ref float from = ref MemoryMarshal.GetReference(source);
        ref float to = ref MemoryMarshal.GetReference(target);
        nuint i = 0;
        for (; i + 8 <= (nuint)source.Length; i += 8)
        {
            var live = Vector256.GreaterThan(Vector256.LoadUnsafe(ref mask, i), Vector256<float>.Zero);
            (Vector256.LoadUnsafe(ref from, i) & live).StoreUnsafe(ref to, i);
        }
        for (int k = (int)i; k < source.Length; k++)
        {
            target[k] = y[k] > 0 ? source[k] : 0;
        }
    }

    /// <summary>target += source.</summary>
    public static void Add(ReadOnlySpan<float> source, Span<float> target)
    {
        for (int i = 0; i < source.Length; i++)
        {
            target[i] += source[i];
        }
    }

    /// <summary>target = a * b + c, rounded once.</summary>
    public static void MultiplyAdd(ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> c, Span<float> target)
    {
        b = b[..a.Length];
        c = c[..a.Length];
        target = target[..a.Length];
        ref float first = ref MemoryMarshal.GetReference(a);
        ref float second = ref MemoryMarshal.GetReference(b);
        ref float third = ref MemoryMarshal.GetReference(c);
        nuint i = 0;
        for (; i + 8 <= (nuint)a.Length; i += 8)
        {
            Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref first, i), Vector256.LoadUnsafe(ref second, i), Vector256.LoadUnsafe(ref third, i))
                .StoreUnsafe(ref MemoryMarshal.GetReference(target), i);
        }
        for (int k = (int)i; k < a.Length; k++)
        {
            target[k] = MathF.FusedMultiplyAdd(a[k], b[k], c[k]);
        }
    }

    /// <summary>target = a * b.</summary>
    public static void Multiply(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> target)
    {
        b = b[..a.Length];
        target = target[..a.Length];
        ref float first = ref MemoryMarshal.GetReference(a);
        ref float second = ref MemoryMarshal.GetReference(b);
        nuint i = 0;
        for (; i + 8 <= (nuint)a.Length; i += 8)
        {
            (Vector256.LoadUnsafe(ref first, i) * Vector256.LoadUnsafe(ref second, i)).StoreUnsafe(ref MemoryMarshal.GetReference(target), i);
        }
        for (int k = (int)i; k < a.Length; k++)
        {
            target[k] = a[k] * b[k];
        }
    }

    /// <summary>target += mix * (source - target).</summary>
    public static void Mix(ReadOnlySpan<float> source, Span<float> target, float mix)
    {
        target = target[..source.Length];
        ref float from = ref MemoryMarshal.GetReference(source);
        ref float to = ref MemoryMarshal.GetReference(target);
        var mixes = Vector256.Create(mix);
        nuint i = 0;
        for (; i + 8 <= (nuint)source.Length; i += 8)
        {
            var old = Vector256.LoadUnsafe(ref to, i);
            Vector256.FusedMultiplyAdd(mixes, Vector256.LoadUnsafe(ref from, i) - old, old).StoreUnsafe(ref to, i);
        }
        for (int k = (int)i; k < source.Length; k++)
        {
            target[k] = MathF.FusedMultiplyAdd(mix, source[k] - target[k], target[k]);
        }
    }

    /// <summary>
    /// The sum of squares of what is clamped, when it is too large for the other ways: slow, but without overflow.
    /// </summary>
    public static double LargeSumOfSquares(ReadOnlySpan<float> values, float bound)
    {
        double sum = 0;
        foreach (float value in values)
        {
            double clamped = Math.Clamp(value, -bound, bound);
            sum += clamped * clamped;
        }
        return sum;
    }

    /// <summary>
    /// Sum of squares, each element first clamped to plus or minus <paramref name="bound"/>. The length is whole cache
    /// lines.
    /// </summary>
    public static double SumOfSquares(ReadOnlySpan<float> values, float bound)
    {
        ref float from = ref MemoryMarshal.GetReference(values);
        var bounds = Vector256.Create(bound);
        Vector256<float> sum0 = default, sum1 = default;
        for (nuint i = 0; i < (nuint)values.Length; i += 16)
        {
            var a = Vector256.Clamp(Vector256.LoadUnsafe(ref from, i), -bounds, bounds);
            var b = Vector256.Clamp(Vector256.LoadUnsafe(ref from, i + 8), -bounds, bounds);
            sum0 = Vector256.FusedMultiplyAdd(a, a, sum0);
            sum1 = Vector256.FusedMultiplyAdd(b, b, sum1);
        }
        return (double)VectorSums.Sum(sum0) + VectorSums.Sum(sum1);
    }

    /// <summary>Sum of squares. The length is whole cache lines.</summary>
    public static double SumOfSquares(ReadOnlySpan<float> values)
    {
        ref float from = ref MemoryMarshal.GetReference(values);
        Vector256<float> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        nuint i = 0;
        for (; i + 32 <= (nuint)values.Length; i += 32)
        {
            var a = Vector256.LoadUnsafe(ref from, i);
            var b = Vector256.LoadUnsafe(ref from, i + 8);
            var c = Vector256.LoadUnsafe(ref from, i + 16);
            var d = Vector256.LoadUnsafe(ref from, i + 24);
            sum0 = Vector256.FusedMultiplyAdd(a, a, sum0);
            sum1 = Vector256.FusedMultiplyAdd(b, b, sum1);
            sum2 = Vector256.FusedMultiplyAdd(c, c, sum2);
            sum3 = Vector256.FusedMultiplyAdd(d, d, sum3);
        }
        for (; i < (nuint)values.Length; i += 8)
        {
            var a = Vector256.LoadUnsafe(ref from, i);
            sum0 = Vector256.FusedMultiplyAdd(a, a, sum0);
        }
        return (double)VectorSums.Sum(sum0) + VectorSums.Sum(sum1) + VectorSums.Sum(sum2) + VectorSums.Sum(sum3);
    }
}
