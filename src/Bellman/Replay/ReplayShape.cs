using System.Globalization;

namespace Bellman.Replay;

/// <summary>The sizes of a replay memory and its memory use, known before it is allocated.</summary>
/// <param name="Capacity">
/// Capacity in observations, summed over all lanes. An ended episode takes one more observation than it has steps.
/// </param>
/// <param name="Lanes">Lanes that write.</param>
/// <param name="ObservationLength">Numbers in an observation, all stacked frames together.</param>
internal readonly record struct ReplayShape(int Capacity, int Lanes, int ObservationLength)
{
    /// <summary>Frames that an observation stacks, oldest first; only the newest is stored.</summary>
    public int Stack { get; init; } = 1;

    /// <summary>n of the n-step return.</summary>
    public int NStep { get; init; } = 1;

    /// <summary>Discount per step.</summary>
    public double Gamma { get; init; } = 0.99;

    /// <summary>Number of actions of an environment with an action mask, else 0.</summary>
    public int MaskedActions { get; init; }

    /// <summary>Image shape of a frame, which is stored as bytes; null: frames are floats.</summary>
    public ImageShape? Picture { get; init; }

    /// <summary>
    /// Compression: pictures take this many times less memory. If they compress less, the oldest are dropped sooner.
    /// null: no compression.
    /// </summary>
    public int? Compress { get; init; }

    /// <summary>Prioritised replay; null: uniform.</summary>
    public Priority? Priority { get; init; }

    /// <summary>Numbers in one stored frame.</summary>
    public int FrameLength => ObservationLength / Stack;

    /// <summary>Frames that each lane keeps: its share, but enough for one whole row.</summary>
    public int FramesPerLane => (int)Math.Min(LongFramesPerLane, int.MaxValue);

    /// <summary>Bytes that the memory takes at most; the largest number where there is none for so many.</summary>
    public long Bytes
    {
        get
        {
            double frames = (double)LongFramesPerLane * (MaskedActions + LaneHistory.BytesPerFrame) + (NStep + 1.0) * sizeof(double);
            double tree = Priority is null ? 0 : SumTree.Bytes(Slots);
            return Lanes * (FrameBytes + frames) + tree is < long.MaxValue and var bytes ? (long)bytes : long.MaxValue;
        }
    }

    /// <summary>Slots that rows of all lanes can have.</summary>
    internal int Slots => (int)Math.Min((long)FramesPerLane * Lanes, Array.MaxLength);

    /// <summary>Frames that a row and its stacks reach over.</summary>
    internal long FramesForOneRow => (long)Stack + NStep + 1;

    internal bool IsPacked => Picture is not null && Compress is not null;

    private long LongFramesPerLane => Math.Max(((long)Capacity + Lanes - 1) / Lanes, FramesForOneRow);

    private double FrameBytes => IsPacked ? PackedFrames.Bytes(this) : (double)LongFramesPerLane * FrameLength * (Picture is null ? sizeof(float) : 1);

    /// <summary>Refuses a memory that this machine cannot hold.</summary>
    /// <exception cref="BellmanException">It does not fit.</exception>
    public void RequireFits() => RequireFits(Machine.Bytes);

    internal void RequireFits(long machineBytes)
    {
        string? fault = null;
        // One array cannot hold more than Array.MaxLength, and rows are numbered through all lanes.
        long most = Math.Min(Array.MaxLength / Math.Max(MaskedActions, 1), Array.MaxLength / Lanes);
        if (LongFramesPerLane > most)
        {
            fault = string.Create(CultureInfo.InvariantCulture, $"is more than the {most * Lanes:N0} that can be numbered");
        }
        else if (!Machine.Holds(Bytes, machineBytes))
        {
            fault = $"needs {Machine.Size(Bytes)}, and this machine has {Machine.Size(machineBytes)}";
        }
        if (fault is not null)
        {
            string what = FramesForOneRow > Capacity ? $"{Lanes} lanes and nStep {NStep}"
                : string.Create(CultureInfo.InvariantCulture, $"{Capacity:N0} observations");
            string cure = FramesForOneRow > Capacity ? "set 'nStep' lower" : "set 'memory' lower";
            throw new BellmanException($"A replay memory of {what} {fault}: {cure}.");
        }
    }
}
