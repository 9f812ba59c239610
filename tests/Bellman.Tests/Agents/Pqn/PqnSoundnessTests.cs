using Bellman.Agents;
using Bellman.Agents.Pqn;
using Bellman.Tests.Reference;

namespace Bellman.Tests.Agents.Pqn;

public class PqnSoundnessTests
{
    private static readonly EnvironmentSpec Probe = new("probe", 4, 2);

    private static PqnOptions Options => new() { Network = NetworkSpec.Mlp(8), Rollout = 2, Minibatches = 1, Epochs = 1 };

    [Theory]
    [InlineData(1e30f, "1E+30")] // its square is infinite
    [InlineData(float.NegativeInfinity, "Infinity")]
    [InlineData(float.NaN, "NaN")]
    public void A_loss_that_is_not_finite_ends_the_training_and_changes_nothing(float reward, string error)
    {
        var network = new OneNumberNetwork(4, 2);
        var agent = new PqnAgent(Options with { Rollout = 1 }, Probe, 1, 1, _ => network);
        Step(agent, reward: 1);
        Assert.Equal(1, network.Updates);
        BellmanException stop = Assert.Throws<BellmanException>(() => Step(agent, reward));
        Assert.Contains("the loss is not finite", stop.Message, StringComparison.Ordinal);
        Assert.Contains($"the largest error of the batch is {error}", stop.Message, StringComparison.Ordinal);
        Assert.Contains("lower learningRate", stop.Message, StringComparison.Ordinal);
        Assert.Equal((1, 1), (agent.Updates, network.Updates));
    }

    [Fact]
    public void A_network_whose_values_are_no_numbers_neither_acts_nor_is_kept()
    {
        var network = new OneNumberNetwork(4, 2) { Value = float.NaN };
        var agent = new PqnAgent(Options, Probe, 1, 1, _ => network);
        Assert.Throws<BellmanException>(() => agent.Act(new float[4], [], new int[1]));
        Assert.Throws<BellmanException>(() => agent.Greedy.Act(new float[4], [], new int[1]));
        Assert.Throws<BellmanException>(agent.Snapshot);
        Assert.Throws<BellmanException>(() => agent.Sync(StateStream.Writer(new MemoryStream())));
    }

    [Fact]
    public void Lanes_explore_each_for_themselves()
    {
        var agent = new PqnAgent(Options with { Epsilon = Schedule.Constant(0.5) }, Probe, 64, 1);
        var actions = new int[64];
        for (int i = 0; i < 50; i++)
        {
            agent.Act(new float[256], [], actions);
            Assert.Equal(2, actions.Distinct().Count());
        }
    }

    [Fact]
    public void The_reported_value_is_that_of_the_actions_taken()
    {
        const int Lanes = 1_000;
        var agent = new PqnAgent(Options with { Epsilon = Schedule.Constant(1) }, Probe, Lanes, 1, _ => new OneNumberNetwork(4, 2) { Differences = [0, 10] });
        int[] actions = new int[Lanes];
        agent.Act(new float[Lanes * 4], [], actions);
        Assert.Equal(actions.Average(action => 10 * action), agent.Report().Value, 1e-9);
    }

    [Theory]
    [InlineData(3, 1, 4, "A rollout of 3 steps in 1 lanes has fewer rows than its 4 minibatches: set 'minibatches' lower, or 'rollout' or 'lanes' higher.")]
    [InlineData(1_000_000, 4096, 4, "set 'rollout' lower.")]
    [InlineData(250_000, 4096, 4, "set 'rollout' lower.")] // rows can be numbered, and no machine holds them
    public void Rollouts_that_cannot_be_are_refused(int rollout, int lanes, int minibatches, string sentence)
        => Assert.EndsWith(sentence, Assert.Throws<BellmanException>(
            () => new PqnAgent(Options with { Rollout = rollout, Minibatches = minibatches }, Probe with { ObservationLength = 4_000 }, lanes, 1)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_policy_is_saved_like_any_other()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            var kept = (QNetworkPolicy)new PqnAgent(Options, Probe, 1, 1).Snapshot();
            PolicyFile.Save(kept, path);
            Assert.Equal(kept.Network.Parameters, ((QNetworkPolicy)PolicyFile.Load(path)).Network.Parameters);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Step(PqnAgent agent, float reward)
    {
        agent.Act(new float[4], [], new int[1]);
        agent.Observe(new Experience
        {
            Observations = new float[4], Actions = [0], Outcomes = [new(reward)], NextObservations = new float[4], NextLegalActions = [],
        });
    }
}
