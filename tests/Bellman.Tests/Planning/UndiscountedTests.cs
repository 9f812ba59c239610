using Bellman.Planning;

namespace Bellman.Tests.Planning;

/// <summary>Gamma = 1, where Bellman's equation may have many solutions or none.</summary>
public class UndiscountedTests
{
    // Two states that lead to each other for nothing, and to the end for a price: 0 for 1, 1 for 2.
    private static FiniteMdp Loop(double first, double second, double round = 0) => FiniteMdp.Create(3, 2,
        (state, action) => action == 0 ? [new(1, 1 - state, round)] : [new(1, 2, state == 0 ? first : second)], s => s == 2, s => s == 0 ? 1 : 0);

    [Theory]
    [InlineData(1, 2, 2)]
    [InlineData(2, 1, 2)]
    [InlineData(-1, 2, 2)]
    public void A_free_loop_is_left_where_leaving_pays_most(double first, double second, double value)
        => AssertSolved(Loop(first, second), [value, value]);

    [Fact]
    public void Nobody_leaves_a_free_loop_at_a_loss()
    {
        FiniteMdp mdp = Loop(-1, -2);
        AssertSolved(mdp, [0, 0]);
        Assert.Equal([0, 0, -1], ValueIteration.Solve(mdp, 1).Policy);
    }

    [Fact]
    public void The_policy_walks_through_the_loop_to_its_best_way_out()
    {
        Assert.Equal([0, 1, -1], ValueIteration.Solve(Loop(1, 2), 1).Policy);
        Assert.Equal([1, 0, -1], PolicyIteration.Solve(Loop(2, 1), 1).Policy);
    }

    [Fact]
    public void A_loop_that_costs_is_left_at_once()
        => AssertSolved(Loop(-1, -5, round: -1), [-1, -2]);

    [Fact]
    public void A_loop_inside_a_gamble_is_found()
    {
        // From 0 a gamble: to the loop {1, 2} or, as likely, to the end with -1. One of the loop's moves is itself a coin toss.
        FiniteMdp mdp = FiniteMdp.Create(4, 2, (state, action) => (state, action) switch
        {
            (0, _) => [new(0.5, 1, 0), new(0.5, 3, -1)],
            (1, 0) => [new(0.5, 1, 0), new(0.5, 2, 0)],
            (2, 0) => [new(1, 1, 0)],
            (1, _) => [new(1, 0, 0)],
            _ => [new(0.5, 3, 4), new(0.5, 0, 0)],
        }, s => s == 3, s => s == 0 ? 1 : 0);
        // The loop is worth L = 2 + V / 2, the gamble V = (L - 1) / 2: V = 2/3, L = 7/3.
        AssertSolved(mdp, [2.0 / 3, 7.0 / 3, 7.0 / 3]);
    }

    [Fact]
    public void A_way_out_that_may_lead_back_is_no_free_loop()
    {
        // Trying costs nothing and succeeds one time in three.
        FiniteMdp mdp = FiniteMdp.Create(2, 1, (_, _) => [new(1.0 / 3, 1, 6), new(2.0 / 3, 0, 0)], s => s == 1, s => 1 - s);
        AssertSolved(mdp, [6]);
    }

    [Fact]
    public void A_state_from_which_no_episode_can_end_is_refused()
    {
        FiniteMdp mdp = FiniteMdp.Create(3, 1, (state, _) => [new(1, state == 0 ? 2 : 1, -1)], s => s == 2, s => s == 0 ? 1 : 0);
        AssertRefused(mdp, "With gamma = 1 the return from state 1 has no bound, because an episode can never end from there: choose a gamma below 1, "
            + "or a horizon.");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0.001)]
    public void A_loop_that_pays_is_refused(double round)
        => AssertRefused(Loop(1, 1, round), "With gamma = 1 nothing bounds the return of this environment: its episodes can go on for ever without paying for "
            + "every step. Choose a gamma below 1, or a horizon.");

    private static void AssertSolved(FiniteMdp mdp, double[] expected)
    {
        foreach (Solution solution in (Solution[])[ValueIteration.Solve(mdp, 1, 1e-10), QValueIteration.Solve(mdp, 1, 1e-10), PolicyIteration.Solve(mdp, 1)])
        {
            Assert.InRange(solution.Bound, 0, 1e-10);
            Assert.All(expected.Zip(solution.Values), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
            Assert.All(expected.Zip(PolicyEvaluation.Unlimited(mdp, solution.Policy)), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
        }
    }

    private static void AssertRefused(FiniteMdp mdp, string sentence)
        => Assert.All((Action[])[() => ValueIteration.Solve(mdp, 1), () => QValueIteration.Solve(mdp, 1), () => PolicyIteration.Solve(mdp, 1)],
            solve => Assert.Equal(sentence, Assert.Throws<BellmanException>(solve).Message));
}
