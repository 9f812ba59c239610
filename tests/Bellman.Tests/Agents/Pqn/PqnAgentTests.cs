using Bellman.Agents;
using Bellman.Agents.Pqn;
using Bellman.Environments;
using Bellman.Environments.Control;
using Bellman.Learning;
using Bellman.Tests.Reference;
using Bellman.Training;

namespace Bellman.Tests.Agents.Pqn;

public class PqnAgentTests
{
    private static readonly int[] Sizes = [4, 24, 24, 2];
    private static readonly EnvironmentSpec Probe = new("probe", 4, 2);

    private static PqnOptions Options => new()
    {
        Network = NetworkSpec.Mlp(24, 24),
        Rollout = 16,
        Minibatches = 4,
        Epochs = 2,
        LearningRate = Schedule.Constant(1e-3),
        Epsilon = Schedule.Linear(1, 0.1, 300),
    };

    [Fact]
    public void Ten_rollouts_equal_the_naive_twins()
    {
        const ulong Seed = 5;
        const int Lanes = 3, Rollouts = 10;
        var environment = new VectorEnvironment(() => new Short(), Lanes, Seeds.For(Seed, RandomStream.Environments));
        var agent = new PqnAgent(Options, environment.Spec, Lanes, Seed);
        (double[][] weights, double[][] biases) = Parameters(agent);
        var twin = new NaivePqn(Options, environment.Spec, Lanes, Seed, weights, biases);
        twin.Train(() => new Short(), Rollouts);
        var actions = new int[Lanes];
        for (int step = 0; step < Rollouts * Options.Rollout; step++)
        {
            agent.Act(environment.Observations, environment.LegalActions, actions);
            Assert.Equal(twin.Actions.Slice(step * Lanes, Lanes), actions);
            agent.Observe(environment.Step(actions));
        }
        Assert.Equal(Rollouts * 2 * 4, agent.Updates);
        Assert.InRange(twin.Truncations, 5, 500);
        // 80 updates in single precision against double: rounding alone may move a weight this much.
        (double[][] learned, double[][] learnedBiases) = Parameters(agent);
        for (int layer = 0; layer < 3; layer++)
        {
            Assert.Equal(weights[layer], learned[layer], (a, b) => Math.Abs(a - b) < 1e-4);
            Assert.Equal(biases[layer], learnedBiases[layer], (a, b) => Math.Abs(a - b) < 1e-4);
        }
    }

    [Theory]
    [InlineData(Ending.None, 1.5f)]
    [InlineData(Ending.Truncated, 1.5f)]
    [InlineData(Ending.LifeLost, 1.5f)]
    [InlineData(Ending.Terminated, -2.5f)] // what the end earns is not clipped
    public void Rewards_are_changed_for_the_learner_only(Ending ending, float learned)
    {
        PqnAgent shaping = new(Options with { ClipReward = 3, EndReward = -5, RewardScale = 0.5 }, Probe, 2, 3), plain = new(Options, Probe, 2, 3);
        Outcome[] raw = [new(4, ending), new(4, ending)];
        for (int step = 0; step < 40; step++)
        {
            Step(shaping, step, raw);
            Step(plain, step, [new(learned, ending), new(learned, ending)]);
            Assert.Equal(4, raw[0].Reward);
        }
        Assert.Equal(16, shaping.Updates);
        Assert.Equal(Parameters(plain).Weights, Parameters(shaping).Weights);
    }

    [Fact]
    public void Illegal_actions_are_neither_taken_nor_believed()
    {
        // Only the second action is legal anywhere, and the first one is worth 10: the largest legal value is what bootstraps.
        var spec = Probe with { HasIllegalActions = true };
        var network = new OneNumberNetwork(4, 2) { Differences = [10, 0] };
        var agent = new PqnAgent(Options with { Rollout = 1, Minibatches = 1, Epochs = 1, Gamma = 0.5, ClipNorm = null }, spec, 1, 1, _ => network);
        int[] action = [0];
        for (int step = 0; step < 20; step++)
        {
            agent.Act(new float[4], [false, true], action);
            Assert.Equal(1, action[0]);
            agent.Observe(new Experience
            {
                Observations = new float[4], Actions = action, Outcomes = [new(2)], NextObservations = new float[4], NextLegalActions = [false, true],
            });
            Assert.Equal(2, agent.Report().Loss, 1e-6); // (0 - (2 + 0.5 * 0))^2 / 2, and not with 10
        }
    }

    [Fact]
    public void The_returns_are_those_of_the_values_when_it_acted()
    {
        // The network's one number is moved by hand between the steps, as no update would: each value counts as it was.
        var network = new OneNumberNetwork(4, 2) { Value = 1 };
        var agent = new PqnAgent(Options with { Rollout = 3, Minibatches = 1, Epochs = 1, Gamma = 0.5, Lambda = 0.5 }, Probe, 1, 1, _ => network);
        foreach (float value in (float[])[2, 4, 8])
        {
            network.Value = value;
            Step(agent, 0, [new(1)]);
        }
        // From the back: 1 + 0.5 * 8 = 5, 1 + 0.5 (0.5 * 8 + 0.5 * 5) = 4.25, 1 + 0.5 (0.5 * 4 + 0.5 * 4.25) = 3.0625, and the network says 8.
        Assert.Equal((9 + 3.75 * 3.75 + 4.9375 * 4.9375) / 6, agent.Report().Loss, 1e-5);
    }

    [Theory]
    [InlineData("categorical 51 -10 10")]
    [InlineData("quantile 51")]
    [InlineData("implicit 8")]
    public void A_head_of_distributions_is_refused(string head)
        => Assert.Contains("single numbers", Assert.Throws<BellmanException>((Options with { Head = HeadSpec.Parse(head) }).Validate).Message,
            StringComparison.Ordinal);

    [Fact]
    public void It_must_act_before_it_observes()
    {
        var agent = new PqnAgent(Options, Probe, 1, 1);
        Assert.Contains("call Act", Assert.Throws<BellmanException>(() => Observe(agent, 0, [new(1)])).Message, StringComparison.Ordinal);
        Step(agent, 0, [new(1)]);
        Assert.Throws<BellmanException>(() => Observe(agent, 0, [new(1)]));
    }

    [Fact]
    public void Pictures_are_kept_as_bytes_and_learned_from_as_they_were()
    {
        var spec = new EnvironmentSpec("pictures", 12, 2) { Image = new(1, 3, 4) };
        PqnAgent bytes = new(Options, spec, 2, 1), numbers = new(Options, spec with { Image = null }, 2, 1);
        var random = new Rng(1);
        var actions = new int[2];
        for (int step = 0; step < 64; step++)
        {
            float[] seen = [.. Enumerable.Range(0, 24).Select(_ => random.NextInt(256) / 255f)], next = [.. Enumerable.Range(0, 24).Select(_ => random.NextInt(256) / 255f)];
            foreach (PqnAgent agent in (PqnAgent[])[bytes, numbers])
            {
                agent.Act(seen, [], actions);
                agent.Observe(new Experience { Observations = seen, Actions = actions, Outcomes = [new(1), new(2)], NextObservations = next, NextLegalActions = [] });
            }
        }
        Assert.Equal(32, bytes.Updates);
        Assert.Equal(((QNetworkPolicy)numbers.Snapshot()).Network.Parameters, ((QNetworkPolicy)bytes.Snapshot()).Network.Parameters);
        Assert.Equal(32 * 12 * 3, RolloutShape.Of(Options, spec with { Image = null }, 2).Bytes - RolloutShape.Of(Options, spec, 2).Bytes);
    }

    [Theory]
    [InlineData("MinAtar/Breakout-v0", "conv 16 3x3, channelnorm, relu, dense 64, layernorm, relu")]
    [InlineData("MinAtar/Asterix-v0", "conv 16 3x3, channelnorm, relu, dense 64, layernorm, relu", "gaussian 51 -10 100", StreamKind.Regularized)]
    [InlineData("CartPole-v1", "dense 96, layernorm, relu, dense 96, layernorm, relu")]
    public void Threads_change_nothing(string environment, string network, string head = "scalar", StreamKind streams = StreamKind.Plain)
    {
        RunOptions options = new()
        {
            Environment = environment, Seed = 2, Steps = 3_000, Lanes = 30, EvaluateEvery = 0,
            Agent = Options with { Network = NetworkSpec.Parse(network), Head = HeadSpec.Parse(head), Streams = streams, SharedStreams = true, Rollout = 10, Minibatches = 3 },
        };
        Assert.Equal(Fingerprint(options), Fingerprint(options with { Threads = 2 }));
        Assert.Equal(Fingerprint(options), Fingerprint(options with { Threads = 3 }));
    }

    [Theory]
    [InlineData("scalar", StreamKind.Plain)]
    [InlineData("gaussian 51 -10 100", StreamKind.Dueling)]
    public void A_training_step_allocates_nothing(string head, StreamKind streams)
    {
        PqnOptions options = Options with { Minibatches = 5, Head = HeadSpec.Parse(head), Streams = streams };
        using var environment = new VectorEnvironment(() => new Short(), 8, 1);
        var agent = new PqnAgent(options, environment.Spec, 8, 1);
        var actions = new int[8];
        Steps(); // everything grows to its size
        Assert.Equal(0, Allocation.Least(Steps));

        void Steps()
        {
            for (int step = 0; step < 3 * options.Rollout; step++)
            {
                agent.Act(environment.Observations, environment.LegalActions, actions);
                agent.Observe(environment.Step(actions));
            }
        }
    }

    internal static ulong Fingerprint(RunOptions options)
    {
        using var run = new TrainingRun(options);
        foreach (Progress _ in run.Train())
        {
        }
        return run.Fingerprint;
    }

    private static void Step(PqnAgent agent, int step, Outcome[] outcomes)
    {
        agent.Act(new float[4 * outcomes.Length], [], new int[outcomes.Length]);
        Observe(agent, step, outcomes);
    }

    private static void Observe(PqnAgent agent, int step, Outcome[] outcomes)
    {
        int lanes = outcomes.Length;
        float[] seen = new float[4 * lanes], next = new float[4 * lanes];
        seen.AsSpan().Fill(step % 7);
        next.AsSpan().Fill(step % 5);
        var actions = new int[lanes];
        actions.AsSpan().Fill(step & 1);
        agent.Observe(new Experience { Observations = seen, Actions = actions, Outcomes = outcomes, NextObservations = next, NextLegalActions = [] });
    }

    private static (double[][] Weights, double[][] Biases) Parameters(PqnAgent agent)
    {
        ReadOnlySpan<float> parameters = ((QNetworkPolicy)agent.Snapshot()).Network.Parameters;
        double[][] weights = new double[3][], biases = new double[3][];
        int at = 0;
        for (int layer = 0; layer < 3; layer++)
        {
            (int inputs, int outputs) = (Sizes[layer], Sizes[layer + 1]);
            weights[layer] = [.. Doubles(parameters.Slice(at, inputs * outputs))];
            biases[layer] = [.. Doubles(parameters.Slice(at + inputs * outputs, outputs))];
            at += ((inputs + 1) * outputs + 15) / 16 * 16; // a layer fills whole cache lines
        }
        return (weights, biases);

        static double[] Doubles(ReadOnlySpan<float> values) => [.. values.ToArray().Select(v => (double)v)];
    }

    /// <summary>CartPole whose time runs out soon.</summary>
    private sealed class Short : IEnvironment
    {
        private readonly IEnvironment _pole = CartPole.V1();

        public EnvironmentSpec Spec => _pole.Spec with { TimeLimit = 13 };

        public void Reset(ref Rng random, Span<float> observation) => _pole.Reset(ref random, observation);

        public Outcome Step(int action, ref Rng random, Span<float> observation) => _pole.Step(action, ref random, observation);

        public void Sync(StateStream stream) => _pole.Sync(stream);
    }
}
