namespace Bellman.Neural.Tests;

public sealed class WorkersTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void Every_part_runs_once_each_time(int threads)
    {
        using var workers = new Workers(threads);
        var work = new CountingWork(threads);
        for (int round = 1; round <= 200; round++)
        {
            workers.Run(work);
            Assert.All(work.Counts, count => Assert.Equal(round, count));
        }
    }

    [Fact]
    public void Workers_that_fell_asleep_wake_up()
    {
        using var workers = new Workers(3);
        var work = new CountingWork(3);
        for (int round = 1; round <= 3; round++)
        {
            Thread.Sleep(30);
            workers.Run(work);
            Assert.All(work.Counts, count => Assert.Equal(round, count));
        }
    }

    [Fact]
    public void A_failure_in_any_part_reaches_the_caller_and_leaves_the_workers_fit()
    {
        using var workers = new Workers(3);
        var failure = Assert.Throws<BellmanException>(() => workers.Run(new FailingWork()));
        Assert.IsType<InvalidTimeZoneException>(failure.InnerException);
        var work = new CountingWork(3);
        workers.Run(work);
        Assert.All(work.Counts, count => Assert.Equal(1, count));
    }

    [Theory]
    [InlineData(10, 3)]
    [InlineData(2, 5)]
    [InlineData(0, 2)]
    [InlineData(1_000_000_000, 7)]
    public void Shares_cover_everything_once(int items, int parts)
    {
        int end = 0;
        for (int i = 0; i < parts; i++)
        {
            var share = new Share(i, parts);
            Assert.Equal(end, share.Start(items));
            end = share.End(items);
        }
        Assert.Equal(items, end);
    }

    [Fact]
    public void No_threads_at_all_is_refused() => Assert.Throws<BellmanException>(() => new Workers(0));

    private sealed class CountingWork(int parts) : IWork
    {
        public int[] Counts { get; } = new int[parts];

        public void Run(Share share) => Counts[share.Index]++;
    }

    private sealed class FailingWork : IWork
    {
        public void Run(Share share)
        {
            if (share.Index == 2)
            {
                throw new InvalidTimeZoneException();
            }
        }
    }
}
