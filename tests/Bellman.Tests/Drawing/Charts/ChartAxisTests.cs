using Bellman.Drawing.Charts;

namespace Bellman.Tests.Drawing;

public sealed class ChartAxisTests
{
    [Theory]
    [InlineData(0, 500, 5, "0 100 200 300 400 500")]
    [InlineData(0, 1, 2, "0 0.5 1.0")]
    [InlineData(-200, -95, 4, "\u2212200 \u2212150 \u2212100 \u221250")]
    [InlineData(0, 50_000, 5, "0 10k 20k 30k 40k 50k")]
    [InlineData(0, 1_500_000, 3, "0 0.5M 1.0M 1.5M")]
    [InlineData(-0.5, 98, 3, "0 50 100")]
    [InlineData(0.02, 0.045, 3, "0.02 0.03 0.04 0.05")]
    public void Ticks_are_round_numbers_that_people_read(double low, double high, int ticks, string labels)
    {
        ChartAxis axis = ChartAxis.Linear(low, high, ticks, toTicks: true);
        Assert.Equal(labels, string.Join(' ', axis.Ticks.Select(axis.Label)));
    }

    [Theory]
    [InlineData(0.004, 30, "0.01 0.1 1 10")]
    [InlineData(0.3, 0.9, "0.4 0.6 0.8")]
    [InlineData(0.15, 9, "0.2 0.5 1 2 5")]
    [InlineData(0.21, 0.45, "0.25 0.30 0.35 0.40 0.45")]
    [InlineData(7, 7, "5 10")]
    [InlineData(1e-3, 1e4, "0.01 1 100 10k")]
    public void Logarithmic_ticks_are_decades_or_halves_of_them(double low, double high, string labels)
    {
        ChartAxis axis = ChartAxis.Decades(low, high);
        Assert.Equal(labels, string.Join(' ', axis.Ticks.Select(axis.Label)));
    }

    [Theory]
    [InlineData(1e17, 1e17 + 32)]
    [InlineData(-1e17 - 64, -1e17)]
    [InlineData(double.MinValue, double.MaxValue)]
    [InlineData(1e308, 1.7e308)]
    [InlineData(0, double.Epsilon)]
    [InlineData(1e-310, 9e307)]
    public void The_most_extreme_numbers_have_few_ticks_and_lie_on_the_paper(double low, double high)
    {
        double positive = Math.Max(low, double.Epsilon);
        foreach (ChartAxis axis in (ChartAxis[])[ChartAxis.Linear(low, high, 4, toTicks: true), ChartAxis.Decades(positive, Math.Max(high, positive))])
        {
            Assert.InRange(axis.Ticks.Count, 1, 12);
            Assert.All(axis.Ticks, tick => Assert.InRange(axis.Label(tick).Length, 1, 10));
            Assert.InRange(axis.Place(Math.Max(low, axis.Logarithmic ? positive : low)), -0.021, 1.021);
            Assert.InRange(axis.Place(axis.Logarithmic ? Math.Max(high, positive) : high), -0.021, 1.021);
        }
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(0, 0)]
    [InlineData(-200, -200)]
    public void A_single_value_lies_in_the_middle(double low, double high)
    {
        ChartAxis axis = ChartAxis.Linear(low, high, 4, toTicks: false);
        Assert.Equal(0.5, axis.Place(low), 9);
    }

    [Fact]
    public void The_ends_are_placed_at_0_and_1()
    {
        ChartAxis axis = ChartAxis.Decades(0.1, 10);
        Assert.Equal([0, 0.5, 1], new[] { 0.1, 1, 10 }.Select(axis.Place).Select(p => Math.Round(p, 9)));
    }
}
