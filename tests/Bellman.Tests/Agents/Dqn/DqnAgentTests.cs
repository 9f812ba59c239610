using Bellman.Agents;
using Bellman.Agents.Dqn;
using Bellman.Environments;
using Bellman.Environments.Control;
using Bellman.Learning;
using Bellman.Tests.Reference;

namespace Bellman.Tests.Agents.Dqn;

public class DqnAgentTests
{
    private static readonly int[] Sizes = [4, 24, 24, 2];

    private static DqnOptions Options => new()
    {
        Network = NetworkSpec.Mlp(24, 24),
        Batch = 32,
        Memory = 5_000,
        LearningStarts = 100,
        TrainEvery = new(2, TrainingUnit.Steps),
        TargetEvery = new(50, TrainingUnit.Steps),
        Epsilon = Schedule.Linear(1, 0.1, 600),
    };

    [Theory]
    [InlineData(false, LossKind.Huber)]
    [InlineData(true, LossKind.ClippedError)]
    public void A_thousand_steps_equal_the_naive_twins(bool isDouble, LossKind loss)
    {
        const ulong Seed = 5;
        DqnOptions options = Options with { Double = isDouble, Loss = loss };
        var environment = new VectorEnvironment(CartPole.V1, 1, Seeds.For(Seed, RandomStream.Environments));
        var agent = new DqnAgent(options, environment.Spec, 1, Seed);
        (double[][] weights, double[][] biases) = Parameters((QNetworkPolicy)agent.Snapshot());
        var twin = new NaiveDqn(options, environment.Spec, Seed, weights, biases);
        twin.Train(CartPole.V1(), 1_000);
        var actions = new int[1];
        for (int step = 0; step < 1_000; step++)
        {
            agent.Act(environment.Observations, environment.LegalActions, actions);
            Assert.Equal(twin.Actions[step], actions[0]);
            agent.Observe(environment.Step(actions));
        }
        Assert.Equal(450, agent.Updates);
        // 450 updates in single precision against double: rounding alone may move a weight this much.
        (double[][] learned, double[][] learnedBiases) = Parameters((QNetworkPolicy)agent.Snapshot());
        for (int layer = 0; layer < 3; layer++)
        {
            Assert.Equal(weights[layer], learned[layer], (a, b) => Math.Abs(a - b) < 2e-3);
            Assert.Equal(biases[layer], learnedBiases[layer], (a, b) => Math.Abs(a - b) < 2e-3);
        }
    }

    [Fact]
    public void Rewards_are_clipped_for_the_learner_only()
    {
        var spec = new EnvironmentSpec("probe", 4, 2);
        DqnAgent clipping = new(Options with { ClipReward = 1 }, spec, 1, 3), plain = new(Options, spec, 1, 3);
        var random = new Rng(4);
        for (int step = 0; step < 400; step++)
        {
            float[] seen = [random.NextFloat(), 1, 2, 3], next = [random.NextFloat(), 1, 2, 3];
            float reward = random.NextInt(7) - 3;
            Outcome[] raw = [new(reward, Ending.Terminated)];
            clipping.Observe(new Experience { Observations = seen, Actions = [step & 1], Outcomes = raw, NextObservations = next, NextLegalActions = [] });
            plain.Observe(new Experience
            {
                Observations = seen, Actions = [step & 1], Outcomes = [new(Math.Clamp(reward, -1, 1), Ending.Terminated)], NextObservations = next,
                NextLegalActions = [],
            });
            Assert.Equal(reward, raw[0].Reward);
        }
        Assert.Equal(150, clipping.Updates);
        Assert.Equal(Parameters((QNetworkPolicy)plain.Snapshot()).Weights, Parameters((QNetworkPolicy)clipping.Snapshot()).Weights);
    }

    [Theory]
    [InlineData(Ending.Terminated, -1)]
    [InlineData(Ending.Truncated, 2)]
    [InlineData(Ending.LifeLost, 2)]
    public void The_end_of_an_episode_may_earn_something_else_for_the_learner_only(Ending ending, float learned)
    {
        var spec = new EnvironmentSpec("probe", 4, 2);
        DqnAgent ended = new(Options with { EndReward = -1 }, spec, 1, 3), plain = new(Options, spec, 1, 3);
        for (int step = 0; step < 400; step++)
        {
            float[] seen = [step % 7, 1, 2, 3], next = [step % 5, 1, 2, 3];
            Experience raw = new() { Observations = seen, Actions = [step & 1], Outcomes = [new(2, ending)], NextObservations = next, NextLegalActions = [] };
            ended.Observe(raw);
            plain.Observe(raw with { Outcomes = [new(learned, ending)] });
            Assert.Equal(2, raw.Outcomes[0].Reward);
        }
        Assert.Equal(Parameters((QNetworkPolicy)plain.Snapshot()).Weights, Parameters((QNetworkPolicy)ended.Snapshot()).Weights);
    }

    [Theory]
    [InlineData(0, "stack is 0: it must be at least 1.")]
    [InlineData(3, "probe stacks 3 frames in an observation of 4 numbers: every frame must have equally many.")]
    public void A_stack_that_is_none_is_refused(int stack, string sentence)
        => Assert.Equal(sentence, Assert.Throws<BellmanException>(() => new DqnAgent(Options, new("probe", 4, 2) { Stack = stack }, 1, 1)).Message);

    [Fact]
    public void Lanes_explore_each_for_itself()
    {
        var agent = new DqnAgent(Options with { Epsilon = Schedule.Constant(0.5) }, new("probe", 4, 2), 64, 1);
        var actions = new int[64];
        int mixed = 0;
        for (int i = 0; i < 50; i++)
        {
            agent.Act(new float[256], [], actions);
            mixed += actions.Distinct().Count() == 2 ? 1 : 0;
        }
        Assert.Equal(50, mixed);
    }

    [Theory]
    [InlineData(0.0, 0)]
    [InlineData(1.0, 5_000)]
    [InlineData(0.3, 1_500)]
    public void Epsilon_is_the_share_of_random_actions(double epsilon, int expected)
    {
        // Of 10,000 actions half of the random ones equal the greedy one.
        var agent = new DqnAgent(Options with { Epsilon = Schedule.Constant(epsilon) }, new("probe", 4, 2), 100, 1);
        var greedy = new int[100];
        var actions = new int[100];
        agent.Greedy.Act(new float[400], [], greedy);
        int different = 0;
        for (int i = 0; i < 100; i++)
        {
            agent.Act(new float[400], [], actions);
            different += actions.Zip(greedy).Count(pair => pair.First != pair.Second);
        }
        Assert.InRange(different, expected - 150, expected + 150);
    }

    [Fact]
    public void Training_and_target_follow_their_clocks_whatever_the_number_of_lanes()
    {
        foreach (int lanes in (int[])[1, 3, 8])
        {
            var environment = new VectorEnvironment(CartPole.V1, lanes, 1);
            var agent = new DqnAgent(Options with { LearningStarts = 0, TrainEvery = new(4, TrainingUnit.Steps) }, environment.Spec, lanes, 1);
            var actions = new int[lanes];
            int steps = 0;
            while (steps < 480)
            {
                agent.Act(environment.Observations, environment.LegalActions, actions);
                agent.Observe(environment.Step(actions));
                steps += lanes;
            }
            Assert.Equal(120, agent.Updates);
        }
    }

    [Fact]
    public void A_memory_that_does_not_fit_is_refused_before_it_is_allocated()
    {
        var spec = new EnvironmentSpec("huge", 1_000_000, 2);
        Assert.Contains("set 'memory' lower", Assert.Throws<BellmanException>(() =>
            new DqnAgent(Options with { Memory = 100_000_000, Network = NetworkSpec.Mlp(1) }, spec, 1, 0)).Message, StringComparison.Ordinal);
    }

    private static (double[][] Weights, double[][] Biases) Parameters(QNetworkPolicy policy)
    {
        var weights = new double[3][];
        var biases = new double[3][];
        int at = 0;
        for (int layer = 0; layer < 3; layer++)
        {
            int inputs = Sizes[layer];
            int outputs = Sizes[layer + 1];
            weights[layer] = [.. Doubles(policy.Network.Parameters.Slice(at, inputs * outputs))];
            biases[layer] = [.. Doubles(policy.Network.Parameters.Slice(at + inputs * outputs, outputs))];
            at += ((inputs + 1) * outputs + 15) / 16 * 16; // a layer fills whole cache lines
        }
        return (weights, biases);

        static double[] Doubles(ReadOnlySpan<float> values) => [.. values.ToArray().Select(v => (double)v)];
    }
}
