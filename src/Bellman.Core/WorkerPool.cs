namespace Bellman;

/// <summary>A piece of work that can be split into fixed parts.</summary>
internal interface IParallelWork
{
    /// <summary>Does one part. Parts run at the same time and must not write the same numbers.</summary>
    void Run(WorkShare share);
}

/// <summary>
/// A small pool of threads for fork-join parallelism; it allocates nothing per piece of work. With one thread, work
/// runs on the caller's thread. So does work that arrives while the threads are busy, or after <see cref="Dispose"/>:
/// the same parts, one after the other.
/// </summary>
public sealed class WorkerPool : IDisposable
{
    private const int MostThreads = 1024;

    private readonly Crew _crew; // its threads know nothing of this object, so that one that nobody disposed is collected and ends them

    /// <summary>Starts <paramref name="threads"/> - 1 threads beside the caller's own.</summary>
    /// <exception cref="BellmanException">There are fewer than one or more than 1,024 threads.</exception>
    public WorkerPool(int threads)
    {
        if (threads is < 1 or > MostThreads)
        {
            throw new BellmanException($"The number of threads is {threads}: it must be at least 1 and at most {MostThreads}.");
        }
        Threads = threads;
        _crew = new(threads);
    }

    /// <summary>Ends the threads of workers that nobody disposed.</summary>
    ~WorkerPool() => _crew?.End(); // there is none where the constructor threw

    /// <summary>Parts that each piece of work is split into.</summary>
    public int Threads { get; }

    /// <summary>
    /// Runs every part of the work and returns when all are done. The exception of a part is thrown here, as it was: of
    /// several, that of the first part.
    /// </summary>
    internal void Run(IParallelWork work)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (Threads == 1 || !_crew.TryRun(work))
        {
            for (int i = 0; i < Threads; i++)
            {
                work.Run(new WorkShare(i, Threads));
            }
        }
    }

    /// <summary>
    /// Ends the threads, at once or when the work that they are busy with is done. Whoever keeps these workers may go
    /// on using them.
    /// </summary>
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        _crew.End();
    }
}
