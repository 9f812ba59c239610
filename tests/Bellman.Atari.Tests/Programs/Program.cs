namespace Bellman.Atari.Tests.Programs;

/// <summary>Small ROM images out of a few bytes of machine code at $F000.</summary>
internal static class Program
{
    public static byte[] Rom(int length, params ReadOnlySpan<byte> code)
    {
        byte[] image = new byte[length];
        code.CopyTo(image);
        image[^4] = 0x00; // reset vector: $F000
        image[^3] = 0xF0;
        return image;
    }

    /// <summary>A frame loop: 3 lines of VSYNC, then <paramref name="lines"/> lines in which <paramref name="body"/> runs once per line.</summary>
    public static byte[] Frames(int lines, params ReadOnlySpan<byte> body)
    {
        List<byte> code =
        [
            0xA9, 0x02, 0x85, 0x00, // LDA #2, STA VSYNC
            0x85, 0x02, 0x85, 0x02, 0x85, 0x02, // three times STA WSYNC
            0xA9, 0x00, 0x85, 0x00, 0x85, 0x01, // LDA #0, STA VSYNC, STA VBLANK
            0xE6, 0x80, // INC $80: the program's clock
            0xA2, (byte)lines, // LDX #lines
        ];
        int loop = code.Count;
        code.AddRange(body);
        code.AddRange([0x85, 0x02, 0xCA, 0xD0]); // STA WSYNC, DEX, BNE loop
        code.Add((byte)(loop - code.Count - 1));
        code.AddRange([0x4C, 0x00, 0xF0]);
        return Rom(4096, [.. code]);
    }
}
