namespace Bellman.Atari;

/// <summary>
/// A frame's pixels, held by a console and by any number of snapshots. Who wants to draw on a picture that others hold
/// too must take another one.
/// </summary>
internal sealed class SharedFrame(int length)
{
    private int _holders = 1;

    public readonly byte[] Pixels = new byte[length];

    public bool IsShared => Volatile.Read(ref _holders) > 1;

    public SharedFrame Share()
    {
        Interlocked.Increment(ref _holders);
        return this;
    }

    /// <summary>Lets go of it; true if nobody holds it any more.</summary>
    public bool Release() => Interlocked.Decrement(ref _holders) == 0;

    /// <summary>Takes a picture that nobody held.</summary>
    public void Reuse() => _holders = 1;
}
