using System.Runtime.CompilerServices;

namespace Bellman.Atari;

/// <summary>128 bytes of memory.</summary>
[InlineArray(128)]
internal struct RamBytes
{
    private byte _first;
}

/// <summary>
/// The 6532 RIOT: 128 bytes of RAM, an interval timer and two ports. The timer is not ticked: it is computed from the
/// cycle at which it was set.
/// </summary>
internal struct Riot
{
    public RamBytes Ram;
    private int _interval;
    private int _shift;
    private int _setAt;
    private int _expiredReadAt;
    private bool _readAfterExpiry;
    private byte _directionA;

    /// <summary>RAM holds random bytes when the console is first switched on; a reset leaves it alone.</summary>
    public static Riot PowerOn(ref MersenneTwister random)
    {
        Riot riot = default;
        for (int i = 0; i < 128; i++)
        {
            riot.Ram[i] = (byte)random.Next();
        }
        riot.Reset(ref random);
        return riot;
    }

    /// <summary>Starts the timer from a random count of 64-cycle intervals.</summary>
    public void Reset(ref MersenneTwister random)
    {
        _interval = (int)(25 + random.Next() % 75);
        _shift = 6;
        _setAt = 0;
        _expiredReadAt = 0;
        _readAfterExpiry = false;
        _directionA = 0;
    }

    /// <summary>Makes the counter start from 0 again, <paramref name="elapsed"/> cycles later.</summary>
    public void Rebase(int elapsed)
    {
        _setAt -= elapsed;
        _expiredReadAt -= elapsed;
    }

    /// <summary>Reads a register (A2 to A0 of the address).</summary>
    public byte Read(int address, int cycles, in InputLines ports) => (address & 7) switch
    {
        0 => ports.PortA,
        1 => _directionA,
        2 => ports.Switches,
        3 => 0,
        4 or 6 => ReadTimer(cycles),
        _ => (byte)(Remaining(cycles) >= 0 || _readAfterExpiry ? 0 : 0x80),
    };

    /// <summary>
    /// Writes a register: A4 and A2 set mean the timer, with the prescaler in A1 and A0; the ports' outputs lead
    /// nowhere.
    /// </summary>
    public void Write(int address, byte value, int cycles)
    {
        if ((address & 0x14) == 0x14)
        {
            _interval = value;
            _shift = (address & 3) switch { 0 => 0, 1 => 3, 2 => 6, _ => 10 };
            _setAt = cycles;
            _readAfterExpiry = false;
        }
        else if ((address & 7) == 1)
        {
            _directionA = value;
        }
    }

    /// <summary>Up to which cycle the timer shows a value; 0 if it does not show it now, or has expired.</summary>
    public readonly int TimerShows(int value, int cycles)
    {
        int remaining = Remaining(cycles);
        return remaining >= 0 && remaining == value ? _setAt + 1 + (_interval - remaining << _shift) : 0;
    }

    // The cycles since are unsigned in ALE: in the very cycle in which it was set, which only a program inside the RIOT can see, the timer has
    // long expired.
    private readonly int Remaining(int cycles) => _interval - (cycles - 1 - _setAt >>> _shift) - 1;

    // Past zero the timer counts single cycles; the first read well after that puts it back on its interval (as ALE's core has it).
    private byte ReadTimer(int cycles)
    {
        int remaining = Remaining(cycles);
        if (remaining >= 0)
        {
            return (byte)remaining;
        }
        int sinceSet = cycles - 1 - _setAt;
        int overrun = (_interval << _shift) - sinceSet - 1;
        if (overrun <= -2 && !_readAfterExpiry)
        {
            _readAfterExpiry = true;
            _expiredReadAt = cycles;
        }
        return _readAfterExpiry
            ? (byte)(_interval - (sinceSet >> _shift) - (_expiredReadAt - (_setAt + (_interval << _shift))))
            : (byte)overrun;
    }
}
