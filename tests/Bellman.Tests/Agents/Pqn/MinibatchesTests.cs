using Bellman.Agents.Pqn;

namespace Bellman.Tests.Agents.Pqn;

public class MinibatchesTests
{
    [Theory]
    [InlineData(12, 3, 4)]
    [InlineData(13, 4, 4)]
    [InlineData(7, 7, 1)]
    [InlineData(5, 1, 5)]
    public void Every_row_comes_once_in_an_epoch_and_every_epoch_has_its_own_order(int rows, int parts, int largest)
    {
        var batches = new Minibatches(rows, parts, new Rng(1));
        Assert.Equal(largest, Minibatches.Largest(rows, parts));
        var orders = new List<string>();
        for (int epoch = 0; epoch < 20; epoch++)
        {
            List<int> seen = [];
            for (int part = 0; part < parts; part++)
            {
                Assert.Equal(part, batches.Taken);
                ReadOnlySpan<int> now = batches.Next();
                Assert.InRange(now.Length, largest - 1, largest);
                seen.AddRange(now.ToArray());
            }
            Assert.Equal(Enumerable.Range(0, rows), seen.Order());
            orders.Add(string.Join(' ', seen));
        }
        Assert.InRange(orders.Distinct().Count(), 18, 20);
    }

    [Fact]
    public void Every_order_is_as_likely_as_the_others()
    {
        const int Draws = 24_000;
        var batches = new Minibatches(4, 1, new Rng(2));
        var counts = new Dictionary<string, int>();
        for (int i = 0; i < Draws; i++)
        {
            string order = string.Join(' ', batches.Next().ToArray());
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }
        // Chi-square of 23 degrees of freedom exceeds 49.7 once in a thousand.
        Assert.Equal(24, counts.Count);
        Assert.InRange(counts.Values.Sum(count => Math.Pow(count - 1_000, 2) / 1_000), 0, 49.7);
    }

    [Fact]
    public void They_go_on_where_they_were_saved()
    {
        Minibatches whole = new(10, 3, new Rng(3)), stopped = new(10, 3, new Rng(3));
        List<int> expected = Take(whole, 11), taken = Take(stopped, 4);
        foreach (int more in (int[])[2, 5])
        {
            using var saved = new MemoryStream();
            stopped.Sync(StateStream.Writer(saved));
            stopped = new Minibatches(10, 3, new Rng(99));
            saved.Position = 0;
            stopped.Sync(StateStream.Reader(saved));
            taken.AddRange(Take(stopped, more));
        }
        Assert.Equal(expected, taken);

        static List<int> Take(Minibatches from, int count)
        {
            List<int> rows = [];
            for (int i = 0; i < count; i++)
            {
                rows.AddRange(from.Next().ToArray());
            }
            return rows;
        }
    }
}
