using Bellman.Learning;

namespace Bellman.Tests.Learning;

public class PolicyTests
{
    [Fact]
    public void Greedy_takes_the_highest_value_and_the_first_of_equals()
    {
        Assert.Equal(1, Policy.Greedy([1, 3, 2], []));
        Assert.Equal(0, Policy.Greedy([3, 3, 3], []));
        Assert.Equal(2, Policy.Greedy([-3, -2, -1], []));
    }

    [Fact]
    public void Greedy_never_takes_an_illegal_action()
    {
        Assert.Equal(2, Policy.Greedy([1, 3, 2], [true, false, true]));
        Assert.Equal(0, Policy.Greedy([1, 3, 2], [false, false, false]));
    }

    [Fact]
    public void Greedy_treats_every_row_with_its_own_mask()
    {
        var actions = new int[2];
        Policy.Greedy([1, 3, 2, 1, 3, 2], [true, true, true, true, false, true], actions);
        Assert.Equal([1, 2], actions);
    }

    [Fact]
    public void Exploration_is_uniform_over_the_legal_actions()
    {
        var random = new Rng(5);
        var counts = new int[4];
        for (int i = 0; i < 30_000; i++)
        {
            counts[Policy.Uniform(4, [true, false, true, true], ref random)]++;
        }
        Assert.Equal(0, counts[1]);
        Assert.All((int[])[0, 2, 3], action => Assert.InRange(counts[action], 9_600, 10_400));
    }

    [Fact]
    public void Zeta_draws_have_the_probabilities_of_their_power_law()
    {
        var random = new Rng(6);
        var counts = new int[5];
        for (int i = 0; i < 100_000; i++)
        {
            counts[Math.Min(Policy.Zeta(2, 1_000, ref random), 4)]++;
        }
        // P(n) = n^-2 / (pi^2 / 6).
        Assert.InRange(counts[1], 60_300, 61_300);
        Assert.InRange(counts[2], 14_800, 15_600);
        Assert.InRange(counts[3], 6_500, 7_000);
    }
}
