namespace Bellman.Tests;

public class ScheduleTests
{
    [Theory]
    [InlineData("0.1", 0, 0.1)]
    [InlineData("0.1", 1_000_000, 0.1)]
    [InlineData("linear(1, 0.1, 1000)", 0, 1)]
    [InlineData("linear(1, 0.1, 1000 steps)", 500, 0.55)]
    [InlineData("linear(1, 0.1, 1000 steps)", 1000, 0.1)]
    [InlineData("linear(1, 0.1, 1000 steps)", 9999, 0.1)]
    [InlineData("linear(1, 0.1, 1000 steps from 500)", 0, 1)]
    [InlineData("linear(1, 0.1, 1000 steps from 500)", 500, 1)]
    [InlineData("linear(1, 0.1, 1000 from 500)", 1000, 0.55)]
    [InlineData("linear(1, 0.1, 1000 steps from 500)", 1500, 0.1)]
    [InlineData("exponential(0.9, 0.05, 200 steps from 50)", 50, 0.9)]
    [InlineData("exponential(0.9, 0.05, 200 steps from 50)", 250, 0.05 + 0.85 * 0.36787944117144233)]
    [InlineData("multiplicative(1, 0.01, 0.995 steps from 7)", 9, 0.990025)]
    [InlineData("multiplicative(0.001, 1, 2)", 2, 0.004)]
    [InlineData("multiplicative(0.001, 1, 2)", 100_000, 1)]
    [InlineData("exponential(0.9, 0.05, 200)", 0, 0.9)]
    [InlineData("exponential(0.9, 0.05, 200)", 200, 0.05 + 0.85 * 0.36787944117144233)]
    [InlineData("multiplicative(1, 0.01, 0.995)", 0, 1)]
    [InlineData("multiplicative(1, 0.01, 0.995)", 2, 0.990025)]
    [InlineData("multiplicative(1, 0.01, 0.995)", 100_000, 0.01)]
    public void A_schedule_has_the_value_of_its_formula(string text, long step, double expected)
        => Assert.Equal(expected, Schedule.Parse(text).At(new Counters(step, 0, 0)), 12);

    [Fact]
    public void A_schedule_counts_its_own_clock()
    {
        var now = new Counters(Steps: 1, Episodes: 2, Updates: 3);
        Assert.Equal(0.5 * 0.5, Schedule.Parse("multiplicative(1, 0, 0.5 episodes)").At(now), 12);
        Assert.Equal(0.5 * 0.5 * 0.5, Schedule.Parse("multiplicative(1, 0, 0.5 updates)").At(now), 12);
    }

    [Theory]
    [InlineData("0.25")]
    [InlineData("linear(1, 0.05, 10000 steps)")]
    [InlineData("linear(1, 0.1, 1000000 steps from 50000)")]
    [InlineData("multiplicative(1, 0.01, 0.995 updates from 3)")]
    [InlineData("exponential(0.9, 0.05, 200 episodes)")]
    [InlineData("multiplicative(1, 0.01, 0.995 updates)")]
    public void What_a_schedule_writes_it_reads(string text)
    {
        Assert.Equal(text, Schedule.Parse(text).ToString());
        Assert.Equal(Schedule.Parse(text), Schedule.Parse(Schedule.Parse(text).ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("NaN")]
    [InlineData("quick")]
    [InlineData("linear(1, 2)")]
    [InlineData("linear(1, 2, 3 steps from)")]
    [InlineData("linear(1, 2, 3 steps from x)")]
    [InlineData("linear(1, 2, from 3)")]
    [InlineData("linear(1, 2, 3 4)")]
    [InlineData("1(1, 2, 3)")]
    [InlineData("linear(1, 1e400, 3)")]
    [InlineData("linear(1, 2, 3 weeks)")]
    [InlineData("linear(1, 2, 3 steps")]
    [InlineData("constant(1, 2, 3)")]
    public void A_malformed_schedule_is_refused_with_an_example(string text)
        => Assert.Contains("linear(1, 0.05, 10000 steps)", Assert.Throws<BellmanException>(() => Schedule.Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(ScheduleShape.Linear, 1, 2, 0, 0)]
    [InlineData(ScheduleShape.Linear, 1, 2, -1, 0)]
    [InlineData(ScheduleShape.Exponential, 1, 2, 0, 0)]
    [InlineData(ScheduleShape.Exponential, 1, 2, double.NaN, 0)]
    [InlineData(ScheduleShape.Constant, double.NaN, 0, 0, 0)]
    [InlineData(ScheduleShape.Constant, double.PositiveInfinity, 0, 0, 0)]
    [InlineData(ScheduleShape.Linear, 1, double.NegativeInfinity, 1, 0)]
    [InlineData(ScheduleShape.Linear, 1, 0, 1, -1)]
    [InlineData(ScheduleShape.Linear, 1, 0, 1, double.NaN)]
    [InlineData(ScheduleShape.Multiplicative, 1, 0.1, 1.5, 0)]
    [InlineData(ScheduleShape.Multiplicative, 0.1, 1, 0.5, 0)]
    [InlineData(ScheduleShape.Multiplicative, 0, 1, 2, 0)]
    [InlineData((ScheduleShape)9, 1, 0, 1, 0)]
    public void Numbers_that_make_no_curve_are_refused(ScheduleShape shape, double from, double to, double rate, double start)
        => Assert.Throws<BellmanException>(() => new Schedule(shape, from, to, rate, TrainingUnit.Steps, start));

    [Fact]
    public void A_period_that_never_comes_is_refused()
    {
        Assert.Throws<BellmanException>(() => new Period(0, TrainingUnit.Steps));
        Assert.Throws<BellmanException>(() => new Period(-3, TrainingUnit.Updates));
        Assert.Throws<BellmanException>(() => new Period(1, TrainingUnit.Updates) with { Count = 0 });
    }

    [Theory]
    [InlineData("500", 500, TrainingUnit.Steps)]
    [InlineData("500 steps", 500, TrainingUnit.Steps)]
    [InlineData("1 episode", 1, TrainingUnit.Episodes)]
    [InlineData("10 episodes", 10, TrainingUnit.Episodes)]
    [InlineData("7 Updates", 7, TrainingUnit.Updates)]
    public void A_period_reads_its_count_and_clock(string text, int count, TrainingUnit clock)
    {
        Assert.Equal(new Period(count, clock), Period.Parse(text));
        Assert.Equal(new Period(count, clock), Period.Parse(Period.Parse(text).ToString()));
    }

    [Theory]
    [InlineData("0 steps")]
    [InlineData("-1")]
    [InlineData("often")]
    [InlineData("10 weeks")]
    public void A_malformed_period_is_refused(string text) => Assert.Throws<BellmanException>(() => Period.Parse(text));

    [Fact]
    public void A_period_counts_every_completion_even_when_lanes_take_several_steps_at_once()
    {
        var period = new Period(4, TrainingUnit.Steps);
        Assert.Equal(0, period.Elapsed(new(4, 0, 0), new(7, 0, 0)));
        Assert.Equal(1, period.Elapsed(new(4, 0, 0), new(8, 0, 0)));
        Assert.Equal(3, period.Elapsed(new(2, 0, 0), new(15, 0, 0)));
        Assert.Equal(4, period.Elapsed(new(0, 0, 0), new(16, 0, 0)));
    }
}
