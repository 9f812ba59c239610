using System.Globalization;
using System.Xml.Linq;
using Bellman.Drawing.Charts;

namespace Bellman.Tests.Drawing;

public sealed class ChartSvgTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void A_chart_says_what_its_axes_show()
    {
        string[] texts = [.. Render(Example()).Descendants(Svg + "text").Select(e => e.Value)];
        Assert.Contains("CartPole-v1 & co <1>", texts);
        Assert.Contains("environment steps", texts);
        Assert.Contains("Score (sum of rewards)", texts);
        Assert.Contains("episode", texts);
        Assert.Contains("500", texts);
    }

    [Fact]
    public void Every_point_lies_on_the_paper()
    {
        XElement svg = Render(Example());
        double width = Number(svg, "width"), height = Number(svg, "height");
        XElement[] dots = [.. svg.Descendants(Svg + "circle").Where(e => Number(e, "r") < 2)];
        Assert.Equal(3, dots.Length);
        Assert.All(dots, dot => Assert.InRange(Number(dot, "cx"), 0, width));
        Assert.All(dots, dot => Assert.InRange(Number(dot, "cy"), 0, height));
    }

    [Fact]
    public void Points_that_are_no_numbers_are_left_out()
    {
        var chart = new Chart("t", "", "x",
            [new("y", [new("a", ChartMark.Dots, 0, [(1, double.NaN), (2, -1), (3, 4), (double.PositiveInfinity, 4)])]) { Logarithmic = true }]);
        Assert.Single(Render(chart).Descendants(Svg + "circle"), e => Number(e, "r") < 2);
    }

    [Fact]
    public void Letters_that_XML_has_not_are_replaced()
        => Assert.Contains(Render(new("a\u0007b\u001b[31m\ud800\uffff", "", "x", [])).Descendants(Svg + "text"),
            text => text.Value == "a\ufffdb\ufffd[31m\ufffd\ufffd");

    [Fact]
    public void A_loss_beyond_all_bounds_is_drawn()
    {
        var chart = new Chart("t", "", "x",
            [new("y", [new("a", ChartMark.Dots, 0, [(1, 1e-3), (2, 1.7e308), (double.NaN, 3)])]) { Logarithmic = true }]);
        XElement svg = Render(chart);
        Assert.All(svg.Descendants(Svg + "circle").Where(e => Number(e, "r") < 2), dot => Assert.InRange(Number(dot, "cy"), 0, Number(svg, "height")));
    }

    [Fact]
    public void A_chart_without_points_is_drawn_all_the_same()
    {
        var chart = new Chart("t", "", "x", [new("y", []), new("z", [new("", ChartMark.Line, 1, [])]) { Logarithmic = true }]);
        Assert.NotEmpty(Render(chart).Descendants(Svg + "path"));
    }

    [Fact]
    public void Many_names_move_below_the_title()
    {
        static Chart Runs(int count) => new("t", "", "x",
            [new("y", [.. Enumerable.Range(0, count).Select(i => new ChartSeries($"a run of some length {i}", ChartMark.Line, i, [(0, 0), (1, i)]))])]);
        Assert.True(Number(Render(Runs(12)), "height") > Number(Render(Runs(2)), "height") + 2 * 18);
    }

    [Fact]
    public void Series_that_share_a_colour_differ_in_their_dashes()
    {
        (string, string)[] styles = [.. Enumerable.Range(0, 21).Select(i => (ChartPalette.Color(i), ChartPalette.Dashes(i)))];
        Assert.Equal(styles.Length, styles.Distinct().Count());
    }

    [Fact]
    public void A_line_ends_where_its_last_point_lies_however_many_there_are()
    {
        static string[] Ends(int points) => [.. Render(new("t", "", "x", [new("y", [new("", ChartMark.Line, 0,
            [.. Enumerable.Range(0, points).Select(i => (i / (points - 1.0), Math.Pow(i / (points - 1.0), 2)))])])]))
            .Descendants(Svg + "path").Where(path => (string?)path.Attribute("stroke") == ChartPalette.Color(0)).Select(End)];
        Assert.Equal(Ends(2), Ends(777));
    }

    private static string End(XElement path)
    {
        double[] numbers = [.. path.Attribute("d")!.Value.Split(['M', 'l', ' '], StringSplitOptions.RemoveEmptyEntries)
            .Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
        return $"{numbers.Where((_, i) => i % 2 == 0).Sum():F1} {numbers.Where((_, i) => i % 2 == 1).Sum():F1}";
    }

    private static Chart Example() => new("CartPole-v1 & co <1>", "seed 1", "environment steps",
    [
        new("Score (sum of rewards)",
        [
            new("episode", ChartMark.Dots, 6, [(10, 20), (400, 500), (900, 3)]),
            new("mean", ChartMark.Line, 0, [(10, 20), (400, 260), (900, 174)]),
            new("greedy", ChartMark.Diamonds, 1, [(500, 480)]),
        ]),
        new("Epsilon", [new("", ChartMark.Steps, 4, [(0, 1), (500, 0.1)])]) { Range = (0, 1) },
    ]);

    private static XElement Render(Chart chart) => XDocument.Parse(ChartSvg.Render(chart)).Root!;

    private static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
