using Bellman.Agents;
using Bellman.Agents.Dqn;
using Bellman.Learning;
using Bellman.Tests.Reference;

namespace Bellman.Tests.Agents.Dqn;

public class DqnSoundnessTests
{
    private static readonly EnvironmentSpec Probe = new("probe", 4, 2);

    private static DqnOptions Options => new()
    {
        Network = NetworkSpec.Mlp(8),
        Batch = 4,
        Memory = 100,
        LearningStarts = 0,
        TrainEvery = new(1, TrainingUnit.Steps),
        Epsilon = Schedule.Constant(1),
    };

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 1)]
    [InlineData(4, 2)]
    [InlineData(8, 1)]
    public void A_soft_target_follows_as_far_by_several_lanes_as_by_one(int lanes, int every)
    {
        var networks = new List<OneNumberNetwork>();
        DqnOptions options = Options with { Tau = 0.1, TargetEvery = new(every, TrainingUnit.Steps), LearningStarts = 1_000 };
        var agent = new DqnAgent(options, Probe, lanes, 1, _ => Kept(networks, new(4, 2)));
        networks[0].Value = 1; // the target still has 0
        for (int step = 0; step < 8; step += lanes)
        {
            Observe(agent, lanes, reward: 0);
        }
        // Each time nine tenths of the distance are left: by hand, 0.9^8 after eight steps and 0.9^4 after four periods of two.
        Assert.Equal(every == 1 ? 1 - 0.43046721 : 1 - 0.6561, networks[1].Value, 1e-6);
    }

    [Fact]
    public void The_reported_value_is_that_of_the_actions_taken()
    {
        const int Lanes = 1_000;
        var agent = new DqnAgent(Options, Probe, Lanes, 1, _ => new OneNumberNetwork(4, 2) { Differences = [0, 10] });
        int[] actions = new int[Lanes];
        agent.Act(new float[Lanes * 4], [], actions);
        double taken = actions.Average(action => 10 * action);
        Assert.InRange(taken, 4, 6); // every action is random, and the greedy one is worth 10
        Assert.Equal(taken, agent.Report().Value, 1e-9);
    }

    [Theory]
    [InlineData(LossKind.Squared, 1e30f, "1E+30")]          // its square is infinite
    [InlineData(LossKind.ClippedError, float.NegativeInfinity, "Infinity")] // the loss would be 1/2
    [InlineData(LossKind.Huber, float.NaN, "NaN")]
    public void A_loss_that_is_not_finite_ends_the_training_and_changes_nothing(LossKind loss, float reward, string error)
    {
        var networks = new List<OneNumberNetwork>();
        var agent = new DqnAgent(Options with { Loss = loss }, Probe, 1, 1, _ => Kept(networks, new(4, 2)));
        Observe(agent, 1, reward: 1);
        Assert.Equal(1, networks[0].Updates);
        BellmanException stop = Assert.Throws<BellmanException>(() =>
        {
            for (int i = 0; i < 100; i++) // until it is sampled
            {
                Observe(agent, 1, reward);
            }
        });
        Assert.Contains("the loss is not finite", stop.Message, StringComparison.Ordinal);
        Assert.Contains($"the largest error of the batch is {error}", stop.Message, StringComparison.Ordinal);
        Assert.Contains("lower learningRate", stop.Message, StringComparison.Ordinal);
        Assert.Equal(agent.Updates, networks[0].Updates);
    }

    [Fact]
    public void What_follows_the_end_is_not_asked_even_if_it_is_no_number()
    {
        var head = new ScalarHead(LossKind.Squared);
        float[] gradient = new float[2], errors = new float[1];
        float loss = head.Loss(new Backup
        {
            Actions = [1], Rewards = [3], Discounts = [0], NextActions = [0], Outputs = [7, 5], Bootstrap = [float.NaN, float.PositiveInfinity],
            ActionCount = 2,
        }, gradient, errors);
        Assert.Equal(4, loss);
        Assert.Equal(2, errors[0]);
        Assert.Equal([0, 4], gradient);
    }

    [Fact]
    public void A_network_whose_values_are_no_numbers_does_not_act()
    {
        var agent = new DqnAgent(Options, Probe, 1, 1);
        IPolicy kept = agent.Snapshot();
        int[] action = [0];
        float[] seen = [0, float.NaN, 0, 0];
        foreach (IPolicy policy in (IPolicy[])[agent, agent.Greedy, kept])
        {
            Assert.Contains(policy == kept ? "not a finite number" : "infinity or NaN",
                Assert.Throws<BellmanException>(() => policy.Act(seen, [], action)).Message, StringComparison.Ordinal);
        }
        Assert.Throws<BellmanException>(() => ((QNetworkPolicy)kept).Act(seen));
    }

    [Fact]
    public void A_diverged_network_is_not_kept()
    {
        var networks = new List<OneNumberNetwork>();
        var agent = new DqnAgent(Options, Probe, 1, 1, _ => Kept(networks, new(4, 2)));
        networks[0].Value = float.NaN;
        Assert.Throws<BellmanException>(agent.Snapshot);
        Assert.Throws<BellmanException>(() => agent.Sync(StateStream.Writer(new MemoryStream())));
    }

    [Fact]
    public void What_the_end_earns_is_not_clipped()
    {
        DqnAgent ended = new(Options with { EndReward = -5, ClipReward = 1 }, Probe, 1, 3), plain = new(Options, Probe, 1, 3);
        for (int step = 0; step < 20; step++)
        {
            Observe(ended, 1, reward: 2, Ending.Terminated);
            Observe(plain, 1, reward: -5, Ending.Terminated);
        }
        Assert.Equal(((QNetworkPolicy)plain.Snapshot()).Network.Parameters, ((QNetworkPolicy)ended.Snapshot()).Network.Parameters);
    }

    [Fact]
    public void A_network_of_ones_own_that_does_not_fit_is_refused()
    {
        Assert.Equal("A network of 3 inputs and 2 outputs does not fit probe, which needs 4 and 2.", Refused(_ => new OneNumberNetwork(3, 2)));
        Assert.Equal("A network of 4 inputs and 5 outputs does not fit probe, which needs 4 and 2.", Refused(_ => new OneNumberNetwork(4, 5)));
        Assert.Contains("gave none", Refused(_ => null!), StringComparison.Ordinal);
        var only = new OneNumberNetwork(4, 2);
        Assert.Contains("the same one twice", Refused(_ => only), StringComparison.Ordinal);

        static string Refused(Func<bool, INetwork> create)
            => Assert.Throws<BellmanException>(() => new DqnAgent(Options, Probe, 1, 1, create)).Message;
    }

    [Fact]
    public void A_network_of_ones_own_that_gives_too_many_outputs_is_refused_wherever_it_is_asked()
    {
        var agent = new DqnAgent(Options, Probe, 1, 1, _ => new OneNumberNetwork(4, 2) { TooMany = 1 });
        int[] action = [0];
        foreach (Action ask in (Action[])[() => agent.Act(new float[4], [], action), () => agent.Greedy.Act(new float[4], [], action), () => Observe(agent, 1, 0)])
        {
            Assert.Contains("gave", Assert.Throws<BellmanException>(ask).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(2_000_000_000, 4, "it must be between 1 and 65536.")]
    [InlineData(65_536, 65_536, "set 'batch' lower.")] // 2^32 numbers: an int wraps to nothing
    public void A_batch_that_no_machine_holds_is_refused(int batch, int length, string cure)
        => Assert.EndsWith(cure, Assert.Throws<BellmanException>(
            () => new DqnAgent(Options with { Batch = batch }, Probe with { ObservationLength = length }, 1, 1)).Message, StringComparison.Ordinal);

    [Fact]
    public void What_does_not_fit_the_machine_together_is_refused_before_it_is_made()
    {
        DqnOptions options = Options with { Memory = 8_000_000, Network = NetworkSpec.Mlp(3_000_000), Batch = 40 };
        AgentMemory memory = AgentMemory.Of(DqnReplay.Shape(options, Probe, 1).Bytes, options.Batch, Probe, DqnAgent.Layers(options, Probe));
        // Each of the three fits in a gigabyte.
        Assert.Equal((true, true, true), (memory.Replay < 1e9, memory.Networks < 1e9, memory.Batch < 1e9));
        void Require(long bytes) => AgentMemory.RequireFits(
            DqnReplay.Shape(options, Probe, 1).Bytes, options.Batch, Probe, 1, DqnAgent.Layers(options, Probe), bytes);
        Assert.StartsWith("The agent needs ", Assert.Throws<BellmanException>(() => Require(1 << 30)).Message, StringComparison.Ordinal);
        Require(3L << 30);
    }

    [Fact]
    public void More_values_than_an_array_holds_are_refused()
        => Assert.EndsWith("set 'lanes' lower.", Assert.Throws<BellmanException>(
            () => new DqnAgent(Options, Probe with { ActionCount = 1_000_000 }, 4096, 1, _ => new OneNumberNetwork(4, 1_000_000))).Message, StringComparison.Ordinal);

    [Fact]
    public void Bounds_that_are_equal_cannot_be_rescaled()
        => Assert.StartsWith("Input 1 cannot be rescaled from the range 7 to 7", Assert.Throws<BellmanException>(
            () => new DqnAgent(Options with { Rescale = true }, Probe with { Low = [0, 7, 0, 0], High = [1, 7, 1, 1] }, 1, 1)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(1, 0, null), InlineData(3, 1, null)]
    [InlineData(4, 0, "gradient steps"), InlineData(long.MaxValue, 0, "gradient steps"), InlineData(-1, 0, "gradient steps")]
    [InlineData(0, 2, "updates of the target"), InlineData(0, long.MaxValue, "updates of the target"), InlineData(0, -1, "updates of the target")]
    public void A_saved_agent_owes_no_more_updates_than_one_step_of_its_lanes_makes_due(long due, long targetDue, string? fault)
    {
        DqnOptions options = Options with { GradientSteps = 3 };
        using var bytes = new MemoryStream();
        new DqnAgent(options, Probe, 1, 1).Sync(StateStream.Writer(bytes));
        byte[] saved = bytes.ToArray();
        int at = saved.AsSpan().IndexOf("dqn"u8) + 3 + 3 * sizeof(long); // behind the counters
        BitConverter.GetBytes(due).CopyTo(saved, at);
        BitConverter.GetBytes(targetDue).CopyTo(saved, at + sizeof(long));
        var agent = new DqnAgent(options, Probe, 1, 1);
        Action load = () => agent.Sync(StateStream.Reader(new MemoryStream(saved)));
        if (fault is null)
        {
            load();
        }
        else
        {
            Assert.Contains(fault, Assert.Throws<BellmanException>(load).Message, StringComparison.Ordinal);
        }
    }

    private static OneNumberNetwork Kept(List<OneNumberNetwork> networks, OneNumberNetwork network)
    {
        networks.Add(network);
        return network;
    }

    private static void Observe(DqnAgent agent, int lanes, float reward, Ending ending = Ending.None)
    {
        var outcomes = new Outcome[lanes];
        Array.Fill(outcomes, new Outcome(reward, ending));
        agent.Observe(new Experience
        {
            Observations = new float[lanes * 4], Actions = new int[lanes], Outcomes = outcomes, NextObservations = new float[lanes * 4], NextLegalActions = [],
        });
    }
}
