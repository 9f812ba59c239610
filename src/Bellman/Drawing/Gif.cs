using System.Buffers.Binary;

namespace Bellman.Drawing;

/// <summary>
/// Writes a looping animation as GIF89a, frame by frame; only the last picture is kept in memory. Pictures with at most
/// 255 colours are exact. The palette of the first frame is used until a frame needs other colours; that frame has its
/// own palette.
/// </summary>
/// <example><code>
/// using FileStream file = File.Create("run.gif");
/// using var gif = new Gif(file, canvas.Width, canvas.Height);
/// gif.Add(canvas, seconds: 0.02);
/// </code></example>
public sealed class Gif : IDisposable
{
    private const byte Unchanged = GifPalette.Capacity; // the transparent index: what was there before shows through

    private readonly Stream _stream;
    private readonly int _width, _height;
    private readonly byte[] _shown;
    private readonly byte[] _indices;
    private readonly GifLzw _lzw = new();
    private GifPalette? _palette;
    private double _time;
    private long _ticks;

    /// <summary>Begins a file.</summary>
    /// <param name="stream">Where to write; left open.</param>
    /// <param name="width">Width of all frames in pixels.</param>
    /// <param name="height">Height of all frames in pixels.</param>
    /// <exception cref="BellmanException">A side is not in 1 .. 65535, the format's limit.</exception>
    public Gif(Stream stream, int width, int height)
    {
        if (width is < 1 or > ushort.MaxValue || height is < 1 or > ushort.MaxValue)
        {
            throw new BellmanException($"A GIF cannot have {width} x {height} pixels: both sides must be from 1 to {ushort.MaxValue}.");
        }
        (_stream, _width, _height) = (stream, width, height);
        _shown = new byte[width * height * 3];
        _indices = new byte[width * height];
    }

    /// <summary>Appends a picture.</summary>
    /// <param name="canvas">The picture, of the animation's size.</param>
    /// <param name="seconds">
    /// How long it is shown, at least 0.02 (viewers show shorter frames far longer). Times are rounded so that they add
    /// up.
    /// </param>
    /// <exception cref="BellmanException">The picture has another size.</exception>
    public void Add(Canvas canvas, double seconds)
    {
        if (canvas.Width != _width || canvas.Height != _height)
        {
            throw new BellmanException(
                $"A frame of {canvas.Width} x {canvas.Height} pixels does not fit into a GIF of {_width} x {_height}.");
        }
        bool first = _palette is null;
        if (first)
        {
            _palette = new GifPalette(canvas.Rgb);
            WriteHeader(_palette);
        }
        (int left, int top, int right, int bottom) = first ? (0, 0, _width, _height) : ChangedBox(canvas.Rgb);
        GifPalette palette = _palette!;
        if (!Index(canvas.Rgb, palette, left, top, right, bottom, everything: first))
        {
            palette = new GifPalette(canvas.Rgb);
            Index(canvas.Rgb, palette, left, top, right, bottom, everything: first);
        }
        WriteFrame(palette, left, top, right - left, bottom - top, Delay(seconds));
        canvas.Rgb.CopyTo(_shown, 0);
    }

    /// <summary>Ends the animation.</summary>
    public void Dispose()
    {
        if (_palette is not null)
        {
            _stream.WriteByte((byte)';');
        }
    }

    private ushort Delay(double seconds)
    {
        _time += Math.Max(seconds, 0.02);
        long ticks = Math.Clamp((long)Math.Round(_time * 100) - _ticks, 2, ushort.MaxValue);
        _ticks += ticks;
        return (ushort)ticks;
    }

    /// <summary>
    /// The smallest rectangle with everything that differs from the last frame; one pixel where nothing does.
    /// </summary>
    private (int Left, int Top, int Right, int Bottom) ChangedBox(byte[] rgb)
    {
        int stride = _width * 3;
        (int left, int top, int right, int bottom) = (_width, _height, 0, 0);
        for (int y = 0; y < _height; y++)
        {
            ReadOnlySpan<byte> now = rgb.AsSpan(y * stride, stride), before = _shown.AsSpan(y * stride, stride);
            int start = now.CommonPrefixLength(before);
            if (start < stride)
            {
                int end = stride;
                while (now[end - 1] == before[end - 1])
                {
                    end--;
                }
                (left, right) = (Math.Min(left, start / 3), Math.Max(right, (end + 2) / 3));
                (top, bottom) = (Math.Min(top, y), y + 1);
            }
        }
        return right > 0 ? (left, top, right, bottom) : (0, 0, 1, 1);
    }

    /// <summary>Fills the indices of a rectangle; false where the palette lacks a colour.</summary>
    private bool Index(byte[] rgb, GifPalette palette, int left, int top, int right, int bottom, bool everything)
    {
        int next = 0;
        for (int y = top; y < bottom; y++)
        {
            for (int x = left; x < right; x++)
            {
                int i = (y * _width + x) * 3;
                if (!everything && rgb.AsSpan(i, 3).SequenceEqual(_shown.AsSpan(i, 3)))
                {
                    _indices[next++] = Unchanged;
                    continue;
                }
                _indices[next++] = palette.Nearest(rgb[i] << 16 | rgb[i + 1] << 8 | rgb[i + 2], out bool near);
                if (!near && !everything && palette == _palette)
                {
                    return false;
                }
            }
        }
        return true;
    }

    private void WriteHeader(GifPalette palette)
    {
        _stream.Write("GIF89a"u8);
        WriteShorts(_width, _height);
        _stream.Write([0xF7, Unchanged, 0]); // a table of 256 colours, 8 bits each; background; square pixels
        _stream.Write(palette.Table);
        _stream.Write([0x21, 0xFF, 11, .. "NETSCAPE2.0"u8, 3, 1, 0, 0, 0]); // repeat for ever
    }

    private void WriteFrame(GifPalette palette, int left, int top, int width, int height, ushort delay)
    {
        _stream.Write([0x21, 0xF9, 4, 0x05]); // keep this frame below the next; one colour is transparent
        WriteShorts(delay);
        _stream.Write([Unchanged, 0, (byte)',']);
        WriteShorts(left, top, width, height);
        _stream.WriteByte(palette == _palette ? (byte)0 : (byte)0x87);
        if (palette != _palette)
        {
            _stream.Write(palette.Table);
        }
        _lzw.Write(_indices.AsSpan(0, width * height), _stream);
    }

    private void WriteShorts(params ReadOnlySpan<int> numbers)
    {
        Span<byte> bytes = stackalloc byte[2];
        foreach (int number in numbers)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)number);
            _stream.Write(bytes);
        }
    }
}
