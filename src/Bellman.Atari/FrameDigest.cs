using System.Globalization;

namespace Bellman.Atari;

/// <summary>What a frame left behind, small enough to compare with another emulator's: one line of a trace.</summary>
/// <param name="Ram">FNV-1a hash of the 128 bytes of RAM.</param>
/// <param name="Screen">FNV-1a hash of the picture.</param>
/// <param name="Cycles">Processor cycles of the frame.</param>
/// <param name="Lines">Lines of the frame.</param>
internal readonly record struct FrameDigest(ulong Ram, ulong Screen, int Cycles, int Lines)
{
    private const ulong Offset = 1469598103934665603, Prime = 1099511628211;

    /// <summary>
    /// The digest of the frame that a console has just run. Like ALE after every action, this reads RAM through the
    /// bus.
    /// </summary>
    public static FrameDigest Of(Console2600 console)
    {
        Span<byte> ram = stackalloc byte[128];
        console.ReadRam(ram);
        return new FrameDigest(Fnv1a(ram), Fnv1a(console.Screen), console.Cycles, console.Lines);
    }

    /// <summary>The digest in the words of a trace: two hashes, cycles, lines.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Ram:x16} {Screen:x16} cyc={Cycles} sl={Lines}");

    private static ulong Fnv1a(ReadOnlySpan<byte> bytes)
    {
        ulong hash = Offset;
        foreach (byte b in bytes)
        {
            hash = (hash ^ b) * Prime;
        }
        return hash;
    }
}
