using Bellman.Agents;
using Bellman.Agents.Dqn;
using Bellman.Environments;
using Bellman.Learning;
using Bellman.Tests.Environments.Probes;
using Bellman.Training;

namespace Bellman.Tests.Agents.Dqn;

/// <summary>Worlds whose values are known exactly: a learner with a wrong target, reward, mask or discount misses them.</summary>
public class DqnOnProbesTests
{
    private const double Gamma = 0.9;

    private static readonly DqnOptions Options = new()
    {
        Network = NetworkSpec.Parse("dense 16, tanh"),
        Gamma = Gamma,
        Loss = LossKind.Squared,
        LearningRate = Schedule.Linear(1e-2, 1e-4, 4_000),
        Batch = 32,
        Memory = 4_000,
        LearningStarts = 100,
        TrainEvery = new(1, TrainingUnit.Steps),
        TargetEvery = new(25, TrainingUnit.Steps),
        Epsilon = Schedule.Constant(1),
    };

    private static QNetworkPolicy Learn(Func<IEnvironment> environment, DqnOptions? options = null, int lanes = 1)
    {
        using var run = new TrainingRun(
            new RunOptions { Environment = "probe", Seed = 3, Steps = 4_000, Lanes = lanes, EvaluateEvery = 0, Agent = options ?? Options }, environment);
        foreach (Progress _ in run.Train())
        {
        }
        return (QNetworkPolicy)run.Policy;
    }

    private static float[] Values(QNetworkPolicy policy, params float[] observation)
    {
        var values = new float[policy.Spec.ActionCount];
        policy.Values(observation, values);
        return values;
    }

    [Fact]
    public void A_sure_reward_is_learned() => Assert.Equal(OneStepBandit.Value, Values(Learn(() => new OneStepBandit()), 1)[0], 0.02);

    [Fact]
    public void Values_depend_on_what_is_seen()
    {
        QNetworkPolicy policy = Learn(() => new ObservationBandit());
        Assert.Equal(ObservationBandit.Value(-1), Values(policy, -1)[0], 0.02);
        Assert.Equal(ObservationBandit.Value(1), Values(policy, 1)[0], 0.02);
    }

    [Fact]
    public void A_reward_one_step_later_is_discounted_once()
    {
        QNetworkPolicy policy = Learn(() => new TwoStepDiscount());
        Assert.Equal(Gamma, Values(policy, 0)[0], 0.02);
        Assert.Equal(1, Values(policy, 1)[0], 0.02);
    }

    [Fact]
    public void Actions_are_told_apart()
    {
        QNetworkPolicy policy = Learn(() => new ActionMatters());
        foreach (float seen in (float[])[-1, 1])
        {
            float[] values = Values(policy, seen);
            Assert.Equal(ActionMatters.Value(seen, 0), values[0], 0.03);
            Assert.Equal(ActionMatters.Value(seen, 1), values[1], 0.03);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    public void A_delayed_reward_travels_back_whatever_the_number_of_steps(int nStep)
    {
        QNetworkPolicy policy = Learn(() => new DelayedReward(), Options with { NStep = nStep });
        float[] start = [0, 0];
        for (int action = 0; action < 2; action++)
        {
            Assert.Equal(DelayedReward.Value(start, action, Gamma), Values(policy, start)[action], 0.03);
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(1, 4)]
    public void A_truncated_episode_still_bootstraps(int nStep, int lanes)
    {
        QNetworkPolicy policy = Learn(() => new TruncatedLoop(), Options with { NStep = nStep, TargetEvery = new(10, TrainingUnit.Steps) }, lanes);
        Assert.Equal(TruncatedLoop.Value(Gamma), Values(policy, 1)[0], 0.3);
    }

    [Fact]
    public void Squared_loss_learns_the_mean_of_an_uncertain_reward()
        => Assert.Equal(StochasticReward.Value(1), Values(Learn(() => new StochasticReward()), 1)[1], 0.1);

    [Fact]
    public void Huber_loss_has_another_fixed_point_where_rewards_are_uncertain()
    {
        // Reward 2 with probability 1/4, else 0: the mean is 1/2, and the q with 3/4 clamp(q) = 1/4 clamp(2 - q) is 1/3.
        QNetworkPolicy policy = Learn(() => new StochasticReward(), Options with { Loss = LossKind.Huber });
        Assert.Equal(1 / 3.0, Values(policy, 1)[1], 0.08);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Illegal_actions_are_neither_taken_nor_bootstrapped_on(bool isDouble)
    {
        // The world throws if an illegal action is taken; its illegal action would look best to a bootstrap without masks.
        QNetworkPolicy policy = Learn(() => new IllegalTrap(), Options with { Double = isDouble });
        Assert.Equal(IllegalTrap.Value(0, 0, Gamma), Values(policy, 0)[0], 0.05);
        Assert.Equal(IllegalTrap.Value(0, 1, Gamma), Values(policy, 0)[1], 0.05);
        Assert.Equal(IllegalTrap.Value(1, 0, Gamma), Values(policy, 1)[0], 0.05);
    }
}
