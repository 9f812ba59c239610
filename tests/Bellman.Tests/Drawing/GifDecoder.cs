using Bellman.Drawing;

namespace Bellman.Tests.Drawing;

internal sealed record GifFrame(Canvas Picture, int Delay, bool OwnPalette);

/// <summary>Reads GIF89a from its specification, frame laid over frame, and insists on every byte being accounted for.</summary>
internal sealed class GifDecoder
{
    private readonly byte[] _file;
    private int _at;

    private GifDecoder(byte[] file) => _file = file;

    public static List<GifFrame> Read(byte[] file) => new GifDecoder(file).Frames();

    private List<GifFrame> Frames()
    {
        Assert.Equal("GIF89a"u8.ToArray(), Take(6));
        (int width, int height) = (Short(), Short());
        int flags = Byte();
        Assert.Equal(0x80, flags & 0x80);
        Take(2);
        byte[] palette = Take(3 << (flags & 7) + 1);
        var screen = new Canvas(width, height);
        List<GifFrame> frames = [];
        (int delay, int transparent) = (0, -1);
        bool repeats = false;
        for (int block = Byte(); block != ';'; block = Byte())
        {
            if (block == '!')
            {
                int label = Byte();
                byte[] body = SubBlocks();
                if (label == 0xF9)
                {
                    Assert.Equal((4, 1), (body.Length, body[0] >> 2 & 7)); // disposal: leave in place
                    delay = body[1] | body[2] << 8;
                    transparent = (body[0] & 1) != 0 ? body[3] : -1;
                }
                repeats |= label == 0xFF && System.Text.Encoding.ASCII.GetString(body[..11]) == "NETSCAPE2.0" && body[12] == 0 && body[13] == 0;
                continue;
            }
            Assert.Equal(',', block);
            (int left, int top, int w, int h, int local) = (Short(), Short(), Short(), Short(), Byte());
            byte[] colors = (local & 0x80) != 0 ? Take(3 << (local & 7) + 1) : palette;
            int bits = Byte();
            List<byte> indices = Decompress(SubBlocks(), bits);
            Assert.Equal(w * h, indices.Count);
            for (int i = 0; i < indices.Count; i++)
            {
                if (indices[i] != transparent)
                {
                    colors.AsSpan(indices[i] * 3, 3).CopyTo(screen.Rgb.AsSpan(((top + i / w) * width + left + i % w) * 3));
                }
            }
            var picture = new Canvas(width, height);
            screen.Rgb.CopyTo(picture.Rgb, 0);
            frames.Add(new(picture, delay, (local & 0x80) != 0));
        }
        Assert.Equal(_file.Length, _at);
        Assert.True(repeats);
        return frames;
    }

    private static List<byte> Decompress(byte[] data, int bits)
    {
        int clear = 1 << bits, position = 0, width = bits + 1;
        List<byte[]> table = [];
        List<byte> indices = [];
        byte[]? last = null;
        while (true)
        {
            int code = 0;
            for (int bit = 0; bit < width; bit++, position++)
            {
                code |= (data[position >> 3] >> (position & 7) & 1) << bit;
            }
            if (code == clear)
            {
                table = [.. Enumerable.Range(0, clear + 2).Select(i => new[] { (byte)i })];
                (width, last) = (bits + 1, null);
                continue;
            }
            if (code == clear + 1)
            {
                Assert.Equal(data.Length, position + 7 >> 3);
                return indices;
            }
            Assert.InRange(code, 0, table.Count - (last is null ? 1 : 0));
            byte[] entry = code < table.Count ? table[code] : [.. last!, last![0]];
            indices.AddRange(entry);
            if (last is not null && table.Count < 4096)
            {
                table.Add([.. last, entry[0]]);
            }
            width = table.Count == 1 << width && width < 12 ? width + 1 : width;
            last = entry;
        }
    }

    private byte[] SubBlocks()
    {
        List<byte> body = [];
        for (int length = Byte(); length > 0; length = Byte())
        {
            body.AddRange(Take(length));
        }
        return [.. body];
    }

    private int Byte() => _file[_at++];

    private int Short() => Byte() | Byte() << 8;

    private byte[] Take(int count) => _file[_at..(_at += count)];
}
