using Bellman.Agents;
using Bellman.Agents.Dqn;
using Bellman.Environments;
using Bellman.Environments.Control;
using Bellman.Training;

namespace Bellman.Tests.Agents;

public sealed class QNetworkPolicyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bellman").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static DqnAgent Trained(string network = "dense 64, relu, dense 64, relu")
    {
        var options = new DqnOptions { Network = NetworkSpec.Parse(network), LearningStarts = 50 };
        var environment = new VectorEnvironment(CartPole.V1, 1, 1);
        var agent = new DqnAgent(options, environment.Spec, 1, 1);
        var actions = new int[1];
        for (int step = 0; step < 400; step++)
        {
            agent.Act(environment.Observations, environment.LegalActions, actions);
            agent.Observe(environment.Step(actions));
        }
        return agent;
    }

    private static float[] States(int count)
    {
        var random = new Rng(9);
        return [.. Enumerable.Range(0, count * 4).Select(_ => random.NextFloat() * 4 - 2)];
    }

    [Theory]
    [InlineData("dense 64, relu, dense 64, relu")]
    [InlineData("batchnorm, relu, dense 32, batchnorm, relu")]
    [InlineData("dense 24, layernorm, tanh")]
    public void A_saved_policy_acts_as_the_agent_did(string network)
    {
        DqnAgent agent = Trained(network);
        string path = Path.Combine(_folder, "it.policy");
        PolicyFile.Save(agent.Snapshot(), path);
        var loaded = (QNetworkPolicy)PolicyFile.Load(path);
        float[] states = States(500);
        var expected = new int[500];
        var got = new int[500];
        agent.Greedy.Act(states, [], expected);
        loaded.Act(states, [], got);
        Assert.Equal(expected, got);
        Assert.Contains(0, got);
        Assert.Contains(1, got);
        Assert.Equal("CartPole-v1", loaded.Spec.Name);
    }

    [Theory]
    [InlineData(false, 60_000), InlineData(true, 0)]
    public void Bounds_without_end_or_more_than_a_megabyte_of_them_are_kept_with_the_policy(bool someAreInfinite, int kept)
    {
        const int Numbers = 60_000;
        float[] high = [.. Enumerable.Range(1, Numbers).Select(i => 1e6f / i)];
        high[^1] = someAreInfinite ? float.PositiveInfinity : high[^1];
        var spec = new EnvironmentSpec("Wide", Numbers, 2) { Low = [.. high.Select(number => -number)], High = high, TimeLimit = 5 };
        var options = new RunOptions
        {
            Environment = "Wide", Steps = 40, EvaluateEvery = 20, EvaluateEpisodes = 1, ConfirmEpisodes = 1,
            Agent = new DqnOptions { Network = NetworkSpec.Parse(""), Memory = 30, Batch = 2, LearningStarts = 10 },
        };
        Func<IEnvironment> create = () => new Environments.MadeUp { Spec = spec, Seen = _ => new float[Numbers] };
        string policy = Path.Combine(_folder, "wide.policy"), checkpoint = Path.Combine(_folder, "wide.bin");
        using var run = new TrainingRun(options, create);
        run.Train().Count();
        PolicyFile.Save(run.Policy, policy);
        Checkpoint.Save(run, checkpoint);
        Assert.Equal(kept, ((QNetworkPolicy)PolicyFile.Load(policy)).Spec.High.Count);
        Assert.Equal(!someAreInfinite, new FileInfo(policy).Length > (1 << 20) + 2 * Numbers * sizeof(float));
        using TrainingRun loaded = Checkpoint.Load(checkpoint, out _, create: saved => new TrainingRun(saved, create));
        Assert.Equal(run.Fingerprint, loaded.Fingerprint);
    }

    [Fact]
    public void A_snapshot_does_not_follow_the_agent_that_goes_on_learning()
    {
        DqnAgent agent = Trained();
        var snapshot = (QNetworkPolicy)agent.Snapshot();
        float[] before = [.. snapshot.Network.Parameters];
        var environment = new VectorEnvironment(CartPole.V1, 1, 2);
        for (int step = 0; step < 100; step++)
        {
            agent.Observe(environment.Step([0]));
        }
        Assert.Equal(before, snapshot.Network.Parameters.ToArray());
        Assert.NotEqual(before, ((QNetworkPolicy)agent.Snapshot()).Network.Parameters.ToArray());
    }

    [Fact]
    public void Many_threads_may_act_at_once()
    {
        var policy = (QNetworkPolicy)Trained().Snapshot();
        float[] states = States(2_000);
        var alone = new int[2_000];
        policy.Act(states, [], alone);
        var together = new int[2_000];
        Parallel.For(0, 2_000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i => together[i] = policy.Act(states.AsSpan(i * 4, 4)));
        Assert.Equal(alone, together);
    }

    [Fact]
    public void Acting_allocates_nothing()
    {
        var policy = (QNetworkPolicy)Trained().Snapshot();
        policy.Act([0, 0, 0, 0]);
        long least = long.MaxValue;
        int sum = 0;
        for (int attempt = 0; attempt < 5 && least > 0; attempt++)
        {
            // A collection that another test starts may empty the pool of arrays.
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 1_000; i++)
            {
                sum += policy.Act([i * 1e-3f, 0, 0, 0]);
            }
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.Equal(0, least);
        Assert.InRange(sum, 0, 5_000);
    }

    [Fact]
    public void An_observation_of_the_wrong_length_is_refused()
    {
        var policy = (QNetworkPolicy)Trained().Snapshot();
        Assert.Contains("CartPole-v1 has 4 numbers, not 3", Assert.Throws<BellmanException>(() => policy.Act([1, 2, 3])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dense 64, relu, dense 64, relu")]
    [InlineData("batchnorm, tanh, dense 32, batchnorm, relu")]
    [InlineData("dense 24, layernorm, tanh")]
    public void Many_rows_together_get_the_actions_that_each_gets_alone(string network)
    {
        var policy = (QNetworkPolicy)Trained(network).Snapshot();
        float[] states = States(200);
        var random = new Rng(4);
        bool[] legal = [.. Enumerable.Range(0, 200).SelectMany(_ => random.NextInt(3) switch
        {
            0 => [true, false],
            1 => [false, true],
            _ => (bool[])[true, true],
        })];
        foreach (int rows in (int[])[0, 1, 2, 16, 63, 64, 65, 128, 200])
        {
            var together = new int[rows];
            policy.Act(states.AsSpan(0, rows * 4), [], together);
            Assert.Equal([.. Enumerable.Range(0, rows).Select(row => policy.Act(states.AsSpan(row * 4, 4)))], together);
            policy.Act(states.AsSpan(0, rows * 4), legal.AsSpan(0, rows * 2), together);
            Assert.Equal(
                [.. Enumerable.Range(0, rows).Select(row => policy.Act(states.AsSpan(row * 4, 4), legal.AsSpan(row * 2, 2)))], together);
        }
    }

    // BELLMAN_ACTS=974400 for as many calls as once were tried.
    [Fact]
    public void Eight_threads_may_act_on_many_rows_at_once()
    {
        int calls = Mutations.Count("BELLMAN_ACTS", 2_000);
        var policy = (QNetworkPolicy)Trained().Snapshot();
        float[] states = States(300);
        var alone = new int[300];
        policy.Act(states, [], alone);
        int differences = 0;
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, thread =>
        {
            Span<int> actions = stackalloc int[100];
            for (int call = 0; call < calls / 8; call++)
            {
                int first = (call * 37 + thread) % 200, rows = 1 + call % 100;
                policy.Act(states.AsSpan(4 * first, 4 * rows), [], actions[..rows]);
                if (!actions[..rows].SequenceEqual(alone.AsSpan(first, rows)))
                {
                    Interlocked.Increment(ref differences);
                }
            }
        });
        Assert.Equal(0, differences);
    }

    [Fact]
    public void Acting_on_many_rows_allocates_nothing()
    {
        var policy = (QNetworkPolicy)Trained().Snapshot();
        float[] states = States(200);
        var actions = new int[200];
        policy.Act(states, [], actions);
        long least = long.MaxValue;
        for (int attempt = 0; attempt < 5 && least > 0; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 50; i++)
            {
                policy.Act(states, [], actions);
            }
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.Equal(0, least);
    }

    [Theory]
    [InlineData(7, 0)]
    [InlineData(10, 0)]
    [InlineData(0, 0)]
    [InlineData(8, 3)]
    [InlineData(8, 2)]
    public void Rows_or_masks_of_the_wrong_length_are_refused(int numbers, int legal)
    {
        var policy = (QNetworkPolicy)Trained().Snapshot();
        Assert.Contains(
            "CartPole-v1",
            Assert.Throws<BellmanException>(() => policy.Act(new float[numbers], Enumerable.Repeat(true, legal).ToArray(), new int[2])).Message,
            StringComparison.Ordinal);
        Assert.Throws<BellmanException>(() => policy.Act(new float[4], new bool[3]));
        Assert.Throws<BellmanException>(() => policy.Values(new float[4], new float[3]));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void An_observation_that_is_not_finite_is_refused(float value)
    {
        var policy = (QNetworkPolicy)Trained().Snapshot();
        float[] states = States(20);
        states[50] = value;
        Assert.Contains("not a finite number", Assert.Throws<BellmanException>(() => policy.Act(states, [], new int[20])).Message, StringComparison.Ordinal);
        Assert.Throws<BellmanException>(() => policy.Act([0, value, 0, 0]));
        Assert.Throws<BellmanException>(() => policy.Values([0, value, 0, 0], new float[2]));
    }

    [Fact]
    public void A_mask_that_allows_nothing_is_refused()
    {
        var policy = (QNetworkPolicy)Trained().Snapshot();
        Assert.Throws<BellmanException>(() => policy.Act([0, 0, 0, 0], [false, false]));
        Assert.Contains(
            "row 1",
            Assert.Throws<BellmanException>(() => policy.Act(new float[8], [true, false, false, false], new int[2])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_policy_goes_on_after_its_run_was_disposed()
    {
        QNetworkPolicy policy;
        var options = Presets.For("CartPole-v1") with { Seed = 1, Steps = 200, Threads = 3, EvaluateEvery = 0 };
        options = options with { Agent = (DqnOptions)options.Agent with { Network = NetworkSpec.Parse("dense 256, relu, dense 256, relu"), LearningStarts = 50 } };
        using (var run = new TrainingRun(options))
        {
            policy = (QNetworkPolicy)run.Policy;
        }
        float[] states = States(200);
        var actions = new int[200];
        policy.Act(states, [], actions);
        // The same through the network itself, which shares large passes with the run's threads.
        float[] outputs = policy.Network.Forward(states, 200, ForwardMode.Evaluate).ToArray();
        Assert.Equal(actions, Enumerable.Range(0, 200).Select(row => outputs[2 * row + 1] > outputs[2 * row] ? 1 : 0));
    }

    [Fact]
    public void A_mask_is_obeyed()
    {
        var policy = (QNetworkPolicy)Trained().Snapshot();
        int free = policy.Act([0.1f, 0, 0, 0]);
        Assert.Equal(1 - free, policy.Act([0.1f, 0, 0, 0], [free != 0, free != 1]));
    }
}
