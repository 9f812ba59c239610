using System.Numerics;

namespace Bellman.Replay;

/// <summary>
/// A large array of items with one length, in several .NET arrays, because a single one cannot hold a million frames.
/// The machine provides memory only when it is written.
/// </summary>
/// <typeparam name="T">A number.</typeparam>
internal sealed class ChunkedArray<T> where T : unmanaged
{
    private const int NumbersPerBlock = 1 << 24;

    private readonly T[][] _blocks;
    private readonly int _length;
    private readonly int _shift; // an item's block is its number divided by a power of two

    /// <summary>Allocates items.</summary>
    /// <param name="count">How many.</param>
    /// <param name="length">Numbers in each.</param>
    public ChunkedArray(int count, int length)
    {
        _length = length;
        _shift = BitOperations.Log2((uint)Math.Max(NumbersPerBlock / Math.Max(length, 1), 1));
        int perBlock = 1 << _shift;
        _blocks = new T[(int)(((long)count + perBlock - 1) / perBlock)][];
        for (int i = 0; i < _blocks.Length; i++)
        {
            _blocks[i] = new T[Math.Min(perBlock, count - i * perBlock) * length];
        }
    }

    /// <summary>An item, [length].</summary>
    public Span<T> this[int item] => _blocks[item >> _shift].AsSpan((item & ((1 << _shift) - 1)) * _length, _length);

    /// <summary>Saves or loads the first items.</summary>
    public void Sync(StateStream stream, int count)
    {
        for (int i = 0; i < _blocks.Length && i << _shift < count; i++)
        {
            stream.Sync(_blocks[i].AsSpan(0, Math.Min(1 << _shift, count - (i << _shift)) * _length));
        }
    }
}
