using Bellman.Agents;
using Bellman.Agents.Pqn;
using Bellman.Environments.Finite;
using Bellman.Learning;
using Bellman.Planning;
using Bellman.Tests.Oracles;
using Bellman.Training;

namespace Bellman.Tests.Agents.Pqn;

/// <summary>
/// A table is a linear network on one-hot input, so PQN must land where its operator does. With lambda 0 that is Q*, whatever explores; with more, returns
/// go on as the exploring policy does, and the place depends on it: here exploration is uniform, so that the place can be worked out.
/// </summary>
public class PqnOnMdpsTests
{
    private const double Gamma = 0.8;
    private const int Rollout = 4;

    [Theory]
    [InlineData(0.0, 0.03)]
    [InlineData(0.65, 0.03)]
    [InlineData(1.0, 0.04)]
    public void It_lands_where_its_operator_does_in_worlds_without_chance(double lambda, double tolerance) => Check(Chain(), lambda, tolerance);

    [Theory]
    [InlineData(0.0, 0.1)]
    [InlineData(0.65, 0.1)]
    public void It_lands_where_its_operator_does_in_random_worlds(double lambda, double tolerance)
        => Check(RandomMdp.Make(seed: 2, states: 5, actions: 2, branches: 2, end: 0.1), lambda, tolerance);

    [Theory]
    [InlineData("gaussian 51 -1 3", StreamKind.Plain, 0.03)]
    [InlineData("twohot 51 -1 3", StreamKind.Plain, 0.03)]
    [InlineData("scalar", StreamKind.Dueling, 0.03)]
    [InlineData("scalar", StreamKind.MeanExpansion, 0.03)]
    [InlineData("gaussian 51 -1 3", StreamKind.Dueling, 0.03)]
    public void So_it_does_with_every_head_and_stream(string head, StreamKind streams, double tolerance)
        => Check(Chain(), 0.65, tolerance, new() { Head = HeadSpec.Parse(head), Streams = streams, SharedStreams = true });

    // Every pair leads to one state, four of them in a row, for rewards of all sizes.
    private static FiniteMdp Chain() => FiniteMdp.Create(5, 2,
        (state, action) => [new(1, action == 0 ? state + 1 : Math.Max(state - 1, 0), action == 0 ? 0.25 * state : 0.4 - 0.1 * state)],
        state => state == 4, state => state < 4 ? 0.25 : 0);

    private static void Check(FiniteMdp mdp, double lambda, double tolerance, PqnOptions? outputs = null)
    {
        double[] expected = FixedPoint(mdp, lambda), best = FixedPoint(mdp, 0), values = PolicyIteration.Solve(mdp, Gamma).Values;
        Assert.Equal(values[0], best[..mdp.ActionCount].Max(), 1e-9);
        using var run = new TrainingRun(new RunOptions
        {
            Environment = "MDP", Seed = 1, Steps = 400_000, Lanes = 16, EvaluateEvery = 0, ReportEvery = 100_000,
            Agent = (outputs ?? new()) with
            {
                Network = NetworkSpec.Parse(""), Gamma = Gamma, Lambda = lambda, Rollout = Rollout, Minibatches = 2, Epochs = 1,
                LearningRate = Schedule.Exponential(2e-2, 1e-4, 50_000), Epsilon = Schedule.Constant(1),
            },
        }, () => new MdpEnvironment("MDP", mdp, encoding: StateEncoding.OneHot));
        foreach (Progress _ in run.Train())
        {
        }
        var policy = (QNetworkPolicy)run.Policy;
        float[] observation = new float[mdp.StateCount], estimates = new float[mdp.ActionCount];
        for (int state = 0; state < mdp.StateCount; state++)
        {
            Array.Clear(observation);
            observation[state] = 1;
            policy.Values(observation, estimates);
            for (int action = 0; action < mdp.ActionCount && !mdp.Absorbing[state]; action++)
            {
                Assert.Equal(expected[state * mdp.ActionCount + action], estimates[action], tolerance);
            }
        }
    }

    /// <summary>
    /// A step is the last of its rollout, the last but one, ..., each as often. The last bootstraps; the return of another goes on as the uniform policy
    /// does. What is learned is the mean of all of them.
    /// </summary>
    private static double[] FixedPoint(FiniteMdp mdp, double lambda)
    {
        int pairs = mdp.StateCount * mdp.ActionCount;
        var values = new double[pairs];
        for (int sweep = 0; sweep < 500; sweep++)
        {
            double[] max = [.. Enumerable.Range(0, mdp.StateCount).Select(state => values.AsSpan(state * mdp.ActionCount, mdp.ActionCount).ToArray().Max())];
            double[] followed = max, total = new double[pairs];
            for (int place = 0; place < Rollout; place++)
            {
                double[] returns = [.. Enumerable.Range(0, pairs).Select(pair => Return(pair, max, place == 0 ? max : followed))];
                followed = [.. Enumerable.Range(0, mdp.StateCount).Select(state => returns.AsSpan(state * mdp.ActionCount, mdp.ActionCount).ToArray().Average())];
                total = [.. total.Zip(returns, (a, b) => a + b / Rollout)];
            }
            values = total;
        }
        return values;

        double Return(int pair, double[] max, double[] followed)
        {
            double sum = 0;
            for (int i = mdp.Offsets[pair]; i < mdp.Offsets[pair + 1]; i++)
            {
                int next = mdp.NextStates[i];
                double future = mdp.Absorbing[next] ? 0 : (1 - lambda) * max[next] + lambda * followed[next];
                sum += mdp.Probabilities[i] * (mdp.Rewards[i] + Gamma * future);
            }
            return mdp.Absorbing[pair / mdp.ActionCount] ? 0 : sum;
        }
    }
}
