using Bellman.Agents.Tabular;

namespace Bellman.Tests.Agents.Tabular;

public class RowsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(200)]
    public void The_greatest_value_is_found_wherever_it_stands(int actions)
    {
        var random = new Rng(1);
        for (int place = 0; place < actions; place++)
        {
            double[] row = Padded([.. Enumerable.Range(0, actions).Select(i => i == place ? -0.5 : -1 - random.NextDouble())]);
            Assert.Equal(-0.5, ActionValueRow.Max(row));
            Assert.Equal(place, ActionValueRow.DrawAmong(row, -0.5, lot: (uint)random.NextBits()));
        }
    }

    [Theory]
    [InlineData(6, 2, 5)]
    [InlineData(100, 3, 70, 99)]
    public void Equals_are_drawn_with_equal_shares(int actions, params int[] equals)
    {
        double[] row = Padded([.. Enumerable.Range(0, actions).Select(i => equals.Contains(i) ? 1.0 : i % 2 == 0 ? 0 : double.NegativeInfinity)]);
        var counts = new int[actions];
        const int Lots = 3_000;
        for (uint i = 0; i < Lots; i++)
        {
            counts[ActionValueRow.DrawAmong(row, 1, i * (uint.MaxValue / Lots))]++;
        }
        Assert.All(equals, action => Assert.InRange(counts[action], Lots / equals.Length - 1, Lots / equals.Length + 1));
        Assert.Equal(Lots, equals.Sum(action => counts[action]));
    }

    [Fact]
    public void Explorers_never_draw_illegal_actions()
    {
        double[] row = Padded([double.NegativeInfinity, -1e300, double.NegativeInfinity, 5]);
        for (uint i = 0; i < 64; i++)
        {
            Assert.Contains(ActionValueRow.DrawAmong(row, double.MinValue, i << 26), (int[])[1, 3]);
        }
    }

    private static double[] Padded(double[] values)
        => [.. values, .. Enumerable.Repeat(double.NegativeInfinity, (ActionValueRow.Width - values.Length % ActionValueRow.Width) % ActionValueRow.Width)];
}
