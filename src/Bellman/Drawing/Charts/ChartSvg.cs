using System.Globalization;
using System.Security;
using System.Text;

namespace Bellman.Drawing.Charts;

/// <summary>Draws a <see cref="Chart"/> as a self-contained SVG picture.</summary>
internal static class ChartSvg
{
    private const double Left = 76, Right = 28, HeadHeight = 58, PanelHead = 32, PanelGap = 14, FootHeight = 60;
    private const string Ink = "#1f2933", Faint = "#6b7785", Grid = "#e6e9ed", Frame = "#c3cad2", Paper = "#ffffff";
    private const string Fonts = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'DejaVu Sans', Arial, sans-serif";

    /// <summary>The picture as text.</summary>
    /// <param name="chart">What to draw.</param>
    /// <param name="width">Width in pixels.</param>
    /// <param name="panelHeight">Height in pixels of a panel of weight 1.</param>
    public static string Render(Chart chart, double width = 960, double panelHeight = 130)
    {
        var svg = new StringBuilder();
        double inner = width - Left - Right;
        double Head(ChartPanel panel) => PanelHead + (ChartLegend.Rows(panel, inner).Count - 1) * ChartLegend.RowHeight;
        double height = HeadHeight + FootHeight + chart.Panels.Sum(p => Head(p) + p.Weight * panelHeight + PanelGap) - PanelGap;
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:F0} {height:F0}\" ")
            .Append(CultureInfo.InvariantCulture, $"width=\"{width:F0}\" height=\"{height:F0}\" font-family=\"{Fonts}\" font-size=\"12\">\n")
            .Append(CultureInfo.InvariantCulture, $"<title>{Escape(chart.Title)}</title>\n")
            .Append(CultureInfo.InvariantCulture, $"<rect width=\"100%\" height=\"100%\" fill=\"{Paper}\"/>\n");
        Text(svg, Left, 30, chart.Title, "start", Ink, "font-size=\"18\" font-weight=\"600\"");
        Text(svg, Left, 48, chart.Subtitle, "start", Faint, "");

        ChartAxis x = XAxis(chart);
        double top = HeadHeight;
        foreach (ChartPanel panel in chart.Panels)
        {
            DrawHead(svg, panel, top + PanelHead - 9, inner);
            var area = new Area(Left, top + Head(panel), inner, panel.Weight * panelHeight);
            Draw(svg, panel, x, area);
            top = area.Top + area.Height + PanelGap;
        }
        double bottom = top - PanelGap;
        foreach (double tick in x.Ticks)
        {
            Text(svg, Left + x.Place(tick) * inner, bottom + 18, x.Label(tick), "middle", Faint, "");
        }
        Text(svg, Left + inner / 2, bottom + 42, chart.XTitle, "middle", Ink, "font-weight=\"500\"");
        return svg.Append("</svg>\n").ToString();
    }

    private static void DrawHead(StringBuilder svg, ChartPanel panel, double baseline, double width)
    {
        Text(svg, Left, baseline, panel.Title, "start", Ink, "font-weight=\"500\"");
        IReadOnlyList<IReadOnlyList<ChartSeries>> rows = ChartLegend.Rows(panel, width);
        ChartLegend.Draw(svg, rows[0], Left + width, endsThere: true, baseline - 4, Faint);
        for (int row = 1; row < rows.Count; row++)
        {
            ChartLegend.Draw(svg, rows[row], Left, endsThere: false, baseline - 4 + row * ChartLegend.RowHeight, Faint);
        }
    }

    private static void Draw(StringBuilder svg, ChartPanel panel, ChartAxis x, Area area)
    {
        ChartAxis y = YAxis(panel, area.Height);
        foreach (double tick in x.Ticks)
        {
            Line(svg, area.X(x, tick), area.Top, area.X(x, tick), area.Top + area.Height, Grid);
        }
        foreach (double tick in y.Ticks)
        {
            Line(svg, area.Left, area.Y(y, tick), area.Left + area.Width, area.Y(y, tick), Grid);
            Text(svg, area.Left - 9, area.Y(y, tick) + 4, y.Label(tick), "end", Faint, "");
        }
        Line(svg, area.Left, area.Top + area.Height, area.Left + area.Width, area.Top + area.Height, Frame);
        Line(svg, area.Left, area.Top, area.Left, area.Top + area.Height, Frame);
        foreach (ChartSeries series in panel.Series)
        {
            ChartMarks.Draw(svg, series, series.Points.Where(p => Shown(panel, p)).Select(p => (area.X(x, p.X), area.Y(y, p.Y))));
        }
    }

    private static ChartAxis XAxis(Chart chart)
    {
        double low = 0, high = 0;
        foreach ((double at, _) in chart.Panels.SelectMany(p => p.Series).SelectMany(s => s.Points).Where(p => double.IsFinite(p.X)))
        {
            (low, high) = (Math.Min(low, at), Math.Max(high, at));
        }
        return ChartAxis.Linear(low, high > low ? high : low + 1, ticks: 8, toTicks: false);
    }

    private static ChartAxis YAxis(ChartPanel panel, double height)
    {
        double low = panel.Range?.Low ?? double.PositiveInfinity, high = panel.Range?.High ?? double.NegativeInfinity;
        foreach ((double _, double value) in panel.Series.SelectMany(s => s.Points).Where(p => Shown(panel, p)))
        {
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        }
        if (low > high)
        {
            (low, high) = (panel.Logarithmic ? 0.1 : 0, 1);
        }
        return panel.Logarithmic ? ChartAxis.Decades(low, high) : ChartAxis.Linear(low, high, Math.Max(2, (int)(height / 45)), toTicks: true);
    }

    private static bool Shown(ChartPanel panel, (double X, double Y) point)
        => double.IsFinite(point.X) && double.IsFinite(point.Y) && (!panel.Logarithmic || point.Y > 0);

    private static void Line(StringBuilder svg, double x1, double y1, double x2, double y2, string color)
        => svg.Append(CultureInfo.InvariantCulture,
            $"<path d=\"M{x1:F1} {y1:F1}L{x2:F1} {y2:F1}\" stroke=\"{color}\" stroke-width=\"1\" fill=\"none\"/>\n");

    internal static void Text(StringBuilder svg, double x, double y, string text, string anchor, string color, string more)
        => svg.Append(CultureInfo.InvariantCulture,
            $"<text x=\"{x:F1}\" y=\"{y:F1}\" text-anchor=\"{anchor}\" fill=\"{color}\" {more}>{Escape(text)}</text>\n");

    private static string Escape(string text) => SecurityElement.Escape(Printable.Of(text)) ?? "";

    private readonly record struct Area(double Left, double Top, double Width, double Height)
    {
        public double X(ChartAxis axis, double value) => Left + axis.Place(value) * Width;

        public double Y(ChartAxis axis, double value) => Top + 4 + (1 - axis.Place(value)) * (Height - 4);
    }
}
