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

    /// <summary>How a frame forms a picture, which is kept as bytes; null: frames are numbers of any kind.</summary>
    public ImageShape? Picture { get; init; }

    /// <summary>
    /// Keeps pictures packed, in a memory this many times smaller than they are: where they cannot be packed as well, the oldest are
    /// forgotten sooner. null: they are not packed.
    /// </summary>
    public int? Compress { get; init; }

    /// <summary>Numbers in one stored frame.</summary>
    public int FrameLength => ObservationLength / Stack;

    /// <summary>Frames that each lane keeps: its share, but enough for one whole row.</summary>
    public int FramesPerLane => Math.Max((Capacity + Lanes - 1) / Lanes, FramesForOneRow);

    /// <summary>Bytes that the memory takes at most.</summary>
    public long Bytes => Lanes * (FrameBytes + (long)FramesPerLane * (MaskedActions + Tape.BytesPerFrame));

    /// <summary>Frames that a row and its stacks reach over.</summary>
    internal int FramesForOneRow => Stack + NStep + 1;

    internal bool IsPacked => Picture is not null && Compress is not null;

    private long FrameBytes => IsPacked ? PackedFrames.Bytes(this) : (long)FramesPerLane * FrameLength * (Picture is null ? sizeof(float) : 1);

    /// <summary>Refuses a memory that this machine cannot hold.</summary>
    /// <exception cref="BellmanException">It does not fit.</exception>
    public void RequireFits() => RequireFits(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);

    internal void RequireFits(long machineBytes)
    {
        // A tenth stays for everything else; one array cannot hold more than Array.MaxLength.
        if (Bytes > machineBytes / 10 * 9 || (long)FramesPerLane * Math.Max(MaskedActions, 1) > Array.MaxLength)
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
