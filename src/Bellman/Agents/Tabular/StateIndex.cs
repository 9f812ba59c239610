using System.Numerics;
using System.Runtime.CompilerServices;

namespace Bellman.Agents.Tabular;

/// <summary>
/// Numbers observations in the order in which they are first seen: the defaultdict of the tutorials, as a hash table with open addressing.
/// A world need not say how many states it has.
/// </summary>
internal sealed class StateIndex(int observationLength) : IStateful
{
    private const int Smallest = 64;

    private float[] _keys = new float[Smallest * observationLength];    // [capacity x observation length]
    private int[] _slots = new int[2 * Smallest];                       // row + 1, 0 where empty; at most half are taken
    private int _count;

    /// <summary>How many different observations were seen.</summary>
    public int Count => _count;

    /// <summary>The row of an observation, -1 if it was never seen.</summary>
    public int Find(ReadOnlySpan<float> observation) => _slots[Slot(observation)] - 1;

    /// <summary>The row of an observation, which may be the new one <see cref="Count"/> - 1.</summary>
    public int FindOrAdd(ReadOnlySpan<float> observation)
    {
        int slot = Slot(observation);
        int row = _slots[slot] - 1;
        return row >= 0 ? row : Add(observation, slot);
    }

    /// <inheritdoc/>
    public void Sync(StateStream stream)
    {
        stream.Expect(observationLength, "observation length");
        stream.Sync(ref _count);
        if (stream.IsReading)
        {
            int capacity = Math.Max(Smallest, (int)BitOperations.RoundUpToPowerOf2((uint)_count));
            _keys = new float[capacity * observationLength];
        }
        stream.Sync(_keys.AsSpan(0, _count * observationLength));
        if (stream.IsReading)
        {
            Fill();
        }
    }

    private int Add(ReadOnlySpan<float> observation, int slot)
    {
        observation.CopyTo(_keys.AsSpan(_count * observationLength, observationLength));
        _slots[slot] = ++_count;
        if (_count * observationLength == _keys.Length)
        {
            Array.Resize(ref _keys, 2 * _keys.Length);
            Fill();
        }
        return _count - 1;
    }

    private void Fill()
    {
        _slots = new int[2 * _keys.Length / observationLength];
        for (int row = 0; row < _count; row++)
        {
            _slots[Slot(_keys.AsSpan(row * observationLength, observationLength))] = row + 1;
        }
    }

    /// <summary>Whether a row, which may be -1, is that of an observation.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsAt(int row, ReadOnlySpan<float> observation)
        => row >= 0 && (observation.Length == 1 ? _keys[row] == observation[0]
            : _keys.AsSpan(row * observationLength, observationLength).SequenceEqual(observation));

    // Where an observation stands, or the empty slot where it would.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Slot(ReadOnlySpan<float> observation)
    {
        int[] slots = _slots;
        int mask = slots.Length - 1, slot = Hash(observation) & mask;
        while (slots[slot] != 0 && !IsAt(slots[slot] - 1, observation))
        {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Hash(ReadOnlySpan<float> observation)
    {
        ulong hash = 0;
        foreach (float number in observation)
        {
            // Adding 0 makes -0 the 0 that it equals.
            hash = (hash ^ BitConverter.SingleToUInt32Bits(number + 0f)) * 0x9E3779B97F4A7C15UL;
            hash ^= hash >> 32;
        }
        return (int)hash;
    }
}
