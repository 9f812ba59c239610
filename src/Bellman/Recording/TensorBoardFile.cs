using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Bellman.Recording;

/// <summary>
/// Writes scalars as TensorBoard reads them: records of length, checksum, data, checksum (TensorFlow's TFRecord
/// format), each holding one <c>Event</c> message of TensorFlow's <c>event.proto</c>. Written by hand: six fields do
/// not need a library.
/// </summary>
internal sealed class TensorBoardFile
{
    private const int WallTime = 1, Step = 2, FileVersion = 3, Summary = 5; // Event
    private const int Value = 1;                                           // Summary
    private const int Tag = 1, SimpleValue = 2;                            // Summary.Value
    private const int Varint = 0, Fixed64 = 1, Bytes = 2, Fixed32 = 5;     // wire types

    private readonly Stream _stream;
    private byte[] _record = new byte[1024];
    private int _length;

    /// <summary>Writes to a stream; to an empty one first says which version of the format follows.</summary>
    public TensorBoardFile(Stream stream, DateTimeOffset now)
    {
        _stream = stream;
        if (stream.Length == 0)
        {
            Begin(now);
            Put(FileVersion, "brain.Event:2"u8);
            End();
        }
    }

    /// <summary>Writes one event that holds several scalars. What is not a finite number is left out.</summary>
    public void Write(long step, DateTimeOffset now, params ReadOnlySpan<(string Tag, double Value)> scalars)
    {
        Begin(now);
        PutKey(Step, Varint);
        PutVarint((ulong)step);
        foreach ((string tag, double value) in scalars)
        {
            if (double.IsFinite(value))
            {
                Put(tag, (float)value);
            }
        }
        End();
    }

    /// <summary>How many bytes of a file are whole records; what follows a broken one nobody reads.</summary>
    internal static long WholeRecords(Stream file)
    {
        Span<byte> head = stackalloc byte[sizeof(ulong)];
        long end = 0;
        while (true)
        {
            file.Position = end;
            if (file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length)
            {
                return end;
            }
            ulong length = BinaryPrimitives.ReadUInt64LittleEndian(head);
            long left = file.Length - end - sizeof(ulong) - 2 * sizeof(uint);
            if (left < 0 || length > (ulong)left)
            {
                return end;
            }
            end = file.Length - left + (long)length;
        }
    }

    private void Put(string tag, float value)
    {
        int tagLength = Encoding.UTF8.GetByteCount(tag);
        int valueLength = 1 + VarintLength((ulong)tagLength) + tagLength + 1 + sizeof(float);
        PutKey(Summary, Bytes);
        PutVarint((ulong)(1 + VarintLength((ulong)valueLength) + valueLength));
        PutKey(Value, Bytes);
        PutVarint((ulong)valueLength);
        PutKey(Tag, Bytes);
        PutVarint((ulong)tagLength);
        Encoding.UTF8.GetBytes(tag, Room(tagLength));
        PutKey(SimpleValue, Fixed32);
        BinaryPrimitives.WriteSingleLittleEndian(Room(sizeof(float)), value);
    }

    private void Put(int field, ReadOnlySpan<byte> bytes)
    {
        PutKey(field, Bytes);
        PutVarint((ulong)bytes.Length);
        bytes.CopyTo(Room(bytes.Length));
    }

    private void Begin(DateTimeOffset now)
    {
        _length = 0;
        PutKey(WallTime, Fixed64);
        BinaryPrimitives.WriteDoubleLittleEndian(Room(sizeof(double)), now.ToUnixTimeMilliseconds() / 1000.0);
    }

    private void End()
    {
        Span<byte> head = stackalloc byte[sizeof(ulong) + sizeof(uint)];
        BinaryPrimitives.WriteUInt64LittleEndian(head, (ulong)_length);
        BinaryPrimitives.WriteUInt32LittleEndian(head[sizeof(ulong)..], MaskedCrc(head[..sizeof(ulong)]));
        Span<byte> foot = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(foot, MaskedCrc(_record.AsSpan(0, _length)));
        _stream.Write(head);
        _stream.Write(_record.AsSpan(0, _length));
        _stream.Write(foot);
    }

    private void PutKey(int field, int wireType) => PutVarint((ulong)(field << 3 | wireType));

    private void PutVarint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            Room(1)[0] = (byte)(value | 0x80);
        }
        Room(1)[0] = (byte)value;
    }

    private static int VarintLength(ulong value) => (BitOperations.Log2(value | 1) + 7) / 7;

    private Span<byte> Room(int count)
    {
        if (_length + count > _record.Length)
        {
            Array.Resize(ref _record, Math.Max(2 * _record.Length, _length + count));
        }
        _length += count;
        return _record.AsSpan(_length - count, count);
    }

    /// <summary>
    /// CRC-32C, turned and shifted: a checksum of data that holds checksums would otherwise be weak (TensorFlow's
    /// crc32c.h).
    /// </summary>
    internal static uint MaskedCrc(ReadOnlySpan<byte> data)
    {
        uint crc = ~0u;
        foreach (byte b in data)
        {
            crc = BitOperations.Crc32C(crc, b);
        }
        return BitOperations.RotateRight(~crc, 15) + 0xa282ead8u;
    }
}
