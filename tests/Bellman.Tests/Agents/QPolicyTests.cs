using Bellman.Agents;
using Bellman.Environments;
using Bellman.Environments.Control;

namespace Bellman.Tests.Agents;

public sealed class QPolicyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bellman").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static DqnAgent Trained(string network = "dense 64, relu, dense 64, relu")
    {
        var options = new DqnOptions { Network = NetworkSpec.Parse(network), LearningStarts = 50 };
        var world = new VectorEnvironment(CartPole.V1, 1, 1);
        var agent = new DqnAgent(options, world.Spec, 1, 1);
        var actions = new int[1];
        for (int step = 0; step < 400; step++)
        {
            agent.Act(world.Observations, world.Legal, actions);
            agent.Observe(world.Step(actions));
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
        var loaded = (QPolicy)PolicyFile.Load(path);
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

    [Fact]
    public void A_snapshot_does_not_follow_the_agent_that_goes_on_learning()
    {
        DqnAgent agent = Trained();
        var snapshot = (QPolicy)agent.Snapshot();
        float[] before = [.. snapshot.Network.Parameters];
        var world = new VectorEnvironment(CartPole.V1, 1, 2);
        for (int step = 0; step < 100; step++)
        {
            agent.Observe(world.Step([0]));
        }
        Assert.Equal(before, snapshot.Network.Parameters.ToArray());
        Assert.NotEqual(before, ((QPolicy)agent.Snapshot()).Network.Parameters.ToArray());
    }

    [Fact]
    public void Many_threads_may_act_at_once()
    {
        var policy = (QPolicy)Trained().Snapshot();
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
        var policy = (QPolicy)Trained().Snapshot();
        policy.Act([0, 0, 0, 0]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        int sum = 0;
        for (int i = 0; i < 1_000; i++)
        {
            sum += policy.Act([i * 1e-3f, 0, 0, 0]);
        }
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.InRange(sum, 0, 1_000);
    }

    [Fact]
    public void An_observation_of_the_wrong_length_is_refused()
    {
        var policy = (QPolicy)Trained().Snapshot();
        Assert.Contains("CartPole-v1 has 4 numbers, not 3", Assert.Throws<ArgumentException>(() => policy.Act([1, 2, 3])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mask_is_obeyed()
    {
        var policy = (QPolicy)Trained().Snapshot();
        int free = policy.Act([0.1f, 0, 0, 0]);
        Assert.Equal(1 - free, policy.Act([0.1f, 0, 0, 0], [free != 0, free != 1]));
    }
}
