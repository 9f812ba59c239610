using System.Runtime.InteropServices;
using Bellman.Drawing;

namespace Bellman.Environments.Pixels;

/// <summary>
/// Converts a palette screen to grayscale by table lookup, one entry for every pair of colours of two frames. Gives the
/// same bytes as <see cref="CanvasGrayscale"/>.
/// </summary>
internal sealed class PaletteGrayscale : IGrayscaleSource
{
    private const int Colours = 256;

    private readonly IPaletteScreen _screen;
    private readonly byte[] _glimpse; // the last frame but one; empty where nobody asks for it
    private readonly byte[] _picture;
    private readonly byte[] _greys;   // [256 x 256], by the colour here and the colour in the glimpse

    /// <summary>Converts a screen at its natural size.</summary>
    public PaletteGrayscale(IPaletteScreen screen, PixelOptions options)
    {
        _screen = screen;
        Output = new(1, screen.Height, screen.Width);
        _picture = new byte[Output.Length];
        _glimpse = new byte[options.Repeat == 1 ? 0 : Output.Length];
        _greys = GreysOf(screen, options.Brighter);
    }

    /// <inheritdoc/>
    public ImageShape Output { get; }

    /// <inheritdoc/>
    public void KeepPrevious() => _screen.Screen.CopyTo(_glimpse);

    /// <inheritdoc/>
    public byte[] Capture(bool blend)
    {
        ReadOnlySpan<byte> now = _screen.Screen, before = blend ? _glimpse : now;
        ReadOnlySpan<ulong> eightsNow = MemoryMarshal.Cast<byte, ulong>(now), eightsBefore = MemoryMarshal.Cast<byte, ulong>(before);
        Span<ulong> eights = MemoryMarshal.Cast<byte, ulong>(_picture.AsSpan());
        int done = eights.Length * sizeof(ulong);
        MakeGrey(now[done..], before[done..], _picture.AsSpan(done));
        // Most pictures have wide areas of one colour: eight pixels like the eight before them are the same greys.
        for (int i = 0; i < eights.Length; i++)
        {
            if (i > 0 && eightsNow[i] == eightsNow[i - 1] && eightsBefore[i] == eightsBefore[i - 1])
            {
                eights[i] = eights[i - 1];
            }
            else
            {
                int at = i * sizeof(ulong);
                MakeGrey(now.Slice(at, sizeof(ulong)), before.Slice(at, sizeof(ulong)), _picture.AsSpan(at, sizeof(ulong)));
            }
        }
        return _picture;
    }

    private void MakeGrey(ReadOnlySpan<byte> now, ReadOnlySpan<byte> before, Span<byte> greys)
    {
        for (int i = 0; i < greys.Length; i++)
        {
            greys[i] = _greys[now[i] * Colours + before[i]];
        }
    }

    // One look at a picture that shows every pair.
    private static byte[] GreysOf(IPaletteScreen screen, MaxOver brighter)
    {
        byte[] rgb = new byte[3 * Colours * Colours], before = new byte[rgb.Length], greys = new byte[Colours * Colours];
        for (int i = 0; i < greys.Length; i++)
        {
            Put(screen.ColorOf((byte)(i / Colours)), rgb.AsSpan(3 * i));
            Put(screen.ColorOf((byte)i), before.AsSpan(3 * i));
        }
        var grey = new Grayscale(Colours, Colours);
        if (brighter == MaxOver.Colours)
        {
            PixelMath.Max(rgb, before);
            grey.Apply(rgb, greys);
        }
        else
        {
            byte[] greysBefore = new byte[greys.Length];
            grey.Apply(rgb, greys);
            grey.Apply(before, greysBefore);
            PixelMath.Max(greys, greysBefore);
        }
        return greys;
    }

    private static void Put(Color color, Span<byte> rgb) => (rgb[0], rgb[1], rgb[2]) = (color.R, color.G, color.B);
}
