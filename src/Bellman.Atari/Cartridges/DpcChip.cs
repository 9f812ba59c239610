using System.Runtime.CompilerServices;

namespace Bellman.Atari.Cartridges;

/// <summary>
/// One fetcher of the DPC: an 11-bit counter, and a flag that is on from the counter's passing of the top until its
/// passing of the bottom.
/// </summary>
internal struct Fetcher
{
    public int Counter;
    public byte Top, Bottom;
    public bool Flag, Music;
}

[InlineArray(8)]
internal struct Fetchers
{
    private Fetcher _first;
}

/// <summary>
/// What the DPC remembers, and its music: an oscillator counts the last three fetchers round from their top, and their
/// flags are square waves.
/// </summary>
internal struct DpcChip
{
    public const int FirstMusic = 5;

    // As observed in ALE: an oscillator of 15,750 Hz, while the processor has a third of 3.579575 MHz.
    private const double TicksPerCycle = 15750 / (3579575 / 3.0);

    public Fetchers Fetchers;
    public byte Random;
    private int _playedAt;
    private double _late;

    /// <summary>The registers when the console is first switched on; a reset leaves them alone.</summary>
    public static DpcChip PowerOn => new() { Random = 1 };

    // What the waves that are high add up to.
    private static ReadOnlySpan<byte> Amplitudes => [0, 4, 5, 9, 6, 10, 11, 15];

    /// <summary>Restarts the oscillator.</summary>
    public void Reset()
    {
        _playedAt = 0;
        _late = 0;
    }

    /// <summary>Makes the counter start from 0 again, <paramref name="elapsed"/> cycles later.</summary>
    public void Rebase(int elapsed) => _playedAt -= elapsed;

    /// <summary>The sound's level. Only reading it moves the music on, by the ticks since it was last read.</summary>
    public byte Play(int cycles)
    {
        double ticks = (cycles - _playedAt) * TicksPerCycle + _late;
        int whole = (int)ticks, high = 0;
        _playedAt = cycles;
        _late = ticks - whole;
        for (int index = FirstMusic; index < 8; index++)
        {
            ref Fetcher fetcher = ref Fetchers[index];
            if (!fetcher.Music)
            {
                continue;
            }
            if (whole > 0)
            {
                Oscillate(ref fetcher, whole);
            }
            if (fetcher.Flag)
            {
                high |= 1 << index - FirstMusic;
            }
        }
        return Amplitudes[high];
    }

    private static void Oscillate(ref Fetcher fetcher, int ticks)
    {
        int period = fetcher.Top + 1, low = (fetcher.Counter & 0xFF) - ticks % period;
        if (low < 0)
        {
            low += period;
        }
        if (fetcher.Top == 0)
        {
            low = 0;
        }
        if (low <= fetcher.Bottom)
        {
            fetcher.Flag = false;
        }
        else if (low <= fetcher.Top)
        {
            fetcher.Flag = true;
        }
        fetcher.Counter = fetcher.Counter & 0x700 | low;
    }
}
