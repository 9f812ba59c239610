using Bellman.Replay;

namespace Bellman.Tests.Replay;

/// <summary>Prioritised replay (Schaul et al. 2016): exact probabilities and weights, births and deaths.</summary>
public class PrioritizedSamplerTests
{
    private const double Exact = 1e-12;

    [Theory]
    [InlineData(1, 1, new float[] { 1, 2, 3, 4 }, new double[] { 0.1, 0.2, 0.3, 0.4 }, new double[] { 1, 0.5, 0.333333, 0.25 })]
    [InlineData(0.5, 0.5, new float[] { 1, 4, 9, 16 }, new double[] { 0.1, 0.2, 0.3, 0.4 }, new double[] { 1, 0.70711, 0.57735, 0.5 })]
    [InlineData(0.6, 0.4, new float[] { 1, 2, 3, 4 }, new double[] { 0.148230, 0.224674, 0.286555, 0.340542 }, new double[] { 1, 0.846745, 0.768229, 0.716978 })]
    [InlineData(0.2, 0.45, new float[] { 1, 32 }, new double[] { 0.333333, 0.666667 }, new double[] { 1, 0.732043 })]
    public void Probabilities_and_weights_are_as_worked_by_hand(double alpha, double beta, float[] errors, double[] probabilities, double[] weights)
    {
        var sampler = new PrioritizedSampler(errors.Length, new(alpha, Offset: 0));
        int[] all = [.. Enumerable.Range(0, errors.Length)];
        foreach (int slot in all)
        {
            sampler.Add(slot);
        }
        sampler.Update(all, errors);
        var drawn = new int[64];
        var got = new float[64];
        var random = new Rng(1);
        sampler.Sample(drawn, got, beta, ref random);
        Assert.Equal(all, drawn.Distinct().Order());
        for (int slot = 0; slot < errors.Length; slot++)
        {
            Assert.Equal(probabilities[slot], sampler[slot], 1e-6);
        }
        for (int i = 0; i < drawn.Length; i++)
        {
            Assert.Equal(weights[drawn[i]], got[i], 1e-5);
        }
    }

    [Fact]
    public void Strata_are_drawn_one_by_one()
    {
        var tree = new SumTree(4);
        for (int i = 0; i < 4; i++)
        {
            tree.Set(i, i + 1);
        }
        Assert.Equal((10, 1, 3), (tree.Total, tree.Find(2.5), tree.Find(7.5)));
        tree.Set(3, 1);
        Assert.Equal((7, 1, 2), (tree.Total, tree.Find(1.75), tree.Find(5.25)));
    }

    [Fact]
    public void A_tree_finds_what_adding_up_finds()
    {
        var random = new Rng(1);
        for (int count = 1; count < 70; count++)
        {
            var tree = new SumTree(count);
            var numbers = new double[count];
            for (int round = 0; round < 200; round++)
            {
                int changed = random.NextInt(count);
                tree.Set(changed, numbers[changed] = random.NextInt(3) == 0 ? 0 : random.NextInt(8));
                double total = numbers.Sum();
                Assert.Equal(total, tree.Total);
                if (total > 0)
                {
                    double part = random.NextDouble() * total, sum = 0;
                    int expected = 0;
                    for (; (sum += numbers[expected]) <= part; expected++)
                    {
                    }
                    Assert.Equal(expected, tree.Find(part));
                    Assert.NotEqual(0, numbers[tree.Find(total)]); // beyond the end, as rounding may have it
                }
            }
        }
    }

    [Fact]
    public void Draws_follow_the_probabilities()
    {
        var sampler = new PrioritizedSampler(5, new(1, Offset: 0));
        for (int slot = 0; slot < 4; slot++)
        {
            sampler.Add(slot);
        }
        sampler.Update([0, 1, 2, 3], [1, 0.5f, 0.25f, 2]);
        var counts = new int[5];
        var drawn = new int[8];
        var random = new Rng(3);
        const int Rounds = 50_000;
        for (int i = 0; i < Rounds; i++)
        {
            sampler.Sample(drawn, [], 0, ref random);
            foreach (int slot in drawn)
            {
                counts[slot]++;
            }
        }
        double all = Rounds * 8;
        for (int slot = 0; slot < 4; slot++)
        {
            double p = sampler[slot];
            Assert.InRange((counts[slot] / all - p) / Math.Sqrt(p * (1 - p) / all), -5, 5);
        }
        Assert.Equal(0, counts[4]);
    }

    [Fact]
    public void A_new_row_has_the_largest_priority_so_far_and_a_dead_one_none()
    {
        var sampler = new PrioritizedSampler(4, new(1, Offset: 0, Largest: 10));
        sampler.Add(0);
        sampler.Add(1);
        sampler.Update([0, 1], [3, 1_000_000]); // counts as 10
        sampler.Add(2);
        Assert.Equal(10.0 / 23, sampler[2], Exact);
        sampler.Remove(1);
        Assert.Equal((0, 3.0 / 13), (sampler[1], sampler[0]));
    }

    // Frames of different length of life, n steps, several lanes: whatever can be drawn is what uniform replay could draw.
    [Theory]
    [InlineData(1, 1, null)]
    [InlineData(3, 3, null)]
    [InlineData(2, 3, 4)]
    public void Exactly_the_rows_that_live_can_be_drawn_across_wrap_around_and_resume(int lanes, int nStep, int? compress)
    {
        ImageShape? picture = compress is null ? null : new(1, 4, 4);
        int length = picture?.Length ?? 3;
        var shape = new ReplayShape(60, lanes, length) { NStep = nStep, Picture = picture, Compress = compress, Priority = new(0.7) };
        var memory = new ReplayMemory(shape);
        var twin = new ReplayMemory(shape with { Priority = null });
        var batch = new TransitionBatch(16, length, 0, isWeighted: true);
        var random = new Rng(9);
        float[] observations = Draw(ref random, lanes * length, picture is not null);
        for (int step = 0; step < 400; step++)
        {
            float[] next = Draw(ref random, lanes * length, picture is not null);
            Outcome[] outcomes = [.. Enumerable.Range(0, lanes).Select(_ => new Outcome(1, random.NextInt(9) == 0 ? Ending.Terminated : Ending.None))];
            var experience = new Experience { Observations = observations, Actions = new int[lanes], Outcomes = outcomes, NextObservations = next, NextLegalActions = [] };
            memory.Append(experience);
            twin.Append(experience);
            observations = next;
            Assert.Equal(twin.Count, memory.Count);
            if (memory.Count > 0)
            {
                memory.Sample(batch, ref random, 0.5);
                Assert.All(batch.Weights, weight => Assert.InRange(weight, 1e-6, 1));
                for (int i = 0; i < 16; i++)
                {
                    batch.Errors[i] = (float)random.NextGaussian();
                }
                memory.Update(batch);
            }
            if (step % 97 == 96)
            {
                using var file = new MemoryStream();
                memory.Sync(StateStream.Writer(file));
                file.Position = 0;
                var read = new ReplayMemory(shape);
                read.Sync(StateStream.Reader(file));
                (Rng a, Rng b) = (new Rng(4), new Rng(4));
                var other = new TransitionBatch(16, length, 0, isWeighted: true);
                memory.Sample(batch, ref a, 0.5);
                read.Sample(other, ref b, 0.5);
                Assert.Equal(batch.Slots, other.Slots);
                Assert.Equal(batch.Weights, other.Weights);
                Assert.Equal(batch.Observations, other.Observations);
            }
        }
    }

    private static float[] Draw(ref Rng random, int count, bool isPicture)
    {
        var numbers = new float[count];
        foreach (ref float number in numbers.AsSpan())
        {
            number = isPicture ? random.NextInt(256) / 255f : random.NextFloat();
        }
        return numbers;
    }
}
