using System.Globalization;

namespace Bellman;

/// <summary>
/// The memory of this machine, or of its container. It is checked before an allocation, because a failed allocation
/// could not be reported.
/// </summary>
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
