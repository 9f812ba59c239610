using Bellman.Environments.Finite;

namespace Bellman.Tests.Environments.Finite;

public class StartLotteryTests
{
    [Fact]
    public void It_draws_the_first_state_below_whose_sum_the_number_lies()
    {
        double[] probabilities = [0, 0.1, 0, 0, 0.5, 0.25, 0, 0.15, 0];
        var lottery = new StartSampler(probabilities);
        var random = new Rng(1);
        for (int i = 0; i < 20_000; i++)
        {
            Rng same = random;
            double left = same.NextDouble();
            int expected = 0;
            for (double sum = probabilities[0]; left >= sum; sum += probabilities[++expected])
            {
            }
            Assert.Equal(expected, lottery.Draw(ref random));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(300)]
    public void Equal_chances_come_equally_often(int states)
    {
        var lottery = new StartSampler([.. Enumerable.Repeat(1.0 / states, states)]);
        var random = new Rng(2);
        var counts = new int[states];
        for (int i = 0; i < 1_000 * states; i++)
        {
            counts[lottery.Draw(ref random)]++;
        }
        Assert.All(counts, count => Assert.InRange(count, 840, 1_160));
    }
}
