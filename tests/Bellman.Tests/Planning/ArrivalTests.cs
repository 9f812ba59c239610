using Bellman.Environments.Finite;
using Bellman.Planning;
using Bellman.Tests.Oracles;

namespace Bellman.Tests.Planning;

/// <summary>Of actions that are equally good, the one that arrives sooner.</summary>
public class ArrivalTests
{
    public static TheoryData<PlanningMethod?, int?, double> Ways => new()
    {
        { null, 100, 1 }, { null, null, 1 }, { PlanningMethod.QValueIteration, null, 1 }, { PlanningMethod.PolicyIteration, null, 1 },
        { PlanningMethod.ValueIteration, 100, 1 }, { PlanningMethod.PolicyIteration, 100, 0.99 }, { PlanningMethod.FiniteHorizon, 7, 1 },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public void With_steps_to_spare_the_policy_goes_to_the_goal_the_shortest_way(PlanningMethod? method, int? horizon, double gamma)
    {
        FiniteMdp mdp = FrozenLake.Mdp(FrozenLake.Map4x4, slippery: false);
        Plan plan = Plan.Solve(mdp, horizon, gamma, method);
        Assert.Equal(1, plan.ExpectedReturn);
        int state = 0, steps = 0;
        for (; !mdp.Absorbing[state] && steps < 20; steps++)
        {
            state = mdp.NextStates[mdp.Offsets[state * 4 + plan.Policy[state]]];
        }
        Assert.Equal((15, 6), (state, steps));
    }

    [Fact]
    public void What_counts_is_the_average_and_not_the_luckiest_way()
    {
        // From 0 a gamble that arrives at once one time in ten, or a sure way of two steps: both are worth 1.
        FiniteMdp mdp = FiniteMdp.Create(3, 2, (state, action) => (state, action) switch
        {
            (0, 0) => [new(0.1, 2, 1), new(0.9, 0, 0)],
            (0, _) => [new(1, 1, 0)],
            _ => [new(1, 2, 1)],
        }, state => state == 2, state => state == 0 ? 1 : 0);
        Assert.Equal([1, 0, -1], ValueIteration.Solve(mdp, 1, 1e-10).Policy);
        Assert.Equal([1, 0, -1], QValueIteration.Solve(mdp, 1, 1e-10).Policy);
        Assert.Equal([1, 0, -1], PolicyIteration.Solve(mdp, 1).Policy);
    }

    [Fact]
    public void Worth_little_is_not_worth_nothing()
    {
        // Far from the goal a discounted reward is tiny; a hole nearby must not look as good.
        FiniteMdp mdp = FrozenLake.Mdp(["S" + new string('F', 40) + "G", new string('H', 42)], slippery: false);
        Assert.All(Plan.Solve(mdp, 100, 0.5).Policy[..41], action => Assert.Equal(2, action));
    }

    [Fact]
    public void Small_rewards_are_planned_for_as_well_as_large_ones()
    {
        FiniteMdp Scaled(double unit) => FiniteMdp.Create(2, 3, (_, action) => [new(1, 1, action == 1 ? 2 * unit : unit)], s => s == 1, s => 1 - s);
        Assert.All((double[])[1e-30, 1e-12, 1, 1e12], unit => Assert.Equal(1, Plan.Solve(Scaled(unit), null, 0.9).Policy[0]));
    }

    [Fact]
    public void The_second_wish_costs_nothing_of_the_first()
        => RandomMdp.Check(random =>
        {
            // Only two rewards, so that there are ties.
            var mdp = new FiniteMdp(random.ActionCount, random.Offsets.ToArray(), random.NextStates.ToArray(), random.Probabilities.ToArray(),
                [.. random.Rewards.ToArray().Select((_, i) => random.Absorbing[random.NextStates[i]] ? 1.0 : 0.0)], random.Absorbing.ToArray(),
                random.Start.ToArray());
            double gamma = mdp.Absorbing.Contains(true) ? 1 : 0.9;
            Solution solution = ValueIteration.Solve(mdp, gamma, 1e-10);
            double[] earned = PolicyEvaluation.Unlimited(mdp, solution.Policy, gamma);
            Assert.All(solution.Values.Zip(earned), pair => Assert.Equal(pair.First, pair.Second, 1e-7));
        });
}
