using System.Globalization;
using System.Text;

namespace Bellman.Cli.Terminal;

/// <summary>A line drawn with braille characters: 2 x 4 dots in each place of the terminal.</summary>
internal static class BrailleChart
{
    private const int DotsAcross = 2, DotsDown = 4, Blank = 0x2800;

    // The bit of each dot, by row and column (Unicode's braille patterns).
    private static readonly int[,] Bits = { { 0x01, 0x08 }, { 0x02, 0x10 }, { 0x04, 0x20 }, { 0x40, 0x80 } };

    /// <summary>Draws values against their number.</summary>
    /// <param name="values">At least one; each dot column shows the mean of its share.</param>
    /// <param name="width">Columns of text, labels included.</param>
    /// <param name="height">Rows of text.</param>
    public static IReadOnlyList<string> Draw(IReadOnlyList<double> values, int width, int height)
    {
        double low = values.Min(), high = values.Max();
        (string top, string bottom) = (Label(high), Label(low));
        int margin = Math.Max(top.Length, bottom.Length);
        int columns = Math.Max(width - margin - 2, 10);
        int[,] cells = Plot(values, low, high, columns, height);
        var lines = new List<string>();
        for (int row = 0; row < height; row++)
        {
            string label = row == 0 ? top : row == height - 1 ? bottom : "";
            var line = new StringBuilder(label.PadLeft(margin)).Append(row == 0 || row == height - 1 ? " \u2524" : " \u2502");
            for (int column = 0; column < columns; column++)
            {
                line.Append((char)(Blank + cells[row, column]));
            }
            lines.Add(line.ToString());
        }
        return lines;
    }

    private static int[,] Plot(IReadOnlyList<double> values, double low, double high, int columns, int height)
    {
        int[,] cells = new int[height, columns];
        int across = columns * DotsAcross, down = height * DotsDown;
        int before = -1;
        for (int x = 0; x < across; x++)
        {
            double below = high > low ? (high - Share(values, x, across)) / (high - low) : 1;
            int y = (int)Math.Round(Math.Clamp(below, 0, 1) * (down - 1));
            int from = before < 0 ? y : before < y ? before + 1 : before > y ? before - 1 : y;
            for (int dot = Math.Min(from, y); dot <= Math.Max(from, y); dot++)
            {
                cells[dot / DotsDown, x / DotsAcross] |= Bits[dot % DotsDown, x % DotsAcross];
            }
            before = y;
        }
        return cells;
    }

    private static double Share(IReadOnlyList<double> values, int x, int across)
    {
        int from = (int)((long)x * values.Count / across);
        int to = Math.Max(from + 1, (int)((x + 1L) * values.Count / across));
        double sum = 0;
        for (int i = from; i < to; i++)
        {
            sum += values[i];
        }
        return sum / (to - from);
    }

    private static string Label(double value) => value.ToString(Math.Abs(value) < 10 ? "0.##" : "0", CultureInfo.InvariantCulture);
}
