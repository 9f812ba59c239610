using System.Numerics;
using System.Runtime.InteropServices;

namespace Bellman.Environments.Pixels;

/// <summary>Functions on single bytes or on two pictures of the same size.</summary>
internal static class PixelMath
{
    /// <summary>The negative: every byte b becomes 255 - b.</summary>
    /// <param name="picture">A picture, replaced by its negative.</param>
    public static void Negative(Span<byte> picture)
    {
        Span<Vector<byte>> wide = MemoryMarshal.Cast<byte, Vector<byte>>(picture);
        foreach (ref Vector<byte> bytes in wide)
        {
            bytes = ~bytes;
        }
        foreach (ref byte value in picture[(wide.Length * Vector<byte>.Count)..])
        {
            value = (byte)~value;
        }
    }

    /// <summary>
    /// The maximum of each pair of bytes. Objects that flicker, drawn in every other frame only, stay visible (Mnih et
    /// al. 2015).
    /// </summary>
    /// <param name="picture">A picture, replaced by the result.</param>
    /// <param name="other">The other, as long.</param>
    public static void Max(Span<byte> picture, ReadOnlySpan<byte> other)
    {
        other = other[..picture.Length];
        Span<Vector<byte>> wide = MemoryMarshal.Cast<byte, Vector<byte>>(picture);
        ReadOnlySpan<Vector<byte>> wideOther = MemoryMarshal.Cast<byte, Vector<byte>>(other);
        for (int i = 0; i < wide.Length; i++)
        {
            wide[i] = Vector.Max(wide[i], wideOther[i]);
        }
        for (int i = wide.Length * Vector<byte>.Count; i < picture.Length; i++)
        {
            picture[i] = Math.Max(picture[i], other[i]);
        }
    }

    /// <summary>
    /// The frame difference: 128 where nothing changed, more where a pixel became brighter, at half the contrast.
    /// </summary>
    /// <param name="now">The newer picture.</param>
    /// <param name="before">The older one, as long.</param>
    /// <param name="result">As long, filled with (256 + now - before) / 2, rounded down.</param>
    public static void Difference(ReadOnlySpan<byte> now, ReadOnlySpan<byte> before, Span<byte> result)
    {
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = (byte)((256 + now[i] - before[i]) >> 1);
        }
    }
}
