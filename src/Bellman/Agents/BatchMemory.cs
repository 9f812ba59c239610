using System.Globalization;
using Bellman.Neural.Layers;
using Bellman.Replay;

namespace Bellman.Agents;

/// <summary>What a batch will cost, before any of it is allocated.</summary>
internal static class BatchMemory
{
    /// <summary>Refuses a batch that this machine cannot hold, or that no array can.</summary>
    /// <param name="rows">Transitions in the batch.</param>
    /// <param name="spec">The world.</param>
    /// <param name="layers">Those of Bellman's own network; empty where the network is somebody else's.</param>
    /// <exception cref="BellmanException">It does not fit.</exception>
    public static void RequireFits(int rows, EnvironmentSpec spec, IReadOnlyList<ILayer> layers)
        => RequireFits(rows, spec, layers, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);

    internal static void RequireFits(int rows, EnvironmentSpec spec, IReadOnlyList<ILayer> layers, long machineBytes)
    {
        long widest = Math.Max(spec.ObservationLength, layers.Count == 0 ? spec.Actions : layers.Max(layer => (long)layer.OutputLength));
        // Observations and successors; of each layer what it makes and its derivative.
        double bytes = sizeof(float) * (double)rows * 2 * (spec.ObservationLength + layers.Sum(layer => (double)layer.OutputLength));
        string? fault = rows * widest > Array.MaxLength ? string.Create(CultureInfo.InvariantCulture, $"needs {rows * widest:N0} numbers in one array, and {Array.MaxLength:N0} is the most")
            : bytes > machineBytes / 10.0 * 9 ? $"needs {ReplayShape.Size((long)Math.Min(bytes, 1e18))}, and this machine has {ReplayShape.Size(machineBytes)}"
            : null;
        if (fault is not null)
        {
            throw new BellmanException(string.Create(CultureInfo.InvariantCulture, $"A batch of {rows:N0} transitions {fault}: set 'batch' lower."));
        }
    }
}
