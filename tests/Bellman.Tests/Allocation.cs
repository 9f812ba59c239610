namespace Bellman.Tests;

/// <summary>Counts what hot paths allocate.</summary>
internal static class Allocation
{
    /// <summary>
    /// The least that a few tries allocate: a collection that another test starts charges this thread with what was left of its allocation
    /// block.
    /// </summary>
    public static long Least(Action work)
    {
        long least = long.MaxValue;
        for (int attempt = 0; attempt < 5 && least > 0; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            work();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return least;
    }
}
