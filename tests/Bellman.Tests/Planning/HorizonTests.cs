using Bellman.Environments.Finite;
using Bellman.Planning;
using Bellman.Tests.Oracles;

namespace Bellman.Tests.Planning;

public class HorizonTests
{
    [Theory]
    [InlineData("FrozenLake4x4", 100, 0.744190)]
    [InlineData("FrozenLake8x8", 200, 0.913220)]
    [InlineData("Taxi", 200, 7.93)]
    [InlineData("CliffWalking", 13, -13)]
    public void The_best_policy_that_sees_the_clock_earns_the_known_return(string environment, int horizon, double expected)
    {
        FiniteMdp mdp = Worlds.Make(environment);
        Assert.Equal(expected, FiniteHorizon.Solve(mdp, horizon).FromStart(mdp), 1e-6);
    }

    [Theory]
    [InlineData("FrozenLake4x4", 100, 0.99, 0.740165)]
    [InlineData("FrozenLake4x4", 100, 0.95, 0.729766)]
    [InlineData("FrozenLake8x8", 200, 0.99, 0.862955)]
    [InlineData("FrozenLake8x8", 200, 0.999, 0.885654)]
    public void A_discounted_policy_cut_off_by_the_limit_earns_the_known_return(string environment, int horizon, double gamma, double expected)
    {
        FiniteMdp mdp = Worlds.Make(environment);
        int[] policy = ValueIteration.Solve(mdp, gamma, 1e-9).Policy;
        Assert.Equal(expected, PolicyEvaluation.FromStart(mdp, PolicyEvaluation.Within(mdp, policy, horizon)), 1e-6);
    }

    [Fact]
    public void A_policy_that_sees_the_clock_earns_what_its_values_promise()
        => RandomMdp.Check(mdp =>
        {
            HorizonSolution solution = FiniteHorizon.Solve(mdp, 7, 0.9);
            Assert.All(solution.Values.Zip(PolicyEvaluation.Within(mdp, solution.Policy, 0.9)), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        });

    [Fact]
    public void A_long_horizon_approaches_none()
        => RandomMdp.Check(mdp =>
        {
            double[] endless = ValueIteration.Solve(mdp, 0.8, 1e-10).Values;
            Assert.All(endless.Zip(FiniteHorizon.Solve(mdp, 150, 0.8).Values), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
        });

    [Fact]
    public void The_clock_changes_what_is_best()
    {
        // One step left: take 1. Two steps left: 2 can be had.
        FiniteMdp mdp = FiniteMdp.Create(3, 2, (state, action) => action == 0 ? [new(1, 2, 1)] : [new(1, state == 0 ? 1 : 2, state * 2)],
            s => s == 2, s => s == 0 ? 1 : 0);
        HorizonSolution solution = FiniteHorizon.Solve(mdp, 2);
        Assert.Equal([0, 1, -1], solution.Policy[0]);
        Assert.Equal([1, 1, -1], solution.Policy[1]);
        Assert.Equal([2, 2, 0], solution.Values);
    }

    [Fact]
    public void A_horizon_that_nobody_could_wait_for_is_refused()
    {
        FiniteMdp mdp = CliffWalking.Mdp();
        const string Sentence = "A horizon of 2147483647 steps is too far for an environment of 48 states: choose at most 5592405 steps, or none at all.";
        Assert.Equal(Sentence, Assert.Throws<BellmanException>(() => FiniteHorizon.Solve(mdp, int.MaxValue)).Message);
        Assert.Equal(Sentence, Assert.Throws<BellmanException>(() => Plan.Solve(mdp, int.MaxValue, 0.9)).Message);
    }

    [Fact]
    public void A_horizon_of_no_steps_is_refused()
        => Assert.Equal("The horizon is 0: it must be at least 1 step.",
            Assert.Throws<BellmanException>(() => FiniteHorizon.Solve(CliffWalking.Mdp(), 0)).Message);
}
