using Bellman.Environments.Finite;
using Bellman.Planning;
using Bellman.Tests.Oracles;

namespace Bellman.Tests.Planning;

public class PlannerTests
{
    public static TheoryData<string, double, double> KnownReturns => new()
    {
        // Undiscounted and without limit; FrozenLake 4x4 is 14/17 by hand (state by state), the others are issue 3's figures.
        { "FrozenLake4x4", 1, 14.0 / 17 },
        { "FrozenLake8x8", 1, 1 },
        { "CliffWalking", 1, -13 },
        { "Taxi", 1, 7.93 },
        { "Blackjack", 1, -0.0431128 },
        { "BlackjackNatural", 1, -0.0257289 },
        { "BlackjackPlain", 1, -0.0465561 },
        { "FrozenLake4x4", 0.99, 0.5420259 },
    };

    [Theory]
    [MemberData(nameof(KnownReturns))]
    public void Every_method_finds_the_known_return(string environment, double gamma, double expected)
    {
        FiniteMdp mdp = Worlds.Make(environment);
        foreach (Solution solution in EveryMethod(mdp, gamma))
        {
            Assert.Equal(expected, solution.FromStart(mdp), 1e-6);
            Assert.InRange(solution.Bound, 0, 1e-8);
        }
    }

    [Fact]
    public void Every_method_finds_the_same_values_and_earns_them()
        => RandomMdp.Check(mdp =>
        {
            double gamma = mdp.Absorbing.Contains(true) ? 1 : 0.9;
            Solution[] solutions = EveryMethod(mdp, gamma);
            foreach (Solution solution in solutions)
            {
                AssertWithin(solution.Bound + solutions[2].Bound, solutions[2].Values, solution.Values);
                AssertWithin(1e-7, solution.Values, PolicyEvaluation.Unlimited(mdp, solution.Policy, gamma));
            }
        });

    [Theory]
    [InlineData(1e-2)]
    [InlineData(1e-5)]
    public void No_value_is_further_from_the_truth_than_the_bound_says(double tolerance)
        => RandomMdp.Check(mdp =>
        {
            double gamma = mdp.Absorbing.Contains(true) ? 1 : 0.97;
            double[] truth = PolicyIteration.Solve(mdp, gamma).Values;
            Solution solution = ValueIteration.Solve(mdp, gamma, tolerance);
            Assert.InRange(solution.Bound, 0, tolerance);
            AssertWithin(solution.Bound + 1e-12, truth, solution.Values);
            solution = QValueIteration.Solve(mdp, gamma, tolerance);
            Assert.InRange(solution.Bound, 0, tolerance);
            AssertWithin(solution.Bound + 1e-12, truth, solution.Values);
        });

    [Fact]
    public void Bounds_hold_where_every_step_costs()
    {
        // Taxi can go on for ever: here the bound rests on the price of each step.
        FiniteMdp mdp = Taxi.Mdp(new() { Grip = 0.8 });
        double[] truth = PolicyIteration.Solve(mdp, 1).Values;
        Solution solution = ValueIteration.Solve(mdp, 1, tolerance: 0.1);
        Assert.InRange(solution.Bound, 1e-6, 0.1);
        AssertWithin(solution.Bound, truth, solution.Values);
    }

    [Fact]
    public void A_tolerance_beyond_rounding_ends_with_the_bound_that_can_be_had()
    {
        Solution solution = ValueIteration.Solve(FrozenLake.Mdp(FrozenLake.Map4x4), 0.999, tolerance: 0);
        Assert.InRange(solution.Bound, 1e-18, 1e-11);
    }

    [Fact]
    public void The_bits_do_not_depend_on_the_number_of_threads()
    {
        FiniteMdp mdp = RandomMdp.Make(seed: 3, states: 20_000, actions: 3, branches: 3, end: 0.01);
        Solution one = ValueIteration.Solve(mdp, 0.95, threads: 1);
        foreach (int threads in (int[])[2, 3, 8])
        {
            Solution many = ValueIteration.Solve(mdp, 0.95, threads: threads);
            Assert.Equal(one.Values, many.Values);
            Assert.Equal(one.Policy, many.Policy);
            Assert.Equal((one.Sweeps, one.Bound), (many.Sweeps, many.Bound));
        }
    }

    [Fact]
    public void A_gamma_of_zero_sees_one_reward_ahead()
    {
        FiniteMdp mdp = FiniteMdp.Create(2, 2, (_, action) => [new(1, 1, action)], s => s == 1, s => 1 - s);
        Assert.All(EveryMethod(mdp, 0), solution => Assert.Equal((1, 1), (solution.Values[0], solution.Policy[0])));
    }

    [Fact]
    public void Illegal_actions_are_never_chosen()
    {
        FiniteMdp mdp = FiniteMdp.Create(2, 3, (_, action) => action == 1 ? [new(1, 1, -5)] : [], s => s == 1, s => 1 - s);
        Assert.All(EveryMethod(mdp, 1), solution => Assert.Equal((-5, 1), (solution.Values[0], solution.Policy[0])));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void A_gamma_outside_0_to_1_is_refused(double gamma)
    {
        FiniteMdp mdp = CliffWalking.Mdp();
        Assert.All((Action[])[() => ValueIteration.Solve(mdp, gamma), () => QValueIteration.Solve(mdp, gamma), () => PolicyIteration.Solve(mdp, gamma),
            () => FiniteHorizon.Solve(mdp, 5, gamma), () => PolicyEvaluation.Unlimited(mdp, new int[48], gamma)],
            solve => Assert.Equal($"The discount is {gamma}: it must be between 0 and 1.", Assert.Throws<BellmanException>(solve).Message));
    }

    private static Solution[] EveryMethod(FiniteMdp mdp, double gamma)
        => [ValueIteration.Solve(mdp, gamma, 1e-9), QValueIteration.Solve(mdp, gamma, 1e-9), PolicyIteration.Solve(mdp, gamma)];

    private static void AssertWithin(double tolerance, double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.InRange(pair.First - pair.Second, -tolerance, tolerance));
    }
}
