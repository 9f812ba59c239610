using System.Runtime.CompilerServices;
using Bellman.Atari.Cartridges;
using Bellman.Atari.Cpu;

namespace Bellman.Atari;

/// <summary>
/// The console's wiring. Of the 13 address lines, A12 selects the cartridge; without it A7 and A9 select the TIA (A7 low, at any A9), the RAM
/// (A7 high, A9 low) or the RIOT's registers (both high).
/// </summary>
internal readonly struct ConsoleBus(Console2600 console) : IBus
{
    public bool Running => !console.State.Tia.FrameEnded;

    // The three accesses are compiled into the processor's loop as far as ROM and RAM go; registers and hot spots are worth a call.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte Fetch(int address, int cycles)
    {
        ref ConsoleState state = ref console.State;
        if ((address & 0x1000) == 0) return ReadElsewhere(address, cycles);
        int page = state.Cartridge.Pages[address >> 6 & (Pages.Count - 1)];
        return page >= 0 ? state.DataBus = console.Memory[page + (address & (Pages.Size - 1))] : ReadElsewhere(address, cycles);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte Read(int address, int cycles)
    {
        ref ConsoleState state = ref console.State;
        return (address & 0x1280) == 0x80 ? state.DataBus = state.Riot.Ram[address & 0x7F] : ReadElsewhere(address, cycles);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Write(int address, byte value, int cycles, bool afterRead)
    {
        ref ConsoleState state = ref console.State;
        if ((address & 0x1280) == 0x80) state.Riot.Ram[address & 0x7F] = value;
        else cycles = console.WriteElsewhere(address, value, cycles, afterRead);
        state.DataBus = value;
        return cycles;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private byte ReadElsewhere(int address, int cycles)
    {
        ref ConsoleState state = ref console.State;
        if ((address & 0x1000) != 0)
        {
            int page = state.Cartridge.Pages[address >> 6 & (Pages.Count - 1)];
            return state.DataBus = page >= 0 ? console.Memory[page + (address & (Pages.Size - 1))] : console.ReadWatched(address);
        }
        if ((address & 0x280) == 0x80) return state.DataBus = state.Riot.Ram[address & 0x7F];
        return state.DataBus = console.ReadChip(address, cycles);
    }
}
