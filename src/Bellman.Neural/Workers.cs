namespace Bellman.Neural;

/// <summary>A piece of work that can be split into fixed parts.</summary>
public interface IWork
{
    /// <summary>Does one part. Parts run at the same time and must not write the same numbers.</summary>
    void Run(Share share);
}

/// <summary>
/// A few threads that share work by fork and join. Between pieces they spin for about a tenth of a millisecond and then sleep; nothing is allocated
/// per piece. With one thread everything simply runs where it is called. One caller at a time.
/// </summary>
public sealed class Workers : IDisposable
{
    private const int SpinsBeforeSleep = 200;

    private readonly object _gate = new();
    private readonly Thread[] _helpers;
    private IWork? _work;
    private Exception? _failure;
    private int _generation;
    private int _pending;
    private int _sleepers;
    private volatile bool _isClosing;

    /// <summary>Starts <paramref name="threads"/> - 1 threads beside the caller's own.</summary>
    /// <exception cref="BellmanException">There must be at least one thread.</exception>
    public Workers(int threads)
    {
        if (threads < 1)
        {
            throw new BellmanException($"The number of threads is {threads}: it must be at least 1.");
        }
        Threads = threads;
        _helpers = new Thread[threads - 1];
        for (int i = 0; i < _helpers.Length; i++)
        {
            var share = new Share(i + 1, threads);
            _helpers[i] = new Thread(() => Help(share)) { IsBackground = true, Name = "Bellman worker" };
            _helpers[i].Start();
        }
    }

    /// <summary>Parts that each piece of work is split into.</summary>
    public int Threads { get; }

    /// <summary>Runs every part of the work and returns when all are done. An exception of any part is thrown here.</summary>
    public void Run(IWork work)
    {
        if (Threads == 1)
        {
            work.Run(Share.Whole);
            return;
        }
        _work = work;
        _pending = _helpers.Length;
        Interlocked.Increment(ref _generation);
        if (Volatile.Read(ref _sleepers) > 0)
        {
            lock (_gate)
            {
                Monitor.PulseAll(_gate);
            }
        }
        try
        {
            work.Run(new Share(0, Threads));
        }
        finally
        {
            var spin = new SpinWait();
            while (Volatile.Read(ref _pending) > 0)
            {
                spin.SpinOnce(sleep1Threshold: -1);
            }
        }
        if (_failure is { } failure)
        {
            _failure = null;
            throw new BellmanException("A worker thread failed: see the inner exception.", failure);
        }
    }

    /// <summary>Ends the threads.</summary>
    public void Dispose()
    {
        _isClosing = true;
        lock (_gate)
        {
            Monitor.PulseAll(_gate);
        }
        foreach (Thread helper in _helpers)
        {
            helper.Join();
        }
    }

    private void Help(Share share)
    {
        int seen = 0;
        while (WaitForWork(seen))
        {
            seen++;
            try
            {
                _work!.Run(share);
            }
            catch (Exception failure)
            {
                Interlocked.CompareExchange(ref _failure, failure, null);
            }
            Interlocked.Decrement(ref _pending);
        }
    }

    private bool WaitForWork(int seen)
    {
        for (int i = 0; i < SpinsBeforeSleep && !_isClosing; i++)
        {
            if (Volatile.Read(ref _generation) != seen)
            {
                return true;
            }
            Thread.SpinWait(10);
        }
        lock (_gate)
        {
            // Announced before the last look, as the caller counts up before it looks for sleepers: one of the two sees the other.
            Interlocked.Increment(ref _sleepers);
            while (Volatile.Read(ref _generation) == seen && !_isClosing)
            {
                Monitor.Wait(_gate);
            }
            Interlocked.Decrement(ref _sleepers);
        }
        return !_isClosing;
    }
}
