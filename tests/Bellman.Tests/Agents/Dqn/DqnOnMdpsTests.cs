using Bellman.Agents;
using Bellman.Agents.Dqn;
using Bellman.Environments.Finite;
using Bellman.Learning;
using Bellman.Planning;
using Bellman.Tests.Oracles;
using Bellman.Training;

namespace Bellman.Tests.Agents.Dqn;

/// <summary>
/// A table is a linear network on one-hot input, so a deep agent must land on the values that planning knows. With squared loss also where
/// outcomes are random; with Huber's not: its fixed point lies towards the median.
/// </summary>
public class DqnOnMdpsTests
{
    private const double Gamma = 0.8;

    [Theory]
    [InlineData(LossKind.Squared, false)]
    [InlineData(LossKind.Huber, false)]
    [InlineData(LossKind.Huber, true)]
    [InlineData(LossKind.ClippedError, false)]
    public void It_lands_on_the_values_of_worlds_without_chance(LossKind loss, bool isDouble)
        => Check(Chain(), loss, isDouble, tolerance: 0.03);

    [Fact]
    public void With_squared_loss_it_lands_on_the_values_of_random_worlds()
        => Check(RandomMdp.Make(seed: 2, states: 5, actions: 2, branches: 2, end: 0.1), LossKind.Squared, isDouble: false, tolerance: 0.1);

    // Every pair leads to one state, four of them in a row, for rewards of all sizes.
    private static FiniteMdp Chain() => FiniteMdp.Create(5, 2,
        (state, action) => [new(1, action == 0 ? state + 1 : Math.Max(state - 1, 0), action == 0 ? 0.25 * state : 0.4 - 0.1 * state)],
        state => state == 4, state => state < 4 ? 0.25 : 0);

    private static void Check(FiniteMdp mdp, LossKind loss, bool isDouble, double tolerance)
    {
        double[] values = PolicyIteration.Solve(mdp, Gamma).Values;
        using var run = new TrainingRun(new RunOptions
        {
            Environment = "MDP", Seed = 1, Steps = 12_000, EvaluateEvery = 0,
            Agent = new DqnOptions
            {
                Network = NetworkSpec.Parse(""), Gamma = Gamma, Loss = loss, Double = isDouble, Batch = 32, Memory = 12_000, LearningStarts = 500,
                LearningRate = Schedule.Exponential(2e-2, 2e-4, 2_500), TrainEvery = new(1, TrainingUnit.Steps), TargetEvery = new(50, TrainingUnit.Steps),
                Epsilon = Schedule.Constant(1),
            },
        }, () => new MdpEnvironment("MDP", mdp, encoding: StateEncoding.OneHot, timeLimit: 40));
        foreach (Progress _ in run.Train())
        {
        }
        var policy = (QNetworkPolicy)run.Policy;
        var observation = new float[mdp.StateCount];
        var estimates = new float[mdp.ActionCount];
        for (int pair = 0; pair < mdp.StateCount * mdp.ActionCount; pair++)
        {
            (int state, int action) = Math.DivRem(pair, mdp.ActionCount);
            if (!mdp.Absorbing[state])
            {
                Array.Clear(observation);
                observation[state] = 1;
                policy.Values(observation, estimates);
                double expected = 0;
                for (int i = mdp.Offsets[pair]; i < mdp.Offsets[pair + 1]; i++)
                {
                    expected += mdp.Probabilities[i] * (mdp.Rewards[i] + Gamma * values[mdp.NextStates[i]]);
                }
                Assert.Equal(expected, estimates[action], tolerance);
            }
        }
    }
}
