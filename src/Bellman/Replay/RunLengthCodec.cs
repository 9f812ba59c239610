using System.Buffers.Binary;

namespace Bellman.Replay;

/// <summary>
/// Lossless compression of rendered pictures. They are flat: a pixel mostly equals the one above it or the one before
/// it. A compressed picture is a list of three kinds of runs: literal bytes, the previous byte repeated, and the row
/// above.
/// </summary>
/// <remarks>
/// A run begins with a byte: its kind in the upper two bits, its length in the lower six; 63 there says that the length
/// follows in two bytes, little-endian. The worst picture takes <see cref="Worst"/> bytes.
/// </remarks>
internal static class RunLengthCodec
{
    private const int AsIs = 0 << 6, Again = 1 << 6, AsAbove = 2 << 6, Kind = 3 << 6;
    private const int Short = 62, Long = ushort.MaxValue;
    private const int WorthIt = 4; // a shorter run costs as much as the bytes themselves

    /// <summary>The most bytes that a picture can take once it is packed.</summary>
    public static int Worst(int length) => length + 3 * (length / Long + 1);

    /// <summary>Packs a picture.</summary>
    /// <param name="picture">Its bytes.</param>
    /// <param name="width">Bytes in a row.</param>
    /// <param name="packed">At least <see cref="Worst"/> long.</param>
    /// <returns>How many bytes it takes.</returns>
    public static int Pack(ReadOnlySpan<byte> picture, int width, Span<byte> packed)
    {
        int size = 0, written = 0, at = 0;
        while (at < picture.Length)
        {
            int above = at >= width ? picture[at..].CommonPrefixLength(picture[(at - width)..]) : 0;
            int again = at >= 1 ? picture[at..].CommonPrefixLength(picture[(at - 1)..]) : 0;
            int run = Math.Max(above, again);
            if (run < WorthIt)
            {
                at++;
                continue;
            }
            PutBytes(picture[written..at], packed, ref size);
            for (int left = run; left > 0; left -= Long)
            {
                PutHead(above >= again ? AsAbove : Again, Math.Min(left, Long), packed, ref size);
            }
            written = at += run;
        }
        PutBytes(picture[written..], packed, ref size);
        return size;
    }

    /// <summary>Restores a picture.</summary>
    /// <returns>Whether the packed bytes were such a picture's.</returns>
    public static bool Unpack(ReadOnlySpan<byte> packed, int width, Span<byte> picture)
    {
        int at = 0;
        while (packed.Length > 0)
        {
            int kind = packed[0] & Kind, run = packed[0] & ~Kind;
            int head = run > Short ? 3 : 1;
            if (packed.Length < head)
            {
                return false;
            }
            run = run > Short ? BinaryPrimitives.ReadUInt16LittleEndian(packed[1..]) : run;
            packed = packed[head..];
            int back = kind switch { Again => 1, AsAbove => width, _ => 0 };
            if (run > picture.Length - at || back > at || kind == Kind || (kind == AsIs && run > packed.Length))
            {
                return false;
            }
            if (kind == AsIs)
            {
                packed[..run].CopyTo(picture[at..]);
                packed = packed[run..];
            }
            else if (kind == Again)
            {
                picture.Slice(at, run).Fill(picture[at - 1]);
            }
            else
            {
                Repeat(picture.Slice(at - width, width + run), width);
            }
            at += run;
        }
        return at == picture.Length;
    }

    /// <summary>Goes on with what a span begins with; what is already there doubles with every copy.</summary>
    private static void Repeat(Span<byte> span, int begin)
    {
        for (int there = begin; there < span.Length; there += there)
        {
            span[..Math.Min(there, span.Length - there)].CopyTo(span[there..]);
        }
    }

    private static void PutBytes(ReadOnlySpan<byte> bytes, Span<byte> packed, ref int size)
    {
        while (bytes.Length > 0)
        {
            int run = Math.Min(bytes.Length, Long);
            PutHead(AsIs, run, packed, ref size);
            bytes[..run].CopyTo(packed[size..]);
            size += run;
            bytes = bytes[run..];
        }
    }

    private static void PutHead(int kind, int run, Span<byte> packed, ref int size)
    {
        packed[size++] = (byte)(kind | Math.Min(run, Short + 1));
        if (run > Short)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(packed[size..], (ushort)run);
            size += 2;
        }
    }
}
