namespace Bellman.Drawing;

/// <summary>A colour (sRGB) with an opacity.</summary>
/// <param name="R">Red.</param>
/// <param name="G">Green.</param>
/// <param name="B">Blue.</param>
/// <param name="A">Opacity: 0 is invisible, 255 hides everything.</param>
public readonly record struct Color(byte R, byte G, byte B, byte A = 255)
{
    /// <summary>The colour that is written <c>0xRRGGBB</c>.</summary>
    public static Color Hex(int rgb) => new((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb);

    /// <summary>The same colour with an opacity from 0 to 1.</summary>
    public Color Fade(double opacity) => this with { A = (byte)Math.Round(255 * Math.Clamp(opacity, 0, 1)) };
}
