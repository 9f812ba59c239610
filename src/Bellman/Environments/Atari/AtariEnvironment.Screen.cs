using Bellman.Atari;
using Bellman.Drawing;

namespace Bellman.Environments.Atari;

internal sealed partial class AtariEnvironment : IPaletteScreen
{
    /// <inheritdoc/>
    public int Width => _machine.Console.Width;

    /// <inheritdoc/>
    public int Height => _machine.Console.Height;

    /// <inheritdoc/>
    /// <remarks>A television shows 60 frames in a second.</remarks>
    public double FramesPerSecond => 60.0 / Spec.FramesPerAction;

    /// <summary>The television's colours.</summary>
    public Palette Palette => Palette.Of(_machine.Console);

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Screen => _machine.Console.Screen;

    /// <inheritdoc/>
    public Color ColorOf(byte number) => Color.Hex((int)Palette[number]);

    /// <inheritdoc/>
    /// <remarks>The television's own pixels, each repeated or left out as the size demands.</remarks>
    public void Draw(Canvas canvas)
    {
        if (canvas.Width == Width && canvas.Height == Height)
        {
            Palette.ToRgb(Screen, canvas.Rgb);
            return;
        }
        for (int y = 0, i = 0; y < canvas.Height; y++)
        {
            ReadOnlySpan<byte> row = Screen.Slice(y * Height / canvas.Height * Width, Width);
            for (int x = 0; x < canvas.Width; x++, i += 3)
            {
                uint colour = Palette[row[x * Width / canvas.Width]];
                canvas.Rgb[i] = (byte)(colour >> 16);
                canvas.Rgb[i + 1] = (byte)(colour >> 8);
                canvas.Rgb[i + 2] = (byte)colour;
            }
        }
    }
}
