using Bellman.Learning;

namespace Bellman.Tests.Learning;

public class LambdaReturnsTests
{
    // By hand, from the back: 1 + 0.5 * 8 = 5; 2 + 0.5 (0.5 * 6 + 0.5 * 5) = 4.75; nothing follows the second: 0; 1 + 0.5 (0.5 * 4 + 0.5 * 0) = 2.
    [Theory]
    [InlineData(0, 3, 5)]
    [InlineData(0.5, 2, 4.75)]
    [InlineData(1, 1, 4.5)]
    public void Returns_mix_the_successors_value_with_what_followed(double lambda, double first, double third)
        => Assert.Equal([first, 0, third, 5], Returns([new(1), new(0, Ending.Terminated), new(2), new(1)], [4, 9, 6, 8], 1, lambda));

    [Theory]
    [InlineData(Ending.Terminated, 2)]
    [InlineData(Ending.LifeLost, 2)]
    [InlineData(Ending.LifeLostAndTruncated, 2)]
    [InlineData(Ending.Truncated, 2 + 0.5 * 6)] // what comes behind is another episode
    [InlineData(Ending.None, 2 + 0.5 * (0.25 * 6 + 0.75 * 17))]
    public void A_truncated_episode_still_bootstraps_from_where_it_led(Ending ending, double expected)
        => Assert.Equal(expected, Returns([new(2, ending), new(9)], [6, 16], 1, lambda: 0.75)[0]);

    [Fact]
    public void Nothing_is_asked_of_what_follows_the_end()
        => Assert.Equal([2, 9], Returns([new(2, Ending.Terminated), new(9, Ending.LifeLost)], [float.NaN, float.PositiveInfinity], 1, lambda: 0.5));

    [Fact]
    public void The_end_of_the_rollout_bootstraps() => Assert.Equal([1 + 0.5 * 3], Returns([new(1)], [3], 1, lambda: 1));

    [Fact]
    public void Lanes_do_not_see_each_other()
    {
        const int Lanes = 3, Steps = 40;
        var random = new Rng(5);
        var outcomes = new Outcome[Steps * Lanes];
        var next = new float[Steps * Lanes];
        for (int row = 0; row < outcomes.Length; row++)
        {
            outcomes[row] = new(random.NextFloat(), random.NextInt(4) == 0 ? (Ending)random.NextInt(5) : Ending.None);
            next[row] = random.NextFloat();
        }
        double[] together = Returns(outcomes, next, Lanes, lambda: 0.65);
        for (int lane = 0; lane < Lanes; lane++)
        {
            Assert.Equal(Returns(Of(outcomes, lane), Of(next, lane), 1, lambda: 0.65), Of(together, lane));
        }

        static T[] Of<T>(T[] rows, int lane) => [.. rows.Where((_, row) => row % Lanes == lane)];
    }

    private static double[] Returns(Outcome[] outcomes, float[] next, int lanes, double lambda)
    {
        var returns = new float[outcomes.Length];
        LambdaReturns.Fill(outcomes, next, lanes, gamma: 0.5, lambda, returns);
        return [.. returns.Select(value => (double)value)];
    }
}
