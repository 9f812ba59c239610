namespace Bellman.Replay;

/// <summary>The sizes of a replay memory, and what it will cost, before any of it is allocated.</summary>
/// <param name="Capacity">Observations, all lanes together. An ended episode costs one more observation than it has steps.</param>
/// <param name="Lanes">Lanes that write.</param>
/// <param name="ObservationLength">Numbers in an observation, all stacked frames together.</param>
public readonly record struct ReplayShape(int Capacity, int Lanes, int ObservationLength)
{
    /// <summary>Frames that an observation stacks, oldest first; only the newest is stored.</summary>
    public int Stack { get; init; } = 1;

    /// <summary>Rewards summed before bootstrapping.</summary>
    public int NStep { get; init; } = 1;

    /// <summary>Discount per step.</summary>
    public double Gamma { get; init; } = 0.99;

    /// <summary>Actions of a world that has illegal ones, else 0.</summary>
    public int MaskedActions { get; init; }

    /// <summary>Numbers in one stored frame.</summary>
    public int FrameLength => ObservationLength / Stack;

    /// <summary>Frames that each lane keeps: its share, but enough for one whole row.</summary>
    public int FramesPerLane => Math.Max((Capacity + Lanes - 1) / Lanes, Stack + NStep + 1);

    /// <summary>Bytes that the memory takes.</summary>
    public long Bytes => (long)Lanes * FramesPerLane * ((long)FrameLength * sizeof(float) + MaskedActions + Tape.BytesPerFrame);

    /// <summary>Refuses a memory that this machine cannot hold.</summary>
    /// <exception cref="BellmanException">It does not fit.</exception>
    public void RequireFits() => RequireFits(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);

    internal void RequireFits(long machineBytes)
    {
        // A tenth stays for everything else; one array cannot hold more than Array.MaxLength numbers.
        if (Bytes > machineBytes / 10 * 9 || (long)FramesPerLane * FrameLength > Array.MaxLength)
        {
            throw new BellmanException(
                $"A replay memory of {Capacity:N0} observations needs {Size(Bytes)}, and this machine has {Size(machineBytes)}: set 'memory' lower.");
        }
    }

    /// <summary>A number of bytes as people write it.</summary>
    public static string Size(long bytes) => bytes switch
    {
        < 1L << 20 => $"{bytes / 1024.0:0.0} KiB",
        < 1L << 30 => $"{bytes / (1024.0 * 1024):0.0} MiB",
        _ => $"{bytes / (1024.0 * 1024 * 1024):0.0} GiB",
    };
}
