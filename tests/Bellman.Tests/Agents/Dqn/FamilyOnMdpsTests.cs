using Bellman.Agents;
using Bellman.Agents.Dqn;
using Bellman.Environments.Finite;
using Bellman.Learning;
using Bellman.Planning;
using Bellman.Tests.Oracles;
using Bellman.Training;

namespace Bellman.Tests.Agents.Dqn;

/// <summary>
/// Every member of the family lands on the values that planning knows, and those that learn distributions on the true ones.
/// </summary>
public class FamilyOnMdpsTests
{
    private const double Gamma = 0.8;

    private static readonly DqnOptions Plain = new()
    {
        Network = NetworkSpec.Parse(""), Gamma = Gamma, Loss = LossKind.Squared, Batch = 32, Memory = 12_000, LearningStarts = 500,
        LearningRate = Schedule.Exponential(2e-2, 2e-4, 2_500), TrainEvery = new(1, TrainingUnit.Steps), TargetEvery = new(50, TrainingUnit.Steps),
        Epsilon = Schedule.Constant(1),
    };

    private static readonly Dictionary<string, DqnOptions> Members = new()
    {
        ["categorical"] = Plain with { Head = HeadSpec.Parse("categorical 21 -1 4") },
        ["quantile"] = Plain with { Head = HeadSpec.Parse("quantile 16") },
        ["implicit"] = Plain with { Head = HeadSpec.Parse("implicit 8"), Network = NetworkSpec.Mlp(32), LearningRate = Schedule.Exponential(5e-3, 1e-4, 3_000) },
        ["implicit, fractions first"] = Plain with
        {
            Head = HeadSpec.Parse("implicit 8"), FractionsFirst = true, Network = NetworkSpec.Mlp(16, 32), LearningRate = Schedule.Exponential(5e-3, 1e-4, 3_000),
        },
        ["gaussian"] = Plain with { Head = HeadSpec.Parse("gaussian 31 -2 5") },
        ["twohot"] = Plain with { Head = HeadSpec.Parse("twohot 21 -1 4") },
        ["dueling"] = Plain with { Streams = StreamKind.Dueling, SharedStreams = true },
        ["regularized"] = Plain with { Streams = StreamKind.Regularized, SharedStreams = true, StreamPenalty = 1e-6 },
        ["mean expansion"] = Plain with { Streams = StreamKind.MeanExpansion },
        ["dueling with a layer each"] = Plain with
        {
            Streams = StreamKind.Dueling, Network = NetworkSpec.Mlp(32), LearningRate = Schedule.Exponential(5e-3, 1e-4, 3_000),
        },
        ["prioritised"] = Plain with { Priority = 0.6, ImportanceBeta = Schedule.Constant(1) },
        ["noisy"] = Plain with { Noise = 0.1, LearningRate = Schedule.Exponential(1e-2, 1e-4, 3_000) },
        ["double quantile, dueling, prioritised"] = Plain with
        {
            Head = HeadSpec.Parse("quantile 8"), Double = true, Streams = StreamKind.Dueling, SharedStreams = true, Priority = 0.5,
            ImportanceBeta = Schedule.Constant(1),
        },
    };

    public static TheoryData<string> Names => [.. Members.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_lands_on_the_values_of_a_world_without_chance(string name) => CheckValues(Chain(), Members[name], 0.06);

    // Squared losses and cross entropy keep expectations; Huber's do not.
    [Theory]
    [InlineData("categorical")]
    [InlineData("gaussian")]
    [InlineData("twohot")]
    [InlineData("dueling")]
    [InlineData("regularized")]
    [InlineData("dueling with a layer each")]
    [InlineData("mean expansion")]
    [InlineData("prioritised")]
    [InlineData("noisy")]
    public void It_lands_on_the_values_of_a_random_world(string name)
        => CheckValues(RandomMdp.Make(seed: 2, states: 5, actions: 2, branches: 2, end: 0.1), Members[name], 0.12);

    [Fact]
    public void Munchausen_lands_on_the_soft_values_of_its_own_equation()
    {
        const float Alpha = 0.9f, Temperature = 0.1f, Floor = -1;
        FiniteMdp mdp = Chain();
        double[] expected = SoftValues(mdp, new(Alpha, Temperature, Floor));
        QNetworkPolicy policy = Train(mdp, Plain with { Munchausen = Alpha, Temperature = Temperature, LogPolicyFloor = Floor }, 20_000);
        var estimates = new float[2];
        for (int state = 0; state < 4; state++)
        {
            policy.Values(OneHot(mdp, state), estimates);
            Assert.Equal(expected[2 * state], estimates[0], 0.1);
            Assert.Equal(expected[2 * state + 1], estimates[1], 0.1);
        }
    }

    [Fact]
    public void C51_learns_the_true_distribution_of_returns()
    {
        float[] logits = Outputs(TwoDice(1), Plain with { Gamma = 1, Head = HeadSpec.Parse("categorical 3 0 2") });
        double[] p = [.. logits.Take(3).Select(x => Math.Exp(x))];
        Assert.Equal([0.15, 0.5, 0.35], [.. p.Select(x => x / p.Sum())], (a, b) => Math.Abs(a - b) < 0.03);
    }

    [Fact]
    public void QR_DQN_learns_the_true_quantiles_of_returns()
    {
        // Large rewards, so that Huber's loss is that of quantiles. Ten say the odds of the second step exactly; fractions 0.15 and 0.65 lie on a jump.
        float[] quantiles = Outputs(TwoDice(100), Plain with
        {
            Gamma = 1, Head = HeadSpec.Parse("quantile 10"), LearningRate = Schedule.Exponential(2, 2e-2, 2_500),
        });
        Assert.Equal([0, 100, 100, 100, 100, 200, 200, 200], [.. ((int[])[0, 2, 3, 4, 5, 7, 8, 9]).Select(i => (double)quantiles[i])],
            (a, b) => Math.Abs(a - b) < 10);
    }

    [Fact]
    public void C51_learns_the_distributions_that_follow_from_planning()
    {
        FiniteMdp mdp = Forks();
        double[] values = PolicyIteration.Solve(mdp, 1).Values;
        QNetworkPolicy policy = Train(mdp, Plain with { Gamma = 1, Head = HeadSpec.Parse("categorical 5 0 4") }, 12_000);
        for (int pair = 0; pair < 6; pair++)
        {
            (int state, int action) = Math.DivRem(pair, 2);
            SortedDictionary<double, double> expected = ReturnDistribution.Of(mdp, values, state, action);
            double[] p = [.. Outputs(policy, mdp, state).AsSpan(5 * action, 5).ToArray().Select(x => Math.Exp(x))];
            Assert.Equal([.. Enumerable.Range(0, 5).Select(i => expected.GetValueOrDefault(i))], [.. p.Select(x => x / p.Sum())],
                (a, b) => Math.Abs(a - b) < 0.04);
        }
    }

    [Theory]
    [InlineData("quantile", 0.1)]
    [InlineData("implicit", 0.25)]
    public void Quantiles_are_those_that_follow_from_planning(string kind, double tolerance)
    {
        const int Count = 10, Unit = 10; // ten say all of these odds exactly; with rewards so large Huber's loss is that of quantiles
        FiniteMdp mdp = Forks(Unit);
        double[] values = PolicyIteration.Solve(mdp, 1).Values;
        bool isImplicit = kind == "implicit";
        QNetworkPolicy policy = Train(mdp, Plain with
        {
            Gamma = 1, Head = HeadSpec.Parse($"{kind} {Count}"), Network = NetworkSpec.Parse(isImplicit ? "dense 64, relu" : ""),
            LearningRate = isImplicit ? Schedule.Exponential(5e-3, 1e-4, 3_000) : Schedule.Exponential(0.5, 5e-3, 2_500),
        }, 12_000);
        for (int pair = 0; pair < 6; pair++)
        {
            (int state, int action) = Math.DivRem(pair, 2);
            SortedDictionary<double, double> expected = ReturnDistribution.Of(mdp, values, state, action);
            float[] quantiles = Outputs(policy, mdp, state).AsSpan(Count * action, Count).ToArray();
            // Wasserstein's distance: the mean distance of quantiles, those beside a jump included.
            double distance = quantiles.Select((quantile, i) => Math.Abs(quantile - ReturnDistribution.Quantile(expected, (i + 0.5) / Count))).Average();
            Assert.InRange(distance / Unit, 0, tolerance);
        }
    }

    // Three states in which both actions lead on by chance, and the better one is not the one with the larger reward.
    private static FiniteMdp Forks(double unit = 1) => FiniteMdp.Create(4, 2, (state, action) => (state, action) switch
    {
        (0, 0) => [new(0.5, 1, unit), new(0.5, 1, 0)],
        (0, 1) => [new(0.3, 3, 2 * unit), new(0.7, 2, 0)],
        (1, 0) => [new(0.6, 3, unit), new(0.4, 3, 0)],
        (1, 1) => [new(0.4, 3, 2 * unit), new(0.6, 3, 0)],
        (2, 0) => [new(1, 3, unit)],
        (2, 1) => [new(0.4, 3, 2 * unit), new(0.6, 3, 0)],
        _ => [new(1, 3, 0)],
    }, state => state == 3, state => state < 3 ? 1 / 3.0 : 0);

    // Two steps with one action; the first pays 1 half of the time, the second with probability 0.7: their sum is 0, 1 or 2 with 0.15, 0.5 and 0.35.
    private static FiniteMdp TwoDice(double unit) => FiniteMdp.Create(3, 2,
        (state, action) => state == 0 ? [new(0.5, 1, unit), new(0.5, 1, 0)] : state == 1 ? [new(0.7, 2, unit), new(0.3, 2, 0)] : [new(1, 2, 0)],
        state => state == 2, state => state == 0 ? 1 : 0);

    // Every pair leads to one state, four of them in a row, for rewards of all sizes.
    private static FiniteMdp Chain() => FiniteMdp.Create(5, 2,
        (state, action) => [new(1, action == 0 ? state + 1 : Math.Max(state - 1, 0), action == 0 ? 0.25 * state : 0.4 - 0.1 * state)],
        state => state == 4, state => state < 4 ? 0.25 : 0);

    private static double[] SoftValues(FiniteMdp mdp, Munchausen munchausen)
    {
        var values = new float[mdp.StateCount * 2];
        var policy = new float[2];
        for (int sweep = 0; sweep < 500; sweep++)
        {
            float[] before = [.. values];
            for (int pair = 0; pair < values.Length && !mdp.Absorbing[pair / 2]; pair++)
            {
                int at = mdp.Offsets[pair], next = mdp.NextStates[at];
                float[] here = before[(pair / 2 * 2)..(pair / 2 * 2 + 2)], there = before[(2 * next)..(2 * next + 2)];
                double soft = mdp.Absorbing[next] ? 0 : munchausen.SoftPolicy(there, [], policy) + policy[0] * there[0] + policy[1] * there[1];
                values[pair] = (float)(mdp.Rewards[at] + munchausen.Bonus(here, pair % 2) + Gamma * soft);
            }
        }
        return [.. values.Select(value => (double)value)];
    }

    private static void CheckValues(FiniteMdp mdp, DqnOptions options, double tolerance)
    {
        double[] values = PolicyIteration.Solve(mdp, Gamma).Values;
        QNetworkPolicy policy = Train(mdp, options, 12_000);
        var estimates = new float[mdp.ActionCount];
        for (int pair = 0; pair < mdp.StateCount * mdp.ActionCount; pair++)
        {
            (int state, int action) = Math.DivRem(pair, mdp.ActionCount);
            if (!mdp.Absorbing[state])
            {
                policy.Values(OneHot(mdp, state), estimates);
                double expected = 0;
                for (int i = mdp.Offsets[pair]; i < mdp.Offsets[pair + 1]; i++)
                {
                    expected += mdp.Probabilities[i] * (mdp.Rewards[i] + Gamma * values[mdp.NextStates[i]]);
                }
                Assert.Equal(expected, estimates[action], tolerance);
            }
        }
    }

    private static float[] Outputs(FiniteMdp mdp, DqnOptions options) => Outputs(Train(mdp, options, 12_000), mdp, 0);

    private static float[] Outputs(QNetworkPolicy policy, FiniteMdp mdp, int state)
    {
        var outputs = new float[policy.Network.OutputLength];
        policy.Network.Evaluate(OneHot(mdp, state), outputs, 1);
        return outputs;
    }

    private static float[] OneHot(FiniteMdp mdp, int state)
    {
        var observation = new float[mdp.StateCount];
        observation[state] = 1;
        return observation;
    }

    private static QNetworkPolicy Train(FiniteMdp mdp, DqnOptions options, int steps)
    {
        using var run = new TrainingRun(
            new RunOptions { Environment = "MDP", Seed = 1, Steps = steps, EvaluateEvery = 0, Agent = options },
            () => new MdpEnvironment("MDP", mdp, encoding: StateEncoding.OneHot, timeLimit: 40));
        foreach (Progress _ in run.Train())
        {
        }
        return (QNetworkPolicy)run.Policy;
    }
}
