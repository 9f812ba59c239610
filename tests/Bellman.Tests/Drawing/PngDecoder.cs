using System.Buffers.Binary;
using System.IO.Compression;
using Bellman.Drawing;

namespace Bellman.Tests.Drawing;

/// <summary>Reads back what Png writes, from the specification: unfiltered 8-bit RGB only. Checksums are recomputed bit by bit.</summary>
internal static class PngDecoder
{
    public static Canvas Read(byte[] file)
    {
        Assert.Equal([137, 80, 78, 71, 13, 10, 26, 10], file[..8]);
        Canvas? canvas = null;
        var data = new MemoryStream();
        int at = 8;
        while (at < file.Length)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            string type = System.Text.Encoding.ASCII.GetString(file, at + 4, 4);
            byte[] body = file[(at + 8)..(at + 8 + length)];
            Assert.Equal(Crc(file.AsSpan(at + 4, 4 + length)), BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + 8 + length)));
            at += 12 + length;
            switch (type)
            {
                case "IHDR":
                    Assert.Equal([8, 2, 0, 0, 0], body[8..]);
                    canvas = new Canvas(BinaryPrimitives.ReadInt32BigEndian(body), BinaryPrimitives.ReadInt32BigEndian(body.AsSpan(4)));
                    break;
                case "IDAT":
                    data.Write(body);
                    break;
                default:
                    Assert.Equal(("IEND", file.Length), (type, at));
                    break;
            }
        }
        data.Position = 0;
        using var pixels = new ZLibStream(data, CompressionMode.Decompress);
        for (int y = 0; y < canvas!.Height; y++)
        {
            Assert.Equal(0, pixels.ReadByte());
            pixels.ReadExactly(canvas.Rgb, y * canvas.Width * 3, canvas.Width * 3);
        }
        Assert.Equal(-1, pixels.ReadByte());
        return canvas;
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = crc >> 1 ^ (0xEDB88320u & (uint)-(int)(crc & 1));
            }
        }
        return ~crc;
    }
}
