using System.Globalization;
using System.Text;

namespace Bellman.Drawing.Charts;

/// <summary>
/// Names the series of a panel: to the right of the panel's title where that fits, else in rows below it.
/// </summary>
internal static class ChartLegend
{
    public const double RowHeight = 18;
    private const double SwatchWidth = 22, Space = 6, Gap = 18;

    /// <summary>The entries, row by row.</summary>
    public static IReadOnlyList<IReadOnlyList<ChartSeries>> Rows(ChartPanel panel, double width)
    {
        ChartSeries[] named = [.. panel.Series.Where(s => s.Name.Length > 0)];
        if (named.Length == 0 || named.Sum(Width) <= width - TextWidth(panel.Title) - Gap)
        {
            return [named];
        }
        var rows = new List<IReadOnlyList<ChartSeries>> { Array.Empty<ChartSeries>() };
        var row = new List<ChartSeries>();
        foreach (ChartSeries entry in named)
        {
            if (row.Count > 0 && row.Sum(Width) + Width(entry) > width)
            {
                rows.Add(row);
                row = [];
            }
            row.Add(entry);
        }
        rows.Add(row);
        return rows;
    }

    /// <summary>Draws one row that begins at a place, or ends there.</summary>
    public static void Draw(StringBuilder svg, IReadOnlyList<ChartSeries> row, double at, bool endsThere, double middle, string ink)
    {
        double left = endsThere ? at - row.Sum(Width) + Gap : at;
        foreach (ChartSeries entry in row)
        {
            Swatch(svg, entry, left, middle);
            ChartSvg.Text(svg, left + SwatchWidth + Space, middle + 4, entry.Name, "start", ink, "");
            left += Width(entry);
        }
    }

    private static double Width(ChartSeries entry) => SwatchWidth + Space + TextWidth(entry.Name) + Gap;

    // Nobody can measure text without a font; this is wide enough for the usual ones.
    private static double TextWidth(string text) => text.Sum(c => c switch
    {
        'm' or 'w' or 'M' or 'W' => 11.2,
        'i' or 'l' or 'j' or 't' or 'f' or 'r' or '.' or ',' or ' ' or '-' => 4.6,
        _ => char.IsUpper(c) || char.IsDigit(c) ? 7.8 : 7.3,
    });

    private static void Swatch(StringBuilder svg, ChartSeries series, double left, double middle)
    {
        string color = ChartPalette.Color(series.Color);
        string shape = series.Mark switch
        {
            ChartMark.Dots => string.Create(CultureInfo.InvariantCulture,
                $"<circle cx=\"{left + SwatchWidth - 5:F1}\" cy=\"{middle:F1}\" r=\"2.6\" fill=\"{color}\" fill-opacity=\"0.5\"/>"),
            ChartMark.Diamonds => string.Create(CultureInfo.InvariantCulture,
                $"<path d=\"{ChartMarks.Diamond(left + SwatchWidth - 5, middle)}\" fill=\"#ffffff\" stroke=\"{color}\" stroke-width=\"1.5\"/>"),
            _ => string.Create(CultureInfo.InvariantCulture,
                $"<path d=\"M{left:F1} {middle:F1}h{SwatchWidth}\" stroke=\"{color}\" stroke-width=\"2\" "
                + $"stroke-dasharray=\"{ChartPalette.Dashes(series.Color)}\"/>"),
        };
        svg.Append(shape).Append('\n');
    }
}
