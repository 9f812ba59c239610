using Bellman.Agents.Tabular;
using Bellman.Environments;
using Bellman.Environments.Finite;
using Bellman.Planning;
using Bellman.Tests.Oracles;

namespace Bellman.Tests.Agents.Tabular;

/// <summary>
/// Every method lands on the values that planning knows, in random worlds of up to six states and three actions with rewards in [-1, 1) and
/// gamma = 0.8, after 200,000 steps with step sizes that fall with the visits.
/// </summary>
public class OracleTests
{
    private const double Gamma = 0.8;

    /// <summary>No estimate may be further off. Values reach 5; what is left is mostly noise of the last thousand visits.</summary>
    private const double Tolerance = 0.1;

    private static readonly TabularOptions Options = new() { Gamma = Gamma, StepSize = Schedule.Constant(1), VisitPower = 0.8 };

    [Theory]
    [InlineData(TabularMethod.QLearning, 1)]
    [InlineData(TabularMethod.DoubleQ, 1)]
    [InlineData(TabularMethod.DynaQ, 1)]
    [InlineData(TabularMethod.QLambda, 0.5)]
    public void What_learns_off_policy_lands_on_the_best_values_whatever_is_done(TabularMethod method, double epsilon)
        => Check(Options with { Method = method, Epsilon = Schedule.Constant(epsilon) }, mdp => PolicyIteration.Solve(mdp, Gamma).Values);

    [Theory]
    [InlineData(TabularMethod.Sarsa)]
    [InlineData(TabularMethod.ExpectedSarsa)]
    public void What_learns_on_policy_lands_on_the_best_values_of_those_who_explore(TabularMethod method)
        => Check(Options with { Method = method, Epsilon = Schedule.Constant(0.3) }, mdp => ExplorersValues(mdp, 0.3));

    [Theory]
    [InlineData(TabularMethod.Sarsa)]
    [InlineData(TabularMethod.ExpectedSarsa)]
    [InlineData(TabularMethod.NStepQ)]
    public void It_lands_on_the_best_values_when_exploration_dies_away(TabularMethod method)
        => Check(Options with { Method = method, NStep = 3, VisitPower = 0.7, Epsilon = Schedule.Exponential(1, 0.005, 20_000) },
            mdp => PolicyIteration.Solve(mdp, Gamma).Values, onlyBest: true);

    private static void Check(TabularOptions options, Func<FiniteMdp, double[]> solve, bool onlyBest = false)
    {
        foreach ((int seed, double end) in (ReadOnlySpan<(int, double)>)[(1, 0.1), (2, 0.1), (3, 0), (4, 0)])
        {
            FiniteMdp mdp = RandomMdp.Make((ulong)seed, states: 3 + seed % 4, actions: 2 + seed % 2, branches: 2, end);
            double[] values = solve(mdp);
            double[] estimates = Learn(mdp, options);
            for (int pair = 0; pair < estimates.Length; pair++)
            {
                int state = pair / mdp.ActionCount;
                if (mdp.Absorbing[state])
                {
                    continue;
                }
                double expected = Backup(mdp, pair, values);
                // Without exploration only the best action of a state is still tried, and its value is the state's.
                if (!onlyBest || expected > values[state] - 1e-9)
                {
                    Assert.True(Math.Abs(expected - estimates[pair]) < Tolerance,
                        $"world {seed}, state {state}, action {pair % mdp.ActionCount}: {estimates[pair]} instead of {expected}");
                }
            }
        }
    }

    private static double[] Learn(FiniteMdp mdp, TabularOptions options)
    {
        const int Lanes = 2, Steps = 200_000;
        // Where the world never ends, time does: that must not change what is learned.
        var environment = new VectorEnvironment(() => new MdpEnvironment("Random", mdp, timeLimit: 50), Lanes, seed: 5);
        var agent = new TabularAgent(options, environment.Spec, Lanes, seed: 6);
        var actions = new int[Lanes];
        for (int step = 0; step < Steps; step += Lanes)
        {
            agent.Act(environment.Observations, environment.LegalActions, actions);
            agent.Observe(environment.Step(actions));
        }
        var estimates = new double[mdp.StateCount * mdp.ActionCount];
        for (int state = 0; state < mdp.StateCount; state++)
        {
            ((TablePolicy)agent.Greedy).Values([state], estimates.AsSpan(state * mdp.ActionCount, mdp.ActionCount));
        }
        return estimates;
    }

    private static double Backup(FiniteMdp mdp, int pair, double[] values)
    {
        double sum = 0;
        for (int i = mdp.Offsets[pair]; i < mdp.Offsets[pair + 1]; i++)
        {
            sum += mdp.Probabilities[i] * (mdp.Rewards[i] + Gamma * values[mdp.NextStates[i]]);
        }
        return sum;
    }

    // The best that can be had if a share of the actions is random: v = (1 - epsilon) max q + epsilon mean q.
    private static double[] ExplorersValues(FiniteMdp mdp, double epsilon)
    {
        var values = new double[mdp.StateCount];
        for (int sweep = 0; sweep < 200; sweep++)
        {
            for (int state = 0; state < mdp.StateCount; state++)
            {
                if (!mdp.Absorbing[state])
                {
                    double[] q = [.. Enumerable.Range(state * mdp.ActionCount, mdp.ActionCount).Select(pair => Backup(mdp, pair, values))];
                    values[state] = (1 - epsilon) * q.Max() + epsilon * q.Average();
                }
            }
        }
        return values;
    }
}
