using Bellman.Cli.Terminal;

namespace Bellman.Cli.Tests.Terminal;

public sealed class BrailleChartTests
{
    [Fact]
    public void A_rising_line_rises_from_corner_to_corner()
    {
        IReadOnlyList<string> lines = BrailleChart.Draw([.. Enumerable.Range(0, 101).Select(i => (double)i)], width: 17, height: 3);
        Assert.Equal(
        [
            "100 ┤⠀⠀⠀⠀⠀⠀⠀⠀⣀⡠⠔⠊",
            "    │⠀⠀⠀⠀⣀⠤⠒⠉⠀⠀⠀⠀",
            "  0 ┤⡠⠤⠒⠉⠀⠀⠀⠀⠀⠀⠀⠀",
        ], lines);
    }

    [Fact]
    public void A_constant_is_a_level_line_and_has_its_label()
    {
        IReadOnlyList<string> lines = BrailleChart.Draw([-200, -200], width: 20, height: 2);
        Assert.StartsWith("-200 \u2524\u2800", lines[0]);
        Assert.EndsWith(new string('\u28C0', 14), lines[1]);
    }

    [Fact]
    public void Every_line_is_as_wide_as_was_asked()
        => Assert.All(BrailleChart.Draw([1.5, 2.25, 7], width: 40, height: 5), line => Assert.Equal(40, line.Length));
}
