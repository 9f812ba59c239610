using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Bellman.Neural.Kernels;

/// <summary>Zeroed numbers that start on a cache line and never move.</summary>
internal sealed class Slab
{
    /// <summary>Numbers in a cache line.</summary>
    public const int LineLength = 16;

    private const int LineBytes = LineLength * sizeof(float);

    private readonly float[] _array;
    private readonly int _offset;

    public unsafe Slab(int length)
    {
        Length = length;
        _array = GC.AllocateArray<float>(length + LineLength, pinned: true);
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

    /// <summary>Rounds up to whole cache lines, so that vector loops need no tail.</summary>
    public static int Pad(int length) => (length + LineLength - 1) & -LineLength;
}
