using System.Text;

namespace Bellman.Drawing;

/// <summary>
/// Turns pictures into text for terminals. Each line shows two rows of pixels, each character one column.
/// </summary>
internal static class TerminalPicture
{
    private const char UpperHalf = '▀';
    private const string Ramp = " .:-=+*#%@";

    /// <summary>
    /// Appends a picture in 24-bit colours: half blocks, the upper pixel as foreground and the lower one as background.
    /// </summary>
    /// <param name="canvas">The picture.</param>
    /// <param name="text">What to append to; nothing is allocated once it is long enough.</param>
    public static void AppendColored(Canvas canvas, StringBuilder text)
    {
        for (int y = 0; y < canvas.Height; y += 2)
        {
            Color upper = default, lower = default; // transparent: no pixel has these, so that every line begins with both colours
            for (int x = 0; x < canvas.Width; x++)
            {
                if (canvas[x, y] != upper)
                {
                    upper = canvas[x, y];
                    AppendColor(text, "\e[38;2;", upper);
                }
                if (y + 1 < canvas.Height && canvas[x, y + 1] != lower)
                {
                    lower = canvas[x, y + 1];
                    AppendColor(text, "\e[48;2;", lower);
                }
                text.Append(UpperHalf);
            }
            text.Append("\e[0m\n");
        }
    }

    /// <summary>
    /// Appends a picture in plain ASCII: the more two pixels differ in brightness from the picture's upper left corner,
    /// the more ink their character has.
    /// </summary>
    /// <param name="canvas">The picture.</param>
    /// <param name="text">What to append to; nothing is allocated once it is long enough.</param>
    public static void AppendPlain(Canvas canvas, StringBuilder text)
    {
        double paper = Brightness(canvas[0, 0]);
        for (int y = 0; y < canvas.Height; y += 2)
        {
            int below = Math.Min(y + 1, canvas.Height - 1);
            for (int x = 0; x < canvas.Width; x++)
            {
                double ink = (Math.Abs(Brightness(canvas[x, y]) - paper) + Math.Abs(Brightness(canvas[x, below]) - paper)) / 2;
                text.Append(Ramp[(int)Math.Round(ink / 255 * (Ramp.Length - 1))]);
            }
            text.Append('\n');
        }
    }

    private static void AppendColor(StringBuilder text, string start, Color color)
        => text.Append(start).Append(color.R).Append(';').Append(color.G).Append(';').Append(color.B).Append('m');

    // Rec. 601 luma.
    private static double Brightness(Color color) => 0.299 * color.R + 0.587 * color.G + 0.114 * color.B;
}
