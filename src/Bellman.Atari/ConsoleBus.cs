using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Bellman.Atari.Cartridges;
using Bellman.Atari.Cpu;

namespace Bellman.Atari;

/// <summary>
/// The console's wiring. Of the 13 address lines, A12 selects the cartridge; without it A7 and A9 select the TIA (A7
/// low, at any A9), the RAM (A7 high, A9 low) or the RIOT's registers (both high).
/// </summary>
internal readonly ref struct ConsoleBus(Console2600 console) : IBus
{
    private readonly Console2600 _console = console;
    private readonly ref byte _memory = ref MemoryMarshal.GetArrayDataReference(console.Memory);

    public bool Running
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => !_console.State.Tia.FrameEnded;
    }

    public byte Held
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        set => _console.State.DataBus = value;
    }

    // What follows is compiled into the processor's loop as far as ROM and RAM go; registers and hot spots are worth a call.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Fetch(int address, int cycles)
    {
        ref Stretch code = ref _console.State.Cartridge.Code;
        // Four bytes are quicker to read than three; the memory has room behind it.
        return (uint)(address - code.First) < code.Length
            ? Unsafe.ReadUnaligned<int>(ref Unsafe.Add(ref _memory, (uint)address + code.Shift))
            : FetchElsewhere(_console, address, cycles);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte Read(int address, int cycles)
    {
        ref ConsoleState state = ref _console.State;
        if ((address & 0x1280) == 0x80)
        {
            return state.DataBus = state.Riot.Ram[address & 0x7F];
        }
        int page = PageOf(address);
        return page >= 0 ? state.DataBus = Unsafe.Add(ref _memory, page + (address & (Pages.Size - 1))) : _console.ReadElsewhere(address, cycles);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ReadPointer(int address, int cycles)
    {
        if (address is < 0x80 or 0xFF)
        {
            return ReadPointer(_console, address, cycles);
        }
        int pointer = Unsafe.ReadUnaligned<ushort>(ref _console.State.Riot.Ram[address & 0x7F]);
        _console.State.DataBus = (byte)(pointer >> 8);
        return pointer;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Write(int address, byte value, int cycles, bool afterRead)
    {
        ref ConsoleState state = ref _console.State;
        if ((address & 0x1280) == 0x80)
        {
            state.Riot.Ram[address & 0x7F] = value;
        }
        else
        {
            cycles = _console.WriteElsewhere(address, value, cycles, afterRead);
        }
        state.DataBus = value;
        return cycles;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Repeats(int address, int accumulator, int cycles) => Repeats(_console, address, accumulator, cycles);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int PageOf(int address)
        => (address & 0x1000) != 0 ? _console.State.Cartridge.Pages[address >> 6 & (Pages.Count - 1)] : Pages.Watched;

    // Static, because a method of the struct would need its address, and the processor's loop then could not keep its fields in registers.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int FetchElsewhere(Console2600 console, int address, int cycles)
    {
        ref Stretch code = ref console.State.Cartridge.Code;
        if (new ConsoleBus(console).PageOf(address) >= 0 && (uint)(address - code.First) >= code.Length + 2)
        {
            console.State.Cartridge.FindCode(address);
            if ((uint)(address - code.First) < code.Length)
            {
                return new ConsoleBus(console).Fetch(address, cycles);
            }
        }
        return FetchBytes(console, address, cycles);
    }

    private static int FetchBytes(Console2600 console, int address, int cycles)
    {
        ConsoleBus bus = new(console);
        int opcode = bus.Read(address, cycles), length = Opcodes.Fetched(opcode);
        cycles += Opcodes.Cycles[opcode];
        int code = opcode;
        if (length > 1)
        {
            code |= bus.Read(address + 1, cycles) << 8;
        }
        if (length > 2)
        {
            code |= bus.Read(address + 2, cycles) << 16;
        }
        return code;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int ReadPointer(Console2600 console, int address, int cycles)
    {
        ConsoleBus bus = new(console);
        int low = bus.Read(address, cycles);
        return low | bus.Read(address + 1, cycles) << 8;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Repeats(Console2600 console, int address, int accumulator, int cycles)
    {
        int operand = console.Peek(address + 1) | console.Peek(address + 2) << 8;
        return console.Peek(address) == Opcodes.LdaAbsolute && (operand & 0x1285) == 0x284 ? console.State.Riot.TimerShows(accumulator, cycles) : 0;
    }
}
