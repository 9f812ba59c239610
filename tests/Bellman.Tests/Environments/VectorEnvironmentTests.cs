using Bellman.Environments;
using Bellman.Environments.Control;
using Bellman.Environments.Pixels;
using Bellman.Tests.Environments.Probes;

namespace Bellman.Tests.Environments;

public class VectorEnvironmentTests
{
    [Fact]
    public void A_lane_lives_the_same_life_whatever_the_number_of_lanes()
    {
        var few = new VectorEnvironment(CartPole.V1, lanes: 2, seed: 5);
        var many = new VectorEnvironment(CartPole.V1, lanes: 7, seed: 5);
        for (int step = 0; step < 300; step++)
        {
            Assert.Equal(few.Observations, many.Observations[..8]);
            few.Step([step % 2, step / 2 % 2]);
            many.Step([step % 2, step / 2 % 2, 0, 1, 0, 1, step % 3 % 2]);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void Lanes_on_several_threads_live_the_same_lives(int threads)
    {
        using var workers = new WorkerPool(threads);
        Func<IEnvironment> create = () => new PixelEnvironment(Catalogue.Create("Bellman/Marchers-v0"), new());
        VectorEnvironment alone = new(create, lanes: 5, seed: 5), shared = new(create, lanes: 5, seed: 5, workers);
        int ended = 0;
        for (int step = 0; step < 250; step++)
        {
            int[] actions = [.. Enumerable.Range(step, 5).Select(i => i * 7 / 3 % 6)];
            Assert.Equal(alone.Step(actions).Outcomes, shared.Step(actions).Outcomes);
            Assert.Equal(alone.Finished, shared.Finished);
            Assert.Equal(alone.Observations, shared.Observations);
            ended += alone.Finished.Count;
        }
        Assert.NotEqual(0, ended);
    }

    [Fact]
    public void An_action_that_is_none_is_refused_by_the_callers_thread()
    {
        using var workers = new WorkerPool(2);
        var environment = new VectorEnvironment(() => Catalogue.Create("Bellman/Marchers-v0"), lanes: 2, seed: 5, workers);
        Assert.Contains("6 is none of them", Assert.Throws<BellmanException>(() => environment.Step([0, 6])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_and_episodes_of_all_lanes_are_counted_and_saved()
    {
        var environment = new VectorEnvironment(CartPole.V1, lanes: 3, seed: 5);
        int ended = 0;
        for (int step = 0; step < 100; step++)
        {
            environment.Step([0, 1, step % 2]);
            ended += environment.Finished.Count;
        }
        Assert.InRange(ended, 20, 30); // a pole that is always pushed the same way falls after about ten steps
        Assert.Equal((300, ended), (environment.Steps, environment.Episodes));
        using var bytes = new MemoryStream();
        environment.Sync(StateStream.Writer(bytes));
        bytes.Position = 0;
        var other = new VectorEnvironment(CartPole.V1, lanes: 3, seed: 6);
        other.Sync(StateStream.Reader(bytes));
        Assert.Equal((300, ended), (other.Steps, other.Episodes));
    }

    [Fact]
    public void Lanes_draw_from_streams_of_their_own()
    {
        var environment = new VectorEnvironment(CartPole.V1, lanes: 3, seed: 5);
        float[] observations = environment.Observations.ToArray();
        Assert.Equal(observations.Length, observations.Distinct().Count());
    }

    [Fact]
    public void Seeds_differ_and_repeat()
    {
        static float[] First(ulong seed) => new VectorEnvironment(CartPole.V1, 2, seed).Observations.ToArray();
        Assert.Equal(First(0), First(0));
        Assert.NotEqual(First(0), First(1));
    }

    [Fact]
    public void Running_out_of_time_truncates_and_does_not_terminate()
    {
        var environment = new VectorEnvironment(() => new TruncatedLoop(), lanes: 1, seed: 1);
        for (int step = 1; step <= 30; step++)
        {
            Outcome outcome = environment.Step([0]).Outcomes[0];
            Assert.Equal(step % 10 == 0 ? Ending.Truncated : Ending.None, outcome.Ending);
            Assert.True(outcome.Bootstraps);
        }
    }

    [Fact]
    public void A_pole_that_falls_on_the_very_last_step_terminates()
    {
        // One push to the right for every step until the pole falls: where that is the limit as well, falling wins.
        int steps = 0;
        var random = new Rng(3);
        var observation = new float[4];
        IEnvironment alone = CartPole.V1();
        alone.Reset(ref random, observation);
        do
        {
            steps++;
        }
        while (!alone.Step(1, ref random, observation).EpisodeOver);

        var environment = new VectorEnvironment(() => new Limited(CartPole.V1(), steps), lanes: 1, seed: 3);
        for (int step = 1; step < steps; step++)
        {
            Assert.Equal(Ending.None, environment.Step([1]).Outcomes[0].Ending);
        }
        Assert.Equal(Ending.Terminated, environment.Step([1]).Outcomes[0].Ending);
        Assert.Equal(steps, environment.Finished.Single().Length);
    }

    [Fact]
    public void Successors_say_where_an_action_led_and_observations_what_to_act_on_next()
    {
        var environment = new VectorEnvironment(() => new TwoStepDiscount(), lanes: 2, seed: 1);
        Assert.Equal([0f, 0f], environment.Observations);
        Assert.Equal([1f, 1f], environment.Step([0, 0]).NextObservations);
        Assert.Equal([1f, 1f], environment.Observations);
        Experience last = environment.Step([0, 0]);
        Assert.Equal([1f, 1f], last.Observations);
        Assert.Equal([2f, 2f], last.NextObservations);
        Assert.Equal([0f, 0f], environment.Observations);
    }

    [Fact]
    public void Rows_that_did_not_end_keep_their_successor_when_a_neighbour_is_reset()
    {
        var environment = new VectorEnvironment(CartPole.V1, lanes: 8, seed: 2);
        var actions = new int[8];
        var draw = new Rng(9);
        float[] expectedNext = environment.Observations.ToArray();
        int ended = 0;
        for (int step = 0; step < 500; step++)
        {
            draw.Choose(actions, 2);
            Experience experience = environment.Step(actions);
            Assert.Equal(expectedNext, experience.Observations);
            for (int lane = 0; lane < 8; lane++)
            {
                ReadOnlySpan<float> successor = experience.NextObservations.Slice(lane * 4, 4), next = environment.Observations.Slice(lane * 4, 4);
                bool over = experience.Outcomes[lane].EpisodeOver;
                Assert.Equal(!over, successor.SequenceEqual(next));
                Assert.True(!over || (Math.Abs(next[2]) <= 0.05f && Math.Abs(successor[2]) > 0.2f));
                ended += over ? 1 : 0;
            }
            expectedNext = environment.Observations.ToArray();
        }
        Assert.True(ended > 100);
    }

    [Fact]
    public void Masks_flow_through_the_lanes()
    {
        var environment = new VectorEnvironment(() => new IllegalTrap(), lanes: 2, seed: 1);
        Assert.Equal([true, true, true, true], environment.LegalActions);
        Experience experience = environment.Step([0, 1]); // lane 0 walks into the second state, lane 1 ends
        Assert.Equal([true, false, true, false], experience.NextLegalActions);
        Assert.Equal([true, false, true, true], environment.LegalActions);
        experience = environment.Step([0, 0]); // lane 0 ends, lane 1 walks in
        Assert.Equal([true, false, true, false], experience.NextLegalActions);
        Assert.Equal([true, true, true, false], environment.LegalActions);
    }

    [Fact]
    public void Where_everything_is_legal_there_are_no_masks()
    {
        var environment = new VectorEnvironment(CartPole.V1, lanes: 2, seed: 1);
        Assert.True(environment.LegalActions.IsEmpty);
        Assert.True(environment.Step([0, 1]).NextLegalActions.IsEmpty);
    }

    [Fact]
    public void Finished_episodes_carry_raw_return_length_and_step()
    {
        var environment = new VectorEnvironment(() => new TruncatedLoop(), lanes: 2, seed: 1);
        for (int step = 1; step < 10; step++)
        {
            environment.Step([0, 0]);
            Assert.Empty(environment.Finished);
        }
        environment.Step([0, 0]);
        Assert.Equal([new Episode(20, 0, 10, 10, Ending.Truncated), new Episode(20, 1, 10, 10, Ending.Truncated)], environment.Finished);
    }

    [Theory]
    [InlineData("CartPole-v0"), InlineData("CartPole-v1"), InlineData("MountainCar-v0"), InlineData("Acrobot-v1")]
    public void Lanes_that_were_saved_in_the_middle_of_episodes_go_on_as_if_nothing_had_happened(string name)
    {
        var original = new VectorEnvironment(() => Catalogue.Create(name), lanes: 3, seed: 4);
        var actions = new int[3];
        var draw = new Rng(1);
        for (int step = 0; step < 57; step++)
        {
            draw.Choose(actions, original.Spec.ActionCount);
            original.Step(actions);
        }
        var restored = new VectorEnvironment(() => Catalogue.Create(name), lanes: 3, seed: 99);
        using var saved = new MemoryStream();
        original.Sync(StateStream.Writer(saved));
        saved.Position = 0;
        restored.Sync(StateStream.Reader(saved));

        for (int step = 0; step < 1000; step++)
        {
            Assert.Equal(original.Observations, restored.Observations);
            draw.Choose(actions, original.Spec.ActionCount);
            Experience expected = original.Step(actions), actual = restored.Step(actions);
            Assert.Equal(expected.Outcomes, actual.Outcomes);
            Assert.Equal(expected.NextObservations, actual.NextObservations);
            Assert.Equal(original.Finished, restored.Finished);
        }
    }

    [Fact]
    public void Stepping_allocates_nothing()
    {
        var environment = new VectorEnvironment(CartPole.V1, lanes: 4, seed: 1);
        int[] actions = [0, 1, 1, 0];
        long before = 0;
        for (int step = 0; step < 2000; step++)
        {
            // The list of finished episodes has found its size by the middle.
            before = step == 1000 ? GC.GetAllocatedBytesForCurrentThread() : before;
            environment.Step(actions);
        }
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void The_number_of_actions_must_be_the_number_of_lanes()
    {
        var environment = new VectorEnvironment(CartPole.V1, lanes: 2, seed: 1);
        Assert.Equal("2 lanes need 2 actions, one each, and 1 were given.", Assert.Throws<BellmanException>(() => environment.Step([0])).Message);
    }

    [Theory]
    [InlineData(2), InlineData(-1)]
    public void An_action_that_the_world_does_not_have_is_refused(int action)
    {
        var environment = new VectorEnvironment(CartPole.V1, lanes: 1, seed: 1);
        var error = Assert.Throws<BellmanException>(() => environment.Step([action]));
        Assert.Equal($"CartPole-v1 has the actions 0 to 1, and {action} is none of them.", error.Message);
    }

    [Fact]
    public void A_state_saved_from_another_number_of_lanes_is_refused()
    {
        using var saved = new MemoryStream();
        new VectorEnvironment(CartPole.V1, lanes: 2, seed: 1).Sync(StateStream.Writer(saved));
        saved.Position = 0;
        var three = new VectorEnvironment(CartPole.V1, lanes: 3, seed: 1);
        Assert.Throws<BellmanException>(() => three.Sync(StateStream.Reader(saved)));
    }

    /// <summary>A world with another time limit than its own.</summary>
    private sealed class Limited(IEnvironment environment, int limit) : IEnvironment
    {
        public EnvironmentSpec Spec { get; } = environment.Spec with { TimeLimit = limit };

        public void Reset(ref Rng random, Span<float> observation) => environment.Reset(ref random, observation);

        public Outcome Step(int action, ref Rng random, Span<float> observation) => environment.Step(action, ref random, observation);

        public void Sync(StateStream stream) => environment.Sync(stream);
    }
}

internal static class RandomActions
{
    /// <summary>Draws an action for every lane.</summary>
    public static void Choose(ref this Rng random, Span<int> actions, int count)
    {
        foreach (ref int action in actions)
        {
            action = random.NextInt(count);
        }
    }
}
