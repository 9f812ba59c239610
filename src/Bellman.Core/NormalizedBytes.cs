using System.Numerics;
using System.Runtime.InteropServices;

namespace Bellman;

/// <summary>
/// Conversion between bytes and normalized floats: k from 0 to 255 in storage, k/255 for networks. A round trip gives
/// the same bits.
/// </summary>
internal static class NormalizedBytes
{
    private const float White = 255, Tolerance = 1e-3f;

    /// <summary>
    /// k becomes k/255. Divided, not multiplied by a rounded 1/255: environments compute the quotient nearest to k/255
    /// too.
    /// </summary>
    public static void ToNumbers(ReadOnlySpan<byte> bytes, Span<float> numbers)
    {
        numbers = numbers[..bytes.Length];
        int done = 0;
        if (Vector.IsHardwareAccelerated)
        {
            ReadOnlySpan<Vector<byte>> wide = MemoryMarshal.Cast<byte, Vector<byte>>(bytes);
            Span<Vector<float>> quarters = MemoryMarshal.Cast<float, Vector<float>>(numbers);
            for (int i = 0; i < wide.Length; i++)
            {
                Vector.Widen(wide[i], out Vector<ushort> low, out Vector<ushort> high);
                Vector.Widen(low, out Vector<uint> first, out Vector<uint> second);
                Vector.Widen(high, out Vector<uint> third, out Vector<uint> fourth);
                Span<Vector<float>> four = quarters.Slice(i * 4, 4);
                four[0] = Vector.ConvertToSingle(Vector.AsVectorInt32(first)) / White;
                four[1] = Vector.ConvertToSingle(Vector.AsVectorInt32(second)) / White;
                four[2] = Vector.ConvertToSingle(Vector.AsVectorInt32(third)) / White;
                four[3] = Vector.ConvertToSingle(Vector.AsVectorInt32(fourth)) / White;
            }
            done = wide.Length * Vector<byte>.Count;
        }
        for (int i = done; i < bytes.Length; i++)
        {
            numbers[i] = bytes[i] / White;
        }
    }

    /// <summary>k/255 becomes k.</summary>
    /// <returns>
    /// Whether every number was k/255 for a whole k from 0 to 255; where one was not, the bytes mean nothing.
    /// </returns>
    public static bool ToBytes(ReadOnlySpan<float> numbers, Span<byte> bytes)
    {
        bytes = bytes[..numbers.Length];
        int done = 0;
        bool fit = true;
        if (Vector.IsHardwareAccelerated)
        {
            ReadOnlySpan<Vector<float>> quarters = MemoryMarshal.Cast<float, Vector<float>>(numbers);
            Span<Vector<byte>> wide = MemoryMarshal.Cast<byte, Vector<byte>>(bytes);
            for (int i = 0; i < wide.Length; i++)
            {
                ReadOnlySpan<Vector<float>> four = quarters.Slice(i * 4, 4);
                Vector<ushort> low = Vector.Narrow(Whole(four[0], ref fit), Whole(four[1], ref fit));
                Vector<ushort> high = Vector.Narrow(Whole(four[2], ref fit), Whole(four[3], ref fit));
                wide[i] = Vector.Narrow(low, high);
            }
            done = wide.Length * Vector<byte>.Count;
        }
        for (int i = done; i < bytes.Length; i++)
        {
            float scaled = numbers[i] * White, whole = MathF.Floor(scaled + 0.5f);
            fit &= Math.Abs(scaled - whole) <= Tolerance && whole is >= 0 and <= White;
            bytes[i] = (byte)whole;
        }
        return fit;
    }

    private static Vector<uint> Whole(Vector<float> numbers, ref bool fit)
    {
        Vector<float> scaled = numbers * White, whole = Vector.Floor(scaled + new Vector<float>(0.5f));
        fit &= Vector.LessThanOrEqualAll(Vector.Abs(scaled - whole), new Vector<float>(Tolerance))
            & Vector.GreaterThanOrEqualAll(whole, Vector<float>.Zero) & Vector.LessThanOrEqualAll(whole, new Vector<float>(White));
        return Vector.AsVectorUInt32(Vector.ConvertToInt32(whole));
    }
}
