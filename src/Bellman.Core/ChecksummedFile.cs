using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Bellman;

/// <summary>
/// A file with a checksum: a magic word, a version, the length of the content, the content, and a CRC-32C of
/// everything. A damaged file is refused. It is written as an <see cref="AtomicFile"/>.
/// </summary>
internal static class ChecksummedFile
{
    private const int HeaderLength = 24;
    private const int TrailerLength = 4;

    /// <summary>Writes a file.</summary>
    /// <param name="path">Its final name.</param>
    /// <param name="magic">Eight characters that say what it is.</param>
    /// <param name="version">The format's version.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="BellmanException">It cannot be written there.</exception>
    public static void Write(string path, string magic, int version, Action<Stream> write)
        => AtomicFile.Write(path, file =>
        {
            file.Write(new byte[HeaderLength]);
            write(file);
            long length = file.Position - HeaderLength;
            file.Position = 0;
            file.Write(Header(magic, version, length));
            file.Flush();
            file.Position = 0;
            uint checksum = Checksum(file, HeaderLength + length);
            Span<byte> trailer = stackalloc byte[TrailerLength];
            BinaryPrimitives.WriteUInt32LittleEndian(trailer, checksum);
            file.Write(trailer);
        });

    /// <summary>Checks a file from end to end, then hands its content to <paramref name="read"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="magic">The characters that say what it is.</param>
    /// <param name="version">The newest version of the format that the caller knows.</param>
    /// <param name="read">Reads the whole content; is told in which version it was written.</param>
    /// <exception cref="BellmanException">
    /// It is missing, of another kind, newer than this program, cut short, damaged, or longer than what was read.
    /// </exception>
    public static T Read<T>(string path, string magic, int version, Func<Stream, int, T> read)
    {
        try
        {
            using FileStream file = InputFile.Open(path, long.MaxValue, $"a {magic.Trim()} file of Bellman");
            Span<byte> header = stackalloc byte[HeaderLength];
            int got = file.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false);
            if (got < 8 || !header[..8].SequenceEqual(Header(magic, version, 0).AsSpan(0, 8)))
            {
                throw new BellmanException($"'{path}' is not a {magic.Trim()} file of Bellman.");
            }
            if (got < HeaderLength)
            {
                throw new BellmanException($"'{path}' is cut short: it has {got} bytes.");
            }
            int found = BinaryPrimitives.ReadInt32LittleEndian(header[8..]);
            if (found > version)
            {
                throw new BellmanException($"'{path}' has format {found}, and this version of Bellman reads up to {version}: use a newer version.");
            }
            long length = BinaryPrimitives.ReadInt64LittleEndian(header[16..]);
            if (length < 0 || file.Length - HeaderLength - TrailerLength != length)
            {
                long there = file.Length - HeaderLength - TrailerLength;
                throw new BellmanException($"'{path}' is cut short or has grown: its content should have {length} bytes and has {there}.");
            }
            file.Position = 0;
            uint checksum = Checksum(file, HeaderLength + length);
            Span<byte> trailer = stackalloc byte[TrailerLength];
            file.ReadExactly(trailer);
            if (checksum != BinaryPrimitives.ReadUInt32LittleEndian(trailer))
            {
                throw new BellmanException($"'{path}' is damaged: its checksum does not match its content.");
            }
            file.Position = HeaderLength;
            T content = read(file, found);
            return file.Position == HeaderLength + length ? content
                : throw new BellmanException($"'{path}' is damaged: it holds something else than what it should.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BellmanException($"'{path}' cannot be read: {e.Message}", e);
        }
    }

    private static byte[] Header(string magic, int version, long length)
    {
        byte[] header = new byte[HeaderLength];
        System.Text.Encoding.ASCII.GetBytes(magic.PadRight(8).AsSpan(0, 8), header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), version);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(16), length);
        return header;
    }

    private static uint Checksum(Stream stream, long length)
    {
        byte[] buffer = new byte[1 << 16];
        uint crc = uint.MaxValue;
        while (length > 0)
        {
            Span<byte> piece = buffer.AsSpan(0, (int)Math.Min(buffer.Length, length));
            stream.ReadExactly(piece);
            length -= piece.Length;
            int whole = piece.Length & ~7;
            foreach (ulong word in MemoryMarshal.Cast<byte, ulong>(piece[..whole]))
            {
                crc = BitOperations.Crc32C(crc, word);
            }
            foreach (byte b in piece[whole..])
            {
                crc = BitOperations.Crc32C(crc, b);
            }
        }
        return ~crc;
    }
}
