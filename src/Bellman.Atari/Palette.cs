using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Bellman.Atari;

/// <summary>
/// What the television makes of the TIA's colours: bits 7 to 4 are the hue, 3 to 1 the brightness; bit 0 is colour lost
/// (PAL).
/// </summary>
public sealed class Palette
{
    private readonly uint[] _rgb = new uint[256];
    private readonly uint[] _bytes = new uint[256]; // red, green, blue and nothing, as they lie in memory
    private readonly byte[] _grey = new byte[256];

    private Palette(ReadOnlySpan<uint> colours)
    {
        for (int i = 0; i < 256; i++)
        {
            uint colour = colours[i >> 1];
            byte grey = GreyOf(colour);
            _grey[i] = grey;
            _rgb[i] = (i & 1) == 0 ? colour : (uint)(grey << 16 | grey << 8 | grey);
            _bytes[i] = MemoryMarshal.Read<uint>([(byte)(_rgb[i] >> 16), (byte)(_rgb[i] >> 8), (byte)_rgb[i], 0]);
        }
    }

    /// <summary>ALE's colours for NTSC: 16 hues by rows, 8 steps of brightness.</summary>
    public static Palette Ntsc { get; } = new(
    [
        0x000000, 0x4a4a4a, 0x6f6f6f, 0x8e8e8e, 0xaaaaaa, 0xc0c0c0, 0xd6d6d6, 0xececec,
        0x484800, 0x69690f, 0x86861d, 0xa2a22a, 0xbbbb35, 0xd2d240, 0xe8e84a, 0xfcfc54,
        0x7c2c00, 0x904811, 0xa26221, 0xb47a30, 0xc3903d, 0xd2a44a, 0xdfb755, 0xecc860,
        0x901c00, 0xa33915, 0xb55328, 0xc66c3a, 0xd5824a, 0xe39759, 0xf0aa67, 0xfcbc74,
        0x940000, 0xa71a1a, 0xb83232, 0xc84848, 0xd65c5c, 0xe46f6f, 0xf08080, 0xfc9090,
        0x840064, 0x97197a, 0xa8308f, 0xb846a2, 0xc659b3, 0xd46cc3, 0xe07cd2, 0xec8ce0,
        0x500084, 0x68199a, 0x7d30ad, 0x9246c0, 0xa459d0, 0xb56ce0, 0xc57cee, 0xd48cfc,
        0x140090, 0x331aa3, 0x4e32b5, 0x6848c6, 0x7f5cd5, 0x956fe3, 0xa980f0, 0xbc90fc,
        0x000094, 0x181aa7, 0x2d32b8, 0x4248c8, 0x545cd6, 0x656fe4, 0x7580f0, 0x8490fc,
        0x001c88, 0x183b9d, 0x2d57b0, 0x4272c2, 0x548ad2, 0x65a0e1, 0x75b5ef, 0x84c8fc,
        0x003064, 0x185080, 0x2d6d98, 0x4288b0, 0x54a0c5, 0x65b7d9, 0x75cceb, 0x84e0fc,
        0x004030, 0x18624e, 0x2d8169, 0x429e82, 0x54b899, 0x65d1ae, 0x75e7c2, 0x84fcd4,
        0x004400, 0x1a661a, 0x328432, 0x48a048, 0x5cba5c, 0x6fd26f, 0x80e880, 0x90fc90,
        0x143c00, 0x355f18, 0x527e2d, 0x6e9c42, 0x87b754, 0x9ed065, 0xb4e775, 0xc8fc84,
        0x303800, 0x505916, 0x6d762b, 0x88923e, 0xa0ab4f, 0xb7c25f, 0xccd86e, 0xe0ec7c,
        0x482c00, 0x694d14, 0x866a26, 0xa28638, 0xbb9f47, 0xd2b656, 0xe8cc63, 0xfce070,
    ]);

    /// <summary>
    /// Colours for PAL, computed from its twelve hues (even rows from yellow through green to blue, odd ones from red
    /// to violet): not ALE's table, which nothing here was measured against.
    /// </summary>
    public static Palette Pal { get; } = new(PalColours());

    /// <summary>The palette of the console's television.</summary>
    public static Palette Of(Console2600 console) => console.IsPal ? Pal : Ntsc;

    /// <summary>One colour as 0xRRGGBB.</summary>
    public uint this[byte colour] => _rgb[colour];

    /// <summary>Luminance of each of the 256 colours, round(0.2989 R + 0.5870 G + 0.1140 B) as ALE has it.</summary>
    public ReadOnlySpan<byte> Grey => _grey;

    /// <summary>
    /// Writes red, green and blue of every pixel; <paramref name="rgb"/> is three times as long as
    /// <paramref name="screen"/>.
    /// </summary>
    public void ToRgb(ReadOnlySpan<byte> screen, Span<byte> rgb)
    {
        // Four bytes are written at a time, the last of which the next pixel overwrites.
        ref byte pixel = ref MemoryMarshal.GetReference(rgb[..(3 * screen.Length)]);
        int whole = screen.Length - 1;
        for (int i = 0; i < whole; i++)
        {
            Unsafe.WriteUnaligned(ref pixel, _bytes[screen[i]]);
            pixel = ref Unsafe.Add(ref pixel, 3);
        }
        for (int i = Math.Max(whole, 0); i < screen.Length; i++)
        {
            uint colour = _rgb[screen[i]];
            (rgb[3 * i], rgb[3 * i + 1], rgb[3 * i + 2]) = ((byte)(colour >> 16), (byte)(colour >> 8), (byte)colour);
        }
    }

    private static byte GreyOf(uint colour)
        => (byte)Math.Round(0.2989 * (colour >> 16) + 0.5870 * (colour >> 8 & 0xFF) + 0.1140 * (colour & 0xFF));

    // Brightness as in NTSC's grey; hues 2 to 13 sit 30 degrees apart, two and two on opposite sides (hues 0, 1, 14 and 15 are grey).
    private static uint[] PalColours()
    {
        ReadOnlySpan<byte> brightness = [0, 74, 111, 142, 170, 192, 214, 236];
        uint[] colours = new uint[128];
        for (int i = 0; i < 128; i++)
        {
            int hue = i >> 3, step = hue - 2 >> 1;
            bool coloured = hue is >= 2 and <= 13;
            double angle = ((hue & 1) == 0 ? 165 + 30 * step : 135 - 30 * step) * Math.PI / 180;
            double strength = coloured ? 55 : 0, y = brightness[i & 7] * (coloured ? 0.9 : 1);
            double u = strength * Math.Cos(angle), v = strength * Math.Sin(angle);
            colours[i] = Channel(y + 1.14 * v) << 16 | Channel(y - 0.395 * u - 0.581 * v) << 8 | Channel(y + 2.032 * u);
        }
        return colours;

        static uint Channel(double value) => (uint)Math.Clamp(Math.Round(value), 0, 255);
    }
}
