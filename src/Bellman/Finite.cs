using System.Numerics;
using System.Runtime.InteropServices;

namespace Bellman;

/// <summary>Looks for infinity and NaN, by a few instructions for each vector of numbers.</summary>
internal static class Finite
{
    private const uint WithoutSign = 0x7FFF_FFFF, Infinity = 0x7F80_0000; // every NaN lies above infinity

    /// <summary>Whether every number is finite.</summary>
    public static bool All(ReadOnlySpan<float> numbers)
    {
        ReadOnlySpan<uint> bits = MemoryMarshal.Cast<float, uint>(numbers);
        ReadOnlySpan<Vector<uint>> wide = MemoryMarshal.Cast<uint, Vector<uint>>(bits);
        var largest = Vector<uint>.Zero;
        foreach (Vector<uint> some in wide)
        {
            largest = Vector.Max(largest, some & new Vector<uint>(WithoutSign));
        }
        bool all = Vector.LessThanAll(largest, new Vector<uint>(Infinity));
        foreach (uint one in bits[(wide.Length * Vector<uint>.Count)..])
        {
            all &= (one & WithoutSign) < Infinity;
        }
        return all;
    }

    /// <summary>The largest magnitude; infinity or NaN where there is one.</summary>
    public static float Largest(ReadOnlySpan<float> numbers)
    {
        uint largest = 0;
        foreach (uint one in MemoryMarshal.Cast<float, uint>(numbers))
        {
            largest = Math.Max(largest, one & WithoutSign);
        }
        return BitConverter.UInt32BitsToSingle(largest);
    }
}
