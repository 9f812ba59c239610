using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Bellman.Neural.Kernels;

/// <summary>Zeroed numbers that start on a cache line and never move.</summary>
internal sealed class AlignedArray
{
    /// <summary>Numbers in a cache line.</summary>
    public const int LineLength = 16;

    private const int LineBytes = LineLength * sizeof(float);

    private readonly float[] _array;
    private readonly int _offset;

    public unsafe AlignedArray(long length)
    {
        Length = (int)Require(length, "numbers in one block of memory");
        _array = GC.AllocateArray<float>(Length + LineLength, pinned: true);
        nuint address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_array));
        _offset = (int)((LineBytes - address % LineBytes) % LineBytes) / sizeof(float);
    }

    public int Length { get; }

    public Span<float> Span => MemoryMarshal.CreateSpan(ref this[0], Length);

    private ref float this[int index] => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_array), _offset + index);

    /// <summary>Checked in debug builds only: the hot path cuts many slices.</summary>
    public Span<float> Slice(int start, int length)
    {
        System.Diagnostics.Debug.Assert(start >= 0 && length >= 0 && start + length <= Length);
        return MemoryMarshal.CreateSpan(ref this[start], length);
    }

    /// <summary>Refuses more numbers than a slab, or this machine, can hold, before any memory is taken.</summary>
    public static long Require(long length, string what)
    {
        const long Large = 1 << 24; // below, asking the machine costs more than it tells
        if (length > Array.MaxLength - LineLength || (length > Large && length > Machine.Bytes / sizeof(float)))
        {
            throw new BellmanException(string.Create(
                CultureInfo.InvariantCulture, $"The number of {what} would be {length:N0}, which this machine cannot hold: make layers or batches smaller."));
        }
        return length;
    }

    /// <summary>Rounds up to whole cache lines, so that vector loops need no tail.</summary>
    public static int Pad(int length) => (length + LineLength - 1) & -LineLength;
}
