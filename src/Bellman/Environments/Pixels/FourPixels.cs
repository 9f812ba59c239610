using System.Buffers.Binary;
using System.Runtime.Intrinsics;

namespace Bellman.Environments.Pixels;

/// <summary>Four pixels that were worked out together.</summary>
internal static class FourPixels
{
    /// <summary>Writes the lowest byte of each number to the beginning of <paramref name="pixels"/>.</summary>
    public static void Store(Vector128<int> numbers, Span<byte> pixels)
    {
        Vector128<byte> bytes = Vector128.Shuffle(numbers.AsByte(), Vector128.Create(0x0C080400).AsByte());
        BinaryPrimitives.WriteUInt32LittleEndian(pixels, bytes.AsUInt32().ToScalar());
    }
}
