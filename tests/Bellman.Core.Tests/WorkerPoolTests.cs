using System.Runtime.CompilerServices;

namespace Bellman.Core.Tests;

public sealed class WorkerPoolTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1); // a hang fails instead of lasting

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void Every_part_runs_once_each_time(int threads)
    {
        using var workers = new WorkerPool(threads);
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
        using var workers = new WorkerPool(3);
        var work = new CountingWork(3);
        for (int round = 1; round <= 3; round++)
        {
            Thread.Sleep(30);
            workers.Run(work);
            Assert.All(work.Counts, count => Assert.Equal(round, count));
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 2)]
    [InlineData(0, 2)]
    [InlineData(1, 2)]
    public void The_failure_of_a_part_reaches_the_caller_as_it_was_and_not_the_next_piece(int first, int second)
    {
        using var workers = new WorkerPool(3);
        for (int round = 0; round < 50; round++)
        {
            var failure = Assert.Throws<InvalidTimeZoneException>(() => workers.Run(new FailingWork(first, second)));
            Assert.Equal($"part {first}", failure.Message);
            var work = new CountingWork(3);
            workers.Run(work);
            Assert.All(work.Counts, count => Assert.Equal(1, count));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Whoever_kept_workers_goes_on_after_they_were_disposed(int threads)
    {
        var workers = new WorkerPool(threads);
        var work = new CountingWork(threads);
        workers.Run(work);
        workers.Dispose();
        workers.Dispose();
        workers.Run(work);
        Assert.All(work.Counts, count => Assert.Equal(2, count));
    }

    [Fact]
    public void A_part_may_share_work_of_its_own()
    {
        using var workers = new WorkerPool(3);
        var inner = new AddingWork(_ => { });
        workers.Run(new AddingWork(_ => workers.Run(inner)));
        Assert.Equal(9, inner.Count);
    }

    [Fact]
    public void Two_threads_may_hand_in_work_at_once()
    {
        using var workers = new WorkerPool(3);
        var work = new AddingWork(_ => { });
        Parallel.For(0, 4, _ =>
        {
            for (int round = 0; round < 500; round++)
            {
                workers.Run(work);
            }
        });
        Assert.Equal(4 * 500 * 3, work.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void A_part_that_disposes_the_workers_ends_them_when_the_work_is_done(int part)
    {
        var workers = new WorkerPool(3);
        var threads = new Thread[3];
        workers.Run(new AddingWork(share =>
        {
            threads[share.Index] = Thread.CurrentThread;
            if (share.Index == part)
            {
                workers.Dispose();
            }
        }));
        Assert.True(threads[1].Join(Patience) && threads[2].Join(Patience));
    }

    [Fact]
    public void Disposing_while_another_thread_hands_in_work_neither_hangs_nor_loses_a_part()
    {
        for (int round = 0; round < 200; round++)
        {
            var workers = new WorkerPool(3);
            var work = new AddingWork(_ => { });
            using var begun = new ManualResetEventSlim();
            var caller = new Thread(() =>
            {
                for (int piece = 0; piece < 50; piece++)
                {
                    workers.Run(work);
                    begun.Set();
                }
            });
            caller.Start();
            begun.Wait();
            workers.Dispose();
            Assert.True(caller.Join(Patience));
            Assert.Equal(50 * 3, work.Count);
        }
    }

    [Fact]
    public void Workers_that_nobody_disposed_are_collected_with_their_threads()
    {
        Thread[] threads = Forget();
        for (int attempt = 0; attempt < 100 && threads.Any(thread => thread.IsAlive); attempt++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            threads[^1].Join(100);
        }
        Assert.All(threads, thread => Assert.False(thread.IsAlive));

        [MethodImpl(MethodImplOptions.NoInlining)]
        static Thread[] Forget()
        {
            var workers = new WorkerPool(3);
            var threads = new Thread[3];
            workers.Run(new AddingWork(share => threads[share.Index] = Thread.CurrentThread));
            return threads[1..];
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 2)]
    [InlineData(2, 2)]
    [InlineData(int.MaxValue, 1)]
    public void There_is_no_part_outside_the_work(int index, int count)
    {
        Assert.Throws<BellmanException>(() => new WorkShare(index, count).Start(10));
        Assert.Throws<BellmanException>(() => new WorkShare(index, count).End(10));
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
            var share = new WorkShare(i, parts);
            Assert.Equal(end, share.Start(items));
            end = share.End(items);
        }
        Assert.Equal(items, end);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(1025)]
    [InlineData(int.MaxValue)]
    public void A_number_of_threads_that_cannot_be_is_refused(int threads)
        => Assert.Contains("at least 1 and at most 1024", Assert.Throws<BellmanException>(() => new WorkerPool(threads)).Message);

    private sealed class CountingWork(int parts) : IParallelWork
    {
        public int[] Counts { get; } = new int[parts];

        public void Run(WorkShare share) => Counts[share.Index]++;
    }

    private sealed class AddingWork(Action<WorkShare> part) : IParallelWork
    {
        private int _count;

        public int Count => _count;

        public void Run(WorkShare share)
        {
            part(share);
            Interlocked.Increment(ref _count);
        }
    }

    private sealed class FailingWork(int first, int second) : IParallelWork
    {
        public void Run(WorkShare share)
        {
            if (share.Index == first || share.Index == second)
            {
                throw new InvalidTimeZoneException($"part {share.Index}");
            }
        }
    }
}
