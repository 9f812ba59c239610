using Bellman.Replay;
using Bellman.Tests.Reference;

namespace Bellman.Tests.Replay;

public class LaneHistoryTests
{
    private const double Gamma = 0.9;

    public static TheoryData<int, int, int> Shapes()
    {
        var data = new TheoryData<int, int, int>();
        foreach (int stack in (int[])[1, 2, 4])
        {
            foreach (int nStep in (int[])[1, 3, 5])
            {
                foreach (int capacity in (int[])[1, 16, 37, 400])
                {
                    data.Add(stack, nStep, capacity);
                }
            }
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_row_equals_the_brute_force_logs_across_endings_and_wrap_around(int stack, int nStep, int capacity)
    {
        const int FrameLength = 2;
        var shape = new ReplayShape(capacity, 1, stack * FrameLength) { Stack = stack, NStep = nStep, Gamma = Gamma, MaskedActions = 3 };
        var history = new LaneHistory(shape);
        var log = new ReplayLog(stack, nStep, Gamma, FrameLength);
        var random = new Rng(7);
        var episode = new List<float[]>();
        var batch = new TransitionBatch(1, shape.ObservationLength, 3);
        for (int step = 0; step < 1_500; step++)
        {
            if (episode.Count == 0)
            {
                episode.Add(Frame(ref random));
            }
            float[] observation = ReplayLog.Stacked(episode, stack, FrameLength);
            episode.Add(Frame(ref random));
            float[] successor = ReplayLog.Stacked(episode, stack, FrameLength);
            var outcome = new Outcome(random.NextInt(9) - 4, random.NextInt(12) switch
            {
                0 => Ending.Terminated,
                1 => Ending.Truncated,
                2 => Ending.LifeLost,
                _ => Ending.None,
            });
            int action = random.NextInt(3);
            bool[] legal = [random.NextInt(2) == 0, random.NextInt(2) == 0, true];
            history.Append(observation, action, outcome, successor, legal);
            log.Append(observation, action, outcome, successor, legal);
            if (outcome.EpisodeOver)
            {
                episode.Clear();
            }
            if (step % 7 != 0)
            {
                continue;
            }
            ReplayLog.Row[] expected = [.. log.Rows(shape.FramesPerLane)];
            Assert.Equal(expected.Length, history.Count);
            for (int row = 0; row < expected.Length; row++)
            {
                history.Gather(history.SlotOf(row), batch, 0);
                Assert.Equal(expected[row].Observation, batch.Observations);
                Assert.Equal(expected[row].Action, batch.Actions[0]);
                Assert.Equal(expected[row].Return, batch.Rewards[0]);
                Assert.Equal(expected[row].Discount, batch.Discounts[0]);
                Assert.Equal(expected[row].Successor, batch.NextObservations);
                Assert.Equal(expected[row].Legal, batch.NextLegalActions);
            }
        }
    }

    [Fact]
    public void A_truncated_episode_still_bootstraps_from_its_true_last_observation()
    {
        TransitionBatch row = OnlyRow(new Outcome(1, Ending.Truncated));
        Assert.Equal((float)Gamma, row.Discounts[0]);
        Assert.Equal([2f], row.NextObservations);
    }

    [Fact]
    public void A_terminated_episode_does_not_bootstrap() => Assert.Equal(0, OnlyRow(new Outcome(1, Ending.Terminated)).Discounts[0]);

    [Fact]
    public void A_lost_life_does_not_bootstrap() => Assert.Equal(0, OnlyRow(new Outcome(1, Ending.LifeLost)).Discounts[0]);

    [Fact]
    public void The_last_states_of_an_episode_are_stored_as_starts_with_their_own_shorter_returns()
    {
        var shape = new ReplayShape(100, 1, 1) { NStep = 3, Gamma = 0.5 };
        var history = new LaneHistory(shape);
        var batch = new TransitionBatch(1, 1, 0);
        history.Append([0], 0, new Outcome(1), [1], []);
        history.Append([1], 0, new Outcome(2), [2], []);
        Assert.Equal(0, history.Count);
        history.Append([2], 0, new Outcome(4), [3], []);
        Assert.Equal(1, history.Count);
        history.Append([3], 0, new Outcome(8, Ending.Truncated), [4], []);
        Assert.Equal(4, history.Count);
        (float Return, float Discount)[] expected =
            [(1 + 1 + 1, 0.125f), (2 + 2 + 2, 0.125f), (4 + 4, 0.25f), (8, 0.5f)];
        for (int row = 0; row < 4; row++)
        {
            history.Gather(history.SlotOf(row), batch, 0);
            Assert.Equal(expected[row], (batch.Rewards[0], batch.Discounts[0]));
            Assert.Equal([row], batch.Observations);
            Assert.Equal([row == 0 ? 3f : 4f], batch.NextObservations);
        }
    }

    [Fact]
    public void N_step_returns_never_cross_episodes()
    {
        var history = new LaneHistory(new ReplayShape(100, 1, 1) { NStep = 3, Gamma = 1 });
        var batch = new TransitionBatch(1, 1, 0);
        history.Append([0], 0, new Outcome(1, Ending.Terminated), [1], []);
        history.Append([10], 0, new Outcome(100, Ending.Truncated), [11], []);
        history.Gather(history.SlotOf(0), batch, 0);
        Assert.Equal((1f, 0f), (batch.Rewards[0], batch.Discounts[0]));
        history.Gather(history.SlotOf(1), batch, 0);
        Assert.Equal((100f, 1f), (batch.Rewards[0], batch.Discounts[0]));
        Assert.Equal([10f], batch.Observations);
    }

    [Fact]
    public void A_saved_tape_goes_on_as_if_nothing_had_happened()
    {
        var shape = new ReplayShape(23, 1, 1) { NStep = 3 };
        var original = new LaneHistory(shape);
        var random = new Rng(3);
        Play(original, ref random, 61);
        var bytes = new MemoryStream();
        original.Sync(StateStream.Writer(bytes));
        bytes.Position = 0;
        var restored = new LaneHistory(shape);
        restored.Sync(StateStream.Reader(bytes));
        Assert.Equal(bytes.Length, bytes.Position);
        Rng other = random;
        Play(original, ref random, 50);
        Play(restored, ref other, 50);
        Assert.Equal(original.Count, restored.Count);
        var a = new TransitionBatch(1, 1, 0);
        var b = new TransitionBatch(1, 1, 0);
        for (int row = 0; row < original.Count; row++)
        {
            original.Gather(original.SlotOf(row), a, 0);
            restored.Gather(restored.SlotOf(row), b, 0);
            Assert.Equal(a.Observations, b.Observations);
            Assert.Equal(a.Rewards, b.Rewards);
            Assert.Equal(a.Discounts, b.Discounts);
            Assert.Equal(a.NextObservations, b.NextObservations);
        }
    }

    [Fact]
    public void A_tape_of_another_size_is_refused()
    {
        var bytes = new MemoryStream();
        new LaneHistory(new ReplayShape(20, 1, 1)).Sync(StateStream.Writer(bytes));
        bytes.Position = 0;
        Assert.Throws<BellmanException>(() => new LaneHistory(new ReplayShape(21, 1, 1)).Sync(StateStream.Reader(bytes)));
    }

    private static void Play(LaneHistory history, ref Rng random, int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            float seen = random.NextInt(1000);
            history.Append([seen], 0, new Outcome(seen, random.NextInt(5) == 0 ? Ending.Truncated : Ending.None), [seen + 1], []);
        }
    }

    private static TransitionBatch OnlyRow(Outcome outcome)
    {
        var history = new LaneHistory(new ReplayShape(10, 1, 1) { Gamma = Gamma });
        history.Append([1], 0, outcome, [2], []);
        Assert.Equal(1, history.Count);
        var batch = new TransitionBatch(1, 1, 0);
        history.Gather(history.SlotOf(0), batch, 0);
        return batch;
    }

    private static float[] Frame(ref Rng random) => [random.NextFloat(), random.NextFloat()];
}
