using Bellman.Planning;
using Bellman.Tests.Oracles;

namespace Bellman.Tests.Planning;

public class PlanTests
{
    [Fact]
    public void Under_a_horizon_without_a_discount_the_policy_sees_the_clock()
    {
        Plan plan = Plan.Solve(Worlds.Make("FrozenLake4x4"), horizon: 100);
        Assert.Equal((PlanningMethod.FiniteHorizon, 100), (plan.Method, plan.Sweeps));
        Assert.Equal(0.744190, plan.ExpectedReturn, 1e-6);
        Assert.InRange(plan.Bound, 0, 1e-12);
    }

    [Theory]
    [InlineData(PlanningMethod.ValueIteration)]
    [InlineData(PlanningMethod.QValueIteration)]
    [InlineData(PlanningMethod.PolicyIteration)]
    public void A_policy_that_cannot_see_the_clock_is_measured_by_it_all_the_same(PlanningMethod method)
        => Assert.Equal(0.740165, Plan.Solve(Worlds.Make("FrozenLake4x4"), 100, 0.99, method).ExpectedReturn, 1e-6);

    [Fact]
    public void The_discount_shapes_the_policy_and_not_the_number()
    {
        // A short way pays 1 at once, a long one 3 after two steps: with gamma 0.5 the short one looks better, and 1 is what it earns.
        FiniteMdp mdp = FiniteMdp.Create(3, 2, (state, action) => state == 1 ? [new(1, 2, 3)] : action == 0 ? [new(1, 2, 2)] : [new(1, 1, 0)],
            state => state == 2, state => state == 0 ? 1 : 0);
        Assert.Equal(3, Plan.Solve(mdp, null).ExpectedReturn);
        Plan hasty = Plan.Solve(mdp, null, 0.5);
        Assert.Equal((2, 2), (hasty.ExpectedReturn, hasty.Values[0]));
        Assert.Equal(3, Plan.Solve(mdp, null, 0.9).ExpectedReturn, 1e-12);
        Assert.Equal(2.7, Plan.Solve(mdp, null, 0.9).Values[0], 1e-9);
    }

    [Fact]
    public void A_shortsighted_policy_that_never_ends_is_refused_without_a_horizon()
    {
        // Staying costs 1, leaving 2.
        FiniteMdp mdp = FiniteMdp.Create(2, 2, (_, action) => [new(1, action, -1 - action)], state => state == 1, state => 1 - state);
        Assert.Equal("The policy that is best with gamma = 0 may go on for ever, so that its return has no bound: name a horizon.",
            Assert.Throws<BellmanException>(() => Plan.Solve(mdp, null, 0)).Message);
        Assert.Equal(-7, Plan.Solve(mdp, 7, 0).ExpectedReturn);
    }

    [Fact]
    public void What_the_policy_would_do_where_it_never_comes_does_not_matter()
    {
        // State 1 pays for ever with gamma 0.5, but nobody comes there.
        FiniteMdp mdp = FiniteMdp.Create(3, 1, (state, _) => [new(1, state == 0 ? 2 : 1, -1)], state => state == 2, state => state == 0 ? 1 : 0);
        Assert.Equal(-1, Plan.Solve(mdp, null, 0.5).ExpectedReturn);
    }

    [Fact]
    public void What_playing_needs_of_a_pair_agrees_with_the_data()
        => RandomMdp.Check(mdp =>
        {
            for (int pair = 0; pair < mdp.StateCount * mdp.ActionCount; pair++)
            {
                SureTransition transition = mdp.SureTransitions[pair];
                int ways = mdp.Offsets[pair + 1] - mdp.Offsets[pair];
                Assert.Equal((ways == 1, ways > 0), (transition.IsSure, transition.IsLegal));
                if (ways == 1)
                {
                    int successor = mdp.NextStates[mdp.Offsets[pair]];
                    Assert.Equal((successor, mdp.Absorbing[successor]), (transition.Successor, transition.Ends));
                }
            }
        });
}
