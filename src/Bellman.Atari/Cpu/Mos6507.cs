using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Bellman.Atari.Cpu;

/// <summary>
/// A MOS 6507 (a 6502 in a smaller case) as ALE sees it: an instruction is atomic. Its cycles are added at once, then
/// its operands are read and its result is written at that final count; there are no dummy accesses but those noted
/// below.
/// </summary>
/// <remarks>
/// One loop with the registers in machine registers. What programs rarely do is in <see cref="RareInstructions"/>: the
/// compiler shares the machine's few registers among all that it sees.
/// </remarks>
internal static class Mos6507
{
    internal const int StackPage = 0x100;

    // LDA absolute and a branch: five bytes, and this many cycles while the branch is not taken.
    private const int WaitLength = 5, LoadCycles = 4, BranchCycles = 2;

    /// <summary>
    /// Executes instructions until the bus stops running, the processor jams, or the limit is reached; returns how many
    /// it did.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Run<TBus>(ref CpuState cpu, TBus bus, int limit)
        where TBus : struct, IBus, allows ref struct
    {
        if (cpu.Jammed || !bus.Running)
        {
            return 0;
        }
        // The first ones get the machine's registers: each instruction waits for what the one before it made of these.
        int pc = cpu.PC, cycles = cpu.Cycles;
        ref int decoded = ref MemoryMarshal.GetArrayDataReference(DecodeTable.Opcodes);
        int a = cpu.A, x = cpu.X, y = cpu.Y, s = cpu.S, left = limit;
        int carry = cpu.P & Status.Carry, flags = cpu.P & CpuState.Apart;
        // Z is set when the low byte is 0; N is bit 7, or bit 15 where the two do not come from one result.
        int nz = CpuState.ResultOf(cpu.P);

        while (--left >= 0)
        {
            int code = bus.Fetch(pc, cycles), kind = Unsafe.Add(ref decoded, (byte)code), ea = 0, value = 0;
            cycles += kind & DecodeTable.Cycles;

            // The program counter moves on by constants: the next instruction need not wait for what is read here.
            Mode mode = (Mode)(byte)(kind >> DecodeTable.ModeShift);
            if (mode == Mode.None)
            {
                bus.Held = (byte)code;
                pc++;
                switch ((Operation)(kind & DecodeTable.Operation))
                {
                    // Between registers.
                    case Operation.Tax: nz = x = a; continue;
                    case Operation.Tay: nz = y = a; continue;
                    case Operation.Tsx: nz = x = s; continue;
                    case Operation.Txa: nz = a = x; continue;
                    case Operation.Tya: nz = a = y; continue;
                    case Operation.Txs: s = x; continue;
                    case Operation.Inx: nz = x = (x + 1) & 0xFF; continue;
                    case Operation.Iny: nz = y = (y + 1) & 0xFF; continue;
                    case Operation.Dex: nz = x = (x - 1) & 0xFF; continue;
                    case Operation.Dey: nz = y = (y - 1) & 0xFF; continue;

                    // What changes the accumulator.
                    case Operation.Asl:
                        carry = a >> 7;
                        nz = a = a << 1 & 0xFF;
                        continue;
                    case Operation.Lsr:
                        carry = a & 1;
                        nz = a >>= 1;
                        continue;
                    case Operation.Rol:
                        value = a << 1 | carry;
                        carry = a >> 7;
                        nz = a = value & 0xFF;
                        continue;
                    case Operation.Ror:
                        value = a | carry << 8;
                        carry = a & 1;
                        nz = a = value >> 1;
                        continue;

                    // Flags.
                    case Operation.Clc: carry = 0; continue;
                    case Operation.Sec: carry = 1; continue;
                    case Operation.Clv: flags &= ~Status.Overflow; continue;
                    case Operation.Cld: flags &= ~Status.Decimal; continue;
                    case Operation.Sed: flags |= Status.Decimal; continue;
                    case Operation.Cli: flags &= ~Status.InterruptDisable; continue;
                    case Operation.Sei: flags |= Status.InterruptDisable; continue;
                    case Operation.Nop: continue;

                    // The stack.
                    case Operation.Jsr: // the operand's second byte is read last
                        value = code >> 8 & 0xFF;
                        bus.Held = (byte)value;
                        pc++;
                        Pull(bus, s, cycles);
                        cycles = Push(bus, s, pc >> 8, cycles, afterRead: true);
                        s = (s - 1) & 0xFF;
                        cycles = Push(bus, s, pc, cycles, afterRead: false);
                        s = (s - 1) & 0xFF;
                        pc = value | Read(bus, pc, cycles) << 8;
                        if (bus.Running)
                        {
                            continue;
                        }
                        goto Stopped;
                    case Operation.Rts:
                        Pull(bus, s, cycles);
                        s = (s + 1) & 0xFF;
                        value = Pull(bus, s, cycles);
                        s = (s + 1) & 0xFF;
                        pc = value | Pull(bus, s, cycles) << 8;
                        Read(bus, pc, cycles);
                        pc++;
                        continue;
                    case Operation.Pha:
                        ea = StackPage | s;
                        s = (s - 1) & 0xFF;
                        value = a;
                        goto Store;
                    case Operation.Pla:
                        Pull(bus, s, cycles);
                        s = (s + 1) & 0xFF;
                        nz = a = Pull(bus, s, cycles);
                        continue;

                    default: goto Rare;
                }
            }

            value = code >> 8 & 0xFF;
            if (mode >= Mode.ZeroPage)
            {
                if (mode == Mode.ZeroPage)
                {
                    bus.Held = (byte)value;
                    pc += 2;
                    ea = value;
                }
                else if (mode < Mode.Absolute)
                {
                    bus.Held = (byte)value;
                    pc += 2;
                    ea = (value + (mode == Mode.ZeroPageX ? x : y)) & 0xFF;
                }
                else if (mode < Mode.IndirectX)
                {
                    bus.Held = (byte)(code >> 16);
                    pc += 3;
                    int index = mode == Mode.Absolute ? 0 : mode < Mode.AbsoluteY ? x : y;
                    ea = ((code >> 8) + index) & 0xFFFF;
                    if (mode is Mode.AbsoluteX or Mode.AbsoluteY)
                    {
                        cycles += value + index >> 8;
                    }
                }
                else
                {
                    bus.Held = (byte)value;
                    pc += 2;
                    ea = bus.ReadPointer(mode == Mode.IndirectX ? (value + x) & 0xFF : value, cycles);
                    int index = mode == Mode.IndirectX ? 0 : y;
                    if (mode == Mode.IndirectY)
                    {
                        cycles += (ea & 0xFF) + index >> 8;
                    }
                    ea = (ea + index) & 0xFFFF;
                }
                if ((kind & DecodeTable.Reads) != 0)
                {
                    value = bus.Read(ea, cycles);
                }
            }
            else
            {
                bus.Held = (byte)value;
                pc += 2;
                if (mode == Mode.Relative)
                {
                    switch ((Operation)(kind & DecodeTable.Operation))
                    {
                        case Operation.Bpl: if ((nz & 0x8080) == 0) { goto Taken; } continue;
                        case Operation.Bmi: if ((nz & 0x8080) != 0) { goto Taken; } continue;
                        case Operation.Bvc: if ((flags & Status.Overflow) == 0) { goto Taken; } continue;
                        case Operation.Bvs: if ((flags & Status.Overflow) != 0) { goto Taken; } continue;
                        case Operation.Bcc: if (carry == 0) { goto Taken; } continue;
                        case Operation.Bcs: if (carry != 0) { goto Taken; } continue;
                        case Operation.Bne: if ((nz & 0xFF) != 0) { goto Taken; } continue;
                        case Operation.Beq: if ((nz & 0xFF) == 0) { goto Taken; } continue;
                    }
                }
            }

            Operation operation = (Operation)(kind & DecodeTable.Operation);
            // These two are a third of what most programs do.
            if (operation == Operation.Lda)
            {
                nz = a = value;
                continue;
            }
            if (operation == Operation.Sta)
            {
                value = a;
                goto Store;
            }
            switch (operation)
            {
                // Loads and stores.
                case Operation.Ldx: nz = x = value; continue;
                case Operation.Ldy: nz = y = value; continue;
                case Operation.Stx: value = x; goto Store;
                case Operation.Sty: value = y; goto Store;

                // Logic and arithmetic.
                case Operation.Ora: nz = a |= value; continue;
                case Operation.And: nz = a &= value; continue;
                case Operation.Eor: nz = a ^= value; continue;
                case Operation.Adc: value = Arithmetic.Add(a, value, carry, (flags & Status.Decimal) != 0); goto Sum;
                case Operation.Sbc: value = Arithmetic.Subtract(a, value, carry, (flags & Status.Decimal) != 0); goto Sum;
                case Operation.Cmp: value = a - value; goto Compared;
                case Operation.Cpx: value = x - value; goto Compared;
                case Operation.Cpy: value = y - value; goto Compared;
                case Operation.Bit: // N and V are copied from the operand
                    flags = flags & ~Status.Overflow | value & Status.Overflow;
                    nz = (value & 0x80) << 8 | ((a & value) != 0 ? 1 : 0);
                    continue;

                // What changes a byte.
                case Operation.Asl:
                    carry = value >> 7;
                    value <<= 1;
                    goto WriteBack;
                case Operation.Lsr:
                    carry = value & 1;
                    value >>= 1;
                    goto WriteBack;
                case Operation.Rol:
                    value = value << 1 | carry;
                    carry = value >> 8;
                    goto WriteBack;
                case Operation.Ror:
                    value |= carry << 8;
                    carry = value & 1;
                    value >>= 1;
                    goto WriteBack;
                case Operation.Inc: value++; goto WriteBack;
                case Operation.Dec: value--; goto WriteBack;

                case Operation.Jmp: pc = ea; continue;
                case Operation.Nop: continue;
                default: goto Rare;
            }

        Sum:
            nz = a = value & 0xFF;
            carry = (value >> Arithmetic.CarryShift) & 1;
            flags = flags & ~Status.Overflow | (value >> Arithmetic.OverflowShift & 1) << 6;
            continue;
        Compared:
            carry = value >= 0 ? 1 : 0;
            nz = value & 0xFF;
            continue;
        WriteBack:
            nz = value &= 0xFF;
        Store:
            cycles = bus.Write(ea, (byte)value, cycles, afterRead: true);
            if (bus.Running)
            {
                continue;
            }
            goto Stopped;
        Taken:
            ea = ((sbyte)value + pc) & 0xFFFF;
            value = 1 + (((pc ^ ea) & 0xFF00) != 0 ? 1 : 0);
            cycles += value;
            // Most programs pass the time that a frame leaves them in a loop that loads the timer: it is left out for as long as it changes nothing.
            if (ea == pc - WaitLength && nz == a)
            {
                int turn = LoadCycles + BranchCycles + value, load = cycles + LoadCycles;
                int wait = bus.Repeats(ea, a, load) - load;
                int turns = wait > 0 ? Math.Min((wait + turn - 1) / turn, left / 2) : 0;
                cycles += turns * turn;
                left -= 2 * turns;
            }
            pc = ea;
            continue;
        Rare:
            cpu.Set(a, x, y, s, pc, nz, carry, flags, cycles);
            RareInstructions.Execute(ref cpu, bus, code, ea, value);
            (a, x, y, s, pc, cycles) = (cpu.A, cpu.X, cpu.Y, cpu.S, cpu.PC, cpu.Cycles);
            (carry, flags, nz) = (cpu.P & Status.Carry, cpu.P & CpuState.Apart, CpuState.ResultOf(cpu.P));
            if (bus.Running && !cpu.Jammed)
            {
                continue;
            }
        Stopped:
            left--;
            break;
        }

        cpu.Set(a, x, y, s, pc, nz, carry, flags, cycles);
        return limit - left - 1;
    }

    // Calls, so that the loop holds the way to memory but once.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Read<TBus>(TBus bus, int address, int cycles)
        where TBus : struct, IBus, allows ref struct
        => bus.Read(address, cycles);

    private static int Pull<TBus>(TBus bus, int s, int cycles)
        where TBus : struct, IBus, allows ref struct
        => Read(bus, StackPage | s, cycles);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Push<TBus>(TBus bus, int s, int value, int cycles, bool afterRead)
        where TBus : struct, IBus, allows ref struct
        => bus.Write(StackPage | s, (byte)value, cycles, afterRead);
}
