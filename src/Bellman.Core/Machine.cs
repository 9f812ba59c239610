using System.Globalization;

namespace Bellman;

/// <summary>What this machine, or the container around it, can hold: asked before memory is taken, because afterwards nobody can be told.</summary>
internal static class Machine
{
    /// <summary>Its memory.</summary>
    public static long Bytes => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>Whether so much fits; a tenth stays for everything else.</summary>
    public static bool Holds(double bytes, long machineBytes) => bytes <= machineBytes / 10.0 * 9;

    /// <summary>A number of bytes as people write it.</summary>
    public static string Size(double bytes) => bytes switch
    {
        < 1L << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.0} KiB"),
        < 1L << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024.0 * 1024):0.0} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024.0 * 1024 * 1024):0.0} GiB"),
    };
}
