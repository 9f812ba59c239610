using System.Runtime.ExceptionServices;

namespace Bellman;

/// <summary>
/// The threads of <see cref="WorkerPool"/>. Between pieces of work they spin for about a tenth of a millisecond and
/// then sleep. One caller at a time owns the crew until its work is done; ending the crew means owning it for ever.
/// </summary>
internal sealed class Crew
{
    private const int SpinsBeforeSleep = 200;

    private readonly object _gate = new();
    private readonly Thread?[] _helpers;
    private readonly Exception?[] _failures; // of each part of the present piece
    private IParallelWork? _work;
    private int _generation;
    private int _pending;
    private int _sleepers;
    private int _isTaken;
    private volatile bool _mustEnd;
    private volatile bool _hasEnded;

    public Crew(int threads)
    {
        _helpers = new Thread[threads - 1];
        _failures = new Exception?[threads];
        try
        {
            for (int i = 0; i < _helpers.Length; i++)
            {
                var share = new WorkShare(i + 1, threads);
                var helper = new Thread(() => Help(share)) { IsBackground = true, Name = "Bellman worker" };
                helper.Start();
                _helpers[i] = helper;
            }
        }
        catch
        {
            End(); // the machine has no more threads: leave none behind
            throw;
        }
    }

    /// <summary>Runs every part of the work; false, and nothing is run, where the crew is busy or has ended.</summary>
    public bool TryRun(IParallelWork work)
    {
        if (!TryTake())
        {
            return false;
        }
        _work = work;
        _pending = _helpers.Length;
        Interlocked.Increment(ref _generation);
        if (Volatile.Read(ref _sleepers) > 0)
        {
            WakeAll();
        }
        Do(work, new WorkShare(0, _failures.Length));
        var spin = new SpinWait();
        while (Volatile.Read(ref _pending) > 0)
        {
            spin.SpinOnce(sleep1Threshold: -1);
        }
        Exception? failure = Array.Find(_failures, failure => failure is not null);
        if (failure is not null)
        {
            Array.Clear(_failures);
        }
        _work = null;
        Interlocked.Exchange(ref _isTaken, 0);
        if (_mustEnd)
        {
            End();
        }
        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
        return true;
    }

    /// <summary>Ends the threads now, or once the present piece is done.</summary>
    public void End()
    {
        // Announced before the crew is asked for, as a piece gives the crew back before it looks: one of the two sees the other.
        _mustEnd = true;
        if (TryTake())
        {
            _hasEnded = true;
            WakeAll();
            foreach (Thread? helper in _helpers)
            {
                helper?.Join();
            }
        }
    }

    private bool TryTake() => Interlocked.CompareExchange(ref _isTaken, 1, 0) == 0;

    private void WakeAll()
    {
        lock (_gate)
        {
            Monitor.PulseAll(_gate);
        }
    }

    private void Do(IParallelWork work, WorkShare share)
    {
        try
        {
            work.Run(share);
        }
        catch (Exception failure)
        {
            _failures[share.Index] = failure;
        }
    }

    private void Help(WorkShare share)
    {
        int seen = 0;
        while (WaitForWork(seen))
        {
            seen++;
            Do(_work!, share);
            Interlocked.Decrement(ref _pending);
        }
    }

    private bool WaitForWork(int seen)
    {
        for (int i = 0; i < SpinsBeforeSleep && !_hasEnded; i++)
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
            while (Volatile.Read(ref _generation) == seen && !_hasEnded)
            {
                Monitor.Wait(_gate);
            }
            Interlocked.Decrement(ref _sleepers);
        }
        return !_hasEnded;
    }
}
