namespace Bellman.Drawing;

/// <summary>
/// The compression of GIF (Welch 1984, as appendix F of GIF89a varies it): codes of 9 to 12 bits, lowest bit first.
/// </summary>
internal sealed class GifLzw
{
    private const int Bits = 8, Clear = 1 << Bits, End = Clear + 1, CodeLimit = 1 << 12;

    private readonly Dictionary<int, int> _codes = new(CodeLimit); // (code of a known string, next index) -> code of both together
    private readonly byte[] _block = new byte[256];
    private uint _pending;
    private int _pendingBits;

    /// <summary>Writes the indices as one frame's image data.</summary>
    public void Write(ReadOnlySpan<byte> indices, Stream stream)
    {
        stream.WriteByte(Bits);
        int width = Bits + 1, next = End + 1;
        _codes.Clear();
        Put(Clear, width, stream);
        int prefix = indices[0];
        foreach (byte index in indices[1..])
        {
            int key = prefix << 8 | index;
            if (_codes.TryGetValue(key, out int code))
            {
                prefix = code;
                continue;
            }
            Put(prefix, width, stream);
            prefix = index;
            if (next < CodeLimit)
            {
                _codes[key] = next;
                width += next++ == 1 << width ? 1 : 0; // the reader learns a code one step later than the writer
            }
            else
            {
                Put(Clear, width, stream);
                _codes.Clear();
                (width, next) = (Bits + 1, End + 1);
            }
        }
        Put(prefix, width, stream);
        // Having read that code, the reader has grown its table once more.
        Put(End, next == 1 << width && width < 12 ? width + 1 : width, stream);
        Finish(stream);
    }

    private void Put(int code, int width, Stream stream)
    {
        _pending |= (uint)code << _pendingBits;
        _pendingBits += width;
        while (_pendingBits >= 8)
        {
            PutByte((byte)_pending, stream);
            _pending >>= 8;
            _pendingBits -= 8;
        }
    }

    private void PutByte(byte value, Stream stream)
    {
        _block[++_block[0]] = value;
        if (_block[0] == 255)
        {
            stream.Write(_block);
            _block[0] = 0;
        }
    }

    private void Finish(Stream stream)
    {
        if (_pendingBits > 0)
        {
            PutByte((byte)_pending, stream);
        }
        stream.Write(_block, 0, _block[0] > 0 ? _block[0] + 1 : 0);
        stream.WriteByte(0);
        (_pending, _pendingBits, _block[0]) = (0, 0, 0);
    }
}
