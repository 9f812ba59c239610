using Bellman.Atari;
using Bellman.Drawing;
using Bellman.Environments;
using Bellman.Environments.Pixels;

namespace Bellman.Tests.Environments.Pixels;

public sealed class SightTests
{
    [Theory]
    [InlineData(MaxOver.Colours, true, true)]
    [InlineData(MaxOver.Colours, false, true)]
    [InlineData(MaxOver.Greys, true, true)]
    [InlineData(MaxOver.Greys, false, false)]
    public void Looking_colours_up_by_pairs_sees_what_drawing_them_sees(MaxOver brighter, bool ntsc, bool blend)
    {
        var screen = new Confetti(37, 23, ntsc ? Palette.Ntsc : Palette.Pal);
        var options = new PixelOptions { On = true, Repeat = 4, Brighter = brighter };
        var quick = new PaletteGrayscale(screen, options);
        var naive = new CanvasGrayscale(screen, screen.Width, screen.Height, options);
        for (int frame = 0; frame < 50; frame++)
        {
            screen.Throw(frame);
            quick.KeepPrevious();
            naive.KeepPrevious();
            screen.Throw(1000 + frame);
            Assert.Equal(naive.Capture(blend), quick.Capture(blend));
        }
    }

    /// <summary>Stripes of random colours and widths, so that areas of one colour and lonely pixels both occur.</summary>
    private sealed class Confetti(int width, int height, Palette palette) : IPaletteScreen
    {
        private readonly byte[] _pixels = new byte[width * height];

        public int Width => width;

        public int Height => height;

        public ReadOnlySpan<byte> Screen => _pixels;

        public Color ColorOf(byte number) => Color.Hex((int)palette[number]);

        public void Throw(int seed)
        {
            var random = new Random(seed);
            for (int i = 0; i < _pixels.Length;)
            {
                int stripe = Math.Min(1 + random.Next(60) * random.Next(2), _pixels.Length - i);
                _pixels.AsSpan(i, stripe).Fill((byte)random.Next(256));
                i += stripe;
            }
        }

        public void Draw(Canvas canvas) => palette.ToRgb(_pixels, canvas.Rgb);
    }
}
