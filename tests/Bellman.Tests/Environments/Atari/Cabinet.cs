using Bellman.Atari;
using Bellman.Environments.Atari;

namespace Bellman.Tests.Environments.Atari;

/// <summary>Programs that do little, and games on them.</summary>
internal static class Cabinet
{
    /// <summary>
    /// One frame after another: counts them at $80, writes the contacts of the stick that are pressed to $81, counts the frames with the
    /// button at $82, with RESET at $83 and with SELECT at $84. The background has the colour of the count; 200 lines.
    /// </summary>
    public static byte[] Program { get; } = Rom(
        0xA9, 0x02, 0x85, 0x00, 0x85, 0x02, 0x85, 0x02, 0x85, 0x02, 0xA9, 0x00, 0x85, 0x00, 0x85, 0x01, // VSYNC for three lines, VBLANK off
        0xE6, 0x80,                                           // INC $80
        0xAD, 0x80, 0x02, 0x49, 0xFF, 0x85, 0x81,             // LDA SWCHA, EOR #$FF, STA $81
        0xA5, 0x0C, 0x30, 0x02, 0xE6, 0x82,                   // LDA INPT4, BMI +2, INC $82
        0xAD, 0x82, 0x02, 0x4A, 0xB0, 0x02, 0xE6, 0x83,       // LDA SWCHB, LSR, BCS +2, INC $83
        0xAD, 0x82, 0x02, 0x29, 0x02, 0xD0, 0x02, 0xE6, 0x84, // LDA SWCHB, AND #2, BNE +2, INC $84
        0xA5, 0x80, 0x85, 0x09,                               // LDA $80, STA COLUBK
        0xA2, 200, 0x85, 0x02, 0xCA, 0xD0, 0xFB,              // LDX #200, then STA WSYNC, DEX, BNE
        0x4C, 0x00, 0xF0);

    /// <summary>A game whose score is the frame counter, whose lives are at $81 and which ends when the counter reaches a number.</summary>
    public static AtariGame Game(int end = 256)
        => new("Own", "own", "", (ram, before) => before.Next(ram[0x80], isOver: ram[0x80] == end, ram[0x81]));

    public static AtariEnvironment Create(AtariOptions options, AtariGame? game = null)
        => new("Own-v0", game ?? Game(), new Cartridge(Program), options);

    private static byte[] Rom(params ReadOnlySpan<byte> code)
    {
        byte[] image = new byte[4096];
        code.CopyTo(image);
        image[^3] = 0xF0; // the reset vector is $F000
        return image;
    }
}
