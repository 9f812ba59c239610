using Bellman.Replay;

namespace Bellman.Tests.Replay;

public class ReplayMemoryTests
{
    [Fact]
    public void Every_row_of_every_lane_is_drawn_equally_often()
    {
        var memory = new ReplayMemory(new ReplayShape(300, 3, 1));
        for (int step = 0; step < 40; step++)
        {
            memory.Append(Step(step, 40, step % 10 == 9 ? Ending.Terminated : Ending.None));
        }
        Assert.Equal(120, memory.Count);
        var counts = new int[120];
        var batch = new TransitionBatch(120, 1, 0);
        var random = new Rng(1);
        for (int draw = 0; draw < 1_000; draw++)
        {
            memory.Sample(batch, ref random);
            foreach (float seen in batch.Observations)
            {
                counts[(int)seen]++;
            }
        }
        // 1,000 expected each; chi-squared over 119 degrees of freedom stays below 190 but for one seed in a million.
        Assert.InRange(counts.Sum(c => (c - 1000.0) * (c - 1000.0) / 1000.0), 60, 190);
    }

    [Fact]
    public void Lanes_never_mix()
    {
        var memory = new ReplayMemory(new ReplayShape(300, 3, 1) { NStep = 2 });
        for (int step = 0; step < 60; step++)
        {
            memory.Append(Step(step, 1_000, step % 7 == 6 ? Ending.Truncated : Ending.None));
        }
        var batch = new TransitionBatch(500, 1, 0);
        var random = new Rng(2);
        memory.Sample(batch, ref random);
        for (int row = 0; row < batch.Rows; row++)
        {
            Assert.Equal(batch.Actions[row], (int)batch.Observations[row] / 1_000);
            Assert.InRange(batch.NextObservations[row] - batch.Observations[row], 0.5f, 2.5f);
        }
    }

    [Fact]
    public void An_empty_memory_cannot_be_sampled()
    {
        var memory = new ReplayMemory(new ReplayShape(10, 1, 1));
        var random = new Rng(0);
        Assert.Throws<InvalidOperationException>(() => memory.Sample(new TransitionBatch(1, 1, 0), ref random));
    }

    [Fact]
    public void A_memory_larger_than_the_machine_is_refused_with_both_sizes()
    {
        var shape = new ReplayShape(1_000_000, 1, 28_224);
        var error = Assert.Throws<BellmanException>(() => shape.RequireFits(16L << 30));
        Assert.Contains("105.2 GiB", error.Message, StringComparison.Ordinal);
        Assert.Contains("16.0 GiB", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_largest_memory_is_shared_among_lanes_without_wrapping_to_a_tiny_one()
    {
        var shape = new ReplayShape(int.MaxValue, 2, 4);
        Assert.Equal(1 << 30, shape.FramesPerLane);
        Assert.Equal(2L * (1 << 30) * (4 * sizeof(float) + LaneHistory.BytesPerFrame) + 2 * 2 * sizeof(double), shape.Bytes);
    }

    [Theory]
    [InlineData(2_000_000_000, 1, 1, 200, "set 'memory' lower")]
    [InlineData(100, 1, int.MaxValue, 0, "set 'nStep' lower")]
    [InlineData(int.MaxValue, 2, 1, 0, "more than the 2,147,483,590 that can be numbered")]
    public void What_cannot_be_numbered_is_not_blamed_on_the_machine(int capacity, int lanes, int nStep, int masks, string reason)
    {
        var shape = new ReplayShape(capacity, lanes, 4) { NStep = nStep, MaskedActions = masks };
        string sentence = Assert.Throws<BellmanException>(() => shape.RequireFits(long.MaxValue)).Message;
        Assert.Contains(reason, sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("this machine", sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, 3, 3, 0)]
    [InlineData(2, 4, 4, 4)]
    [InlineData(2, 2, 4, 4)]
    [InlineData(2, 2, 2, 3)]
    [InlineData(2, 2, 2, 0)]
    public void An_experience_of_other_lengths_is_refused(int lanes, int observations, int nextObservations, int masks)
    {
        var memory = new ReplayMemory(new ReplayShape(10, 2, 1) { MaskedActions = 2 });
        string sentence = Assert.Throws<BellmanException>(() => memory.Append(new Experience
        {
            Observations = new float[observations], Actions = new int[lanes], Outcomes = new Outcome[lanes], NextObservations = new float[nextObservations],
            NextLegalActions = new bool[masks],
        })).Message;
        Assert.StartsWith("An experience of 2 lanes has", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Sampling_and_appending_allocate_nothing()
    {
        var memory = new ReplayMemory(new ReplayShape(64, 3, 1) { NStep = 3 });
        var batch = new TransitionBatch(32, 1, 0);
        var random = new Rng(2);
        float[] seen = [1, 2, 3];
        int[] actions = [0, 0, 0];
        Outcome[] outcomes = [new(1), new(1, Ending.Truncated), new(1)];
        long before = 0;
        for (int i = 0; i < 400; i++)
        {
            if (i == 200)
            {
                before = GC.GetAllocatedBytesForCurrentThread();
            }
            memory.Append(new Experience { Observations = seen, Actions = actions, Outcomes = outcomes, NextObservations = seen, NextLegalActions = [] });
            memory.Sample(batch, ref random);
        }
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static Experience Step(int step, int spacing, Ending ending)
    {
        float[] seen = [step, step + spacing, step + 2 * spacing];
        return new Experience
        {
            Observations = seen,
            Actions = (int[])[0, 1, 2],
            Outcomes = (Outcome[])[new(1, ending), new(1, ending), new(1, ending)],
            NextObservations = (float[])[seen[0] + 1, seen[1] + 1, seen[2] + 1],
            NextLegalActions = [],
        };
    }
}
