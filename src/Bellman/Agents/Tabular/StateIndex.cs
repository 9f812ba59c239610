using System.Numerics;
using System.Runtime.CompilerServices;

namespace Bellman.Agents.Tabular;

/// <summary>
/// Numbers observations in the order of their first visit: the defaultdict of the tutorials, as a hash table with open
/// addressing. An environment need not know its number of states. If an observation is a single small integer, as in
/// every finite environment, an array is used before the hash table, whose lookup would be half of a step of
/// Q-learning.
/// </summary>
internal sealed class StateIndex(int observationLength) : IStateful
{
    private const int Smallest = 64, MostDirect = 1 << 20;

    private float[] _keys = new float[Smallest * observationLength];    // [capacity x observation length]
    private int[] _slots = new int[2 * Smallest];                       // row + 1, 0 where empty; at most half are taken
    private int[] _direct = [];                                         // row + 1 by the number seen, 0 where it was not; empty if none is
    private int _count;

    /// <summary>How many different observations were seen.</summary>
    public int Count => _count;

    /// <summary>The row of an observation that is a small whole number, -1 if it is none or was never seen.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int FindNumbered(ReadOnlySpan<float> observation)
    {
        int[] direct = _direct;
        int number = Number(observation);
        return (uint)number < (uint)direct.Length ? direct[number] - 1 : -1;
    }

    /// <summary>The row of an observation, -1 if it was never seen.</summary>
    public int Find(ReadOnlySpan<float> observation)
    {
        int row = FindNumbered(observation);
        return row >= 0 ? row : _slots[Slot(observation)] - 1;
    }

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
        stream.SyncCount(ref _count, (long)observationLength * sizeof(float));
        if (stream.IsReading)
        {
            int capacity = Math.Max(Smallest, (int)BitOperations.RoundUpToPowerOf2((uint)_count + 1)); // room for one more
            _keys = new float[capacity * observationLength];
        }
        stream.SyncFinite(_keys.AsSpan(0, _count * observationLength));
        if (stream.IsReading)
        {
            Fill();
        }
    }

    /// <summary>A length that an array can have.</summary>
    /// <exception cref="BellmanException">None can.</exception>
    public static int Larger(long length) => length <= Array.MaxLength / 2 ? (int)length
        : throw new BellmanException("The table has too many states to remember: a table suits environments whose observations repeat; use a network here.");

    // The whole number from 0 on that an observation is; -1 if it is none.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Number(ReadOnlySpan<float> observation)
    {
        // Native: the saturating conversion of the language takes four times as many instructions, and what it saves is compared away here.
        int number = observation.Length == 1 ? float.ConvertToIntegerNative<int>(observation[0]) : -1;
        return number >= 0 && number == observation[0] ? number : -1;
    }

    private void Remember(ReadOnlySpan<float> observation, int row)
    {
        int number = Number(observation);
        if ((uint)number < MostDirect)
        {
            if (number >= _direct.Length)
            {
                Array.Resize(ref _direct, (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(number + 1, Smallest)));
            }
            _direct[number] = row + 1;
        }
    }

    private int Add(ReadOnlySpan<float> observation, int slot)
    {
        observation.CopyTo(_keys.AsSpan(_count * observationLength, observationLength));
        Remember(observation, _count);
        _slots[slot] = ++_count;
        if (_count * observationLength == _keys.Length)
        {
            Array.Resize(ref _keys, Larger(2L * _keys.Length));
            Fill();
        }
        return _count - 1;
    }

    private void Fill()
    {
        _slots = new int[2 * _keys.Length / observationLength];
        for (int row = 0; row < _count; row++)
        {
            ReadOnlySpan<float> key = _keys.AsSpan(row * observationLength, observationLength);
            _slots[Slot(key)] = row + 1;
            Remember(key, row);
        }
    }

    /// <summary>Whether a row, which may be -1, is that of an observation.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsAt(int row, ReadOnlySpan<float> observation)
        => row >= 0 && (observation.Length == 1 ? _keys[row] == observation[0]
            : IsAtSlowly(row, observation));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool IsAtSlowly(int row, ReadOnlySpan<float> observation)
        => _keys.AsSpan(row * observationLength, observationLength).SequenceEqual(observation);

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
