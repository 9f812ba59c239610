using System.Globalization;
using System.Text;

namespace Bellman.Drawing.Charts;

/// <summary>Draws the points of a series, which are already places on the paper.</summary>
internal static class ChartMarks
{
    public static void Draw(StringBuilder svg, ChartSeries series, IEnumerable<(double X, double Y)> places)
    {
        string color = ChartPalette.Color(series.Color);
        switch (series.Mark)
        {
            case ChartMark.Dots:
                svg.Append(CultureInfo.InvariantCulture, $"<g fill=\"{color}\" fill-opacity=\"0.4\">\n");
                foreach ((double x, double y) in places)
                {
                    svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{x:F1}\" cy=\"{y:F1}\" r=\"1.8\"/>\n");
                }
                svg.Append("</g>\n");
                break;
            case ChartMark.Diamonds:
                svg.Append(CultureInfo.InvariantCulture, $"<g fill=\"#ffffff\" stroke=\"{color}\" stroke-width=\"1.5\">\n");
                foreach ((double x, double y) in places)
                {
                    svg.Append(CultureInfo.InvariantCulture, $"<path d=\"{Diamond(x, y)}\"/>\n");
                }
                svg.Append("</g>\n");
                break;
            case ChartMark.Band:
                svg.Append(CultureInfo.InvariantCulture, $"<path fill=\"{color}\" fill-opacity=\"0.18\" d=\"");
                Polyline(svg, places);
                svg.Append("z\"/>\n");
                break;
            default:
                Path(svg, series, color, places);
                break;
        }
    }

    public static string Diamond(double x, double y)
        => string.Create(CultureInfo.InvariantCulture, $"M{x:F1} {y - 4.2:F1}l4.2 4.2l-4.2 4.2l-4.2 -4.2z");

    private static void Path(StringBuilder svg, ChartSeries series, string color, IEnumerable<(double X, double Y)> places)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<path fill=\"none\" stroke=\"{color}\" stroke-width=\"2\" stroke-linejoin=\"round\" ")
            .Append(CultureInfo.InvariantCulture, $"stroke-linecap=\"round\" stroke-dasharray=\"{ChartPalette.Dashes(series.Color)}\" d=\"");
        if (series.Mark == ChartMark.Steps)
        {
            Staircase(svg, places);
        }
        else
        {
            Polyline(svg, places);
        }
        svg.Append("\"/>\n");
    }

    private static void Staircase(StringBuilder svg, IEnumerable<(double X, double Y)> places)
    {
        foreach ((double x, double y) in places.Take(1))
        {
            svg.Append(CultureInfo.InvariantCulture, $"M{x:F1} {y:F1}");
        }
        foreach ((double x, double y) in places.Skip(1))
        {
            svg.Append(CultureInfo.InvariantCulture, $"H{x:F1}V{y:F1}");
        }
    }

    // Each place relative to the one before, in tenths of a pixel: half as long as the places themselves, and no rounding adds up.
    private static void Polyline(StringBuilder svg, IEnumerable<(double X, double Y)> places)
    {
        (int X, int Y) before = default;
        char command = 'M';
        foreach ((double x, double y) in places)
        {
            (int X, int Y) now = ((int)Math.Round(x * 10), (int)Math.Round(y * 10));
            svg.Append(CultureInfo.InvariantCulture, $"{command}{(now.X - before.X) / 10.0} {(now.Y - before.Y) / 10.0}");
            (before, command) = (now, command == 'M' ? 'l' : ' ');
        }
    }
}
