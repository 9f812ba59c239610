using Bellman.Environments;

namespace Bellman.Tests.Environments.Probes;

/// <summary>What each probe says its values are, against what playing it pays.</summary>
public class ProbesTests
{
    private const double Gamma = 0.9;

    /// <summary>Mean discounted return of many episodes that begin with an action, by what was seen first; later actions are always 0.</summary>
    private static Dictionary<float, double> Play(IEnvironment environment, int first, int episodes = 4000)
    {
        var random = new Rng(17);
        var observation = new float[environment.Spec.ObservationLength];
        var returns = new Dictionary<float, List<double>>();
        for (int episode = 0; episode < episodes; episode++)
        {
            environment.Reset(ref random, observation);
            float seen = observation[0];
            (double total, double discount, int action) = (0, 1, first);
            Outcome outcome;
            int steps = 0;
            do
            {
                outcome = environment.Step(action, ref random, observation);
                total += discount * outcome.Reward;
                discount *= Gamma;
                action = 0;
            }
            while (!outcome.EpisodeOver && ++steps < 500); // by then 0.9 to the power of the steps is nothing
            (returns.TryGetValue(seen, out var list) ? list : returns[seen] = []).Add(total);
        }
        return returns.ToDictionary(pair => pair.Key, pair => pair.Value.Average());
    }

    [Fact]
    public void One_step_bandit() => Assert.Equal(OneStepBandit.Value, Play(new OneStepBandit(), 0)[1]);

    [Fact]
    public void Observation_bandit()
    {
        Dictionary<float, double> values = Play(new ObservationBandit(), 0);
        Assert.Equal([-1f, 1f], values.Keys.Order());
        Assert.All(values, pair => Assert.Equal(ObservationBandit.Value(pair.Key), pair.Value));
    }

    [Fact]
    public void Two_step_discount()
    {
        Assert.Equal(TwoStepDiscount.Value(0, Gamma), Play(new TwoStepDiscount(), 0)[0], 1e-12);
        Assert.Equal(1, TwoStepDiscount.Value(1, Gamma));
    }

    [Fact]
    public void Action_matters()
    {
        for (int action = 0; action < 2; action++)
        {
            Dictionary<float, double> values = Play(new ActionMatters(), action);
            Assert.Equal([-1f, 1f], values.Keys.Order());
            Assert.All(values, pair => Assert.Equal(ActionMatters.Value(pair.Key, action), pair.Value));
        }
        Assert.Equal((1.0, 1.0), (ActionMatters.Value(-1, 0), ActionMatters.Value(1, 1)));
    }

    [Fact]
    public void Delayed_reward()
    {
        Assert.Equal(0, Play(new DelayedReward(), 0)[0]);
        Assert.Equal(DelayedReward.Value([0, 0], 1, Gamma), Play(new DelayedReward(), 1)[0], 1e-6);
        Assert.Equal(Gamma * Gamma * Gamma, DelayedReward.Value([0, 0], 1, Gamma), 1e-12);
        Assert.Equal(Gamma, DelayedReward.Value([0.5f, 1], 0, Gamma), 1e-12);
        Assert.Equal(0, DelayedReward.Value([0.5f, -1], 1, Gamma));
    }

    [Fact]
    public void Truncated_loop()
        => Assert.Equal(TruncatedLoop.Value(Gamma), Play(new TruncatedLoop(), 0, episodes: 1)[1], 1e-6);

    [Fact]
    public void Stochastic_reward()
    {
        Assert.Equal(StochasticReward.Value(0), Play(new StochasticReward(), 0)[1], 1e-6);
        // The gamble's standard deviation is 0.87: four standard errors of 100,000 episodes.
        Assert.Equal(StochasticReward.Value(1), Play(new StochasticReward(), 1, episodes: 100_000)[1], 4 * 0.87 / Math.Sqrt(100_000));
    }

    [Fact]
    public void Illegal_trap()
    {
        Assert.Equal(IllegalTrap.Value(0, 0, Gamma), Play(new IllegalTrap(), 0)[0], 1e-12);
        Assert.Equal(IllegalTrap.Value(0, 1, Gamma), Play(new IllegalTrap(), 1)[0], 1e-12);
        Assert.Equal(-1, IllegalTrap.Value(1, 0, Gamma));
    }

    [Fact]
    public void The_trap_refuses_its_illegal_action()
    {
        var environment = new IllegalTrap();
        var random = new Rng(1);
        var observation = new float[1];
        environment.Reset(ref random, observation);
        environment.Step(0, ref random, observation);
        Assert.Throws<BellmanException>(() => environment.Step(1, ref random, observation));
    }

    public static TheoryData<IEnvironment> Stateful =>
        [new ObservationBandit(), new TwoStepDiscount(), new ActionMatters(), new DelayedReward(), new IllegalTrap()];

    [Theory, MemberData(nameof(Stateful), DisableDiscoveryEnumeration = true)]
    public void A_probe_that_was_saved_goes_on_where_it_was(IEnvironment original)
    {
        var random = new Rng(2);
        var expected = new float[original.Spec.ObservationLength];
        var actual = new float[original.Spec.ObservationLength];
        var copy = (IEnvironment)Activator.CreateInstance(original.GetType())!;
        for (int episode = 0; episode < 10; episode++)
        {
            original.Reset(ref random, expected);
            copy.Reset(ref random, actual);
            bool over = false;
            while (!over)
            {
                using var saved = new MemoryStream();
                original.Sync(StateStream.Writer(saved));
                saved.Position = 0;
                copy.Sync(StateStream.Reader(saved));
                Outcome outcome = original.Step(0, ref random, expected);
                Assert.Equal(outcome, copy.Step(0, ref random, actual));
                Assert.Equal(expected, actual);
                over = outcome.EpisodeOver;
            }
        }
    }
}
