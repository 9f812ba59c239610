using System.Runtime.CompilerServices;

namespace Bellman.Atari.Cpu;

/// <summary>
/// A MOS 6507 (a 6502 in a smaller case) as ALE sees it: an instruction is atomic. Its cycles are added at once, then its operands are read
/// and its result is written at that final count; there are no dummy accesses but those noted below.
/// </summary>
internal static class Mos6507
{
    private const int StackPage = 0x100;

    /// <summary>Executes instructions until the bus stops running, the processor jams, or the limit is reached; returns how many it did.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Run<TBus>(ref CpuState cpu, TBus bus, int limit)
        where TBus : struct, IBus
    {
        if (cpu.Jammed) return 0;
        int a = cpu.A, x = cpu.X, y = cpu.Y, s = cpu.S, pc = cpu.PC, cycles = cpu.Cycles;
        int flags = cpu.P & (Status.Decimal | Status.InterruptDisable);
        int carry = cpu.P & Status.Carry, overflow = cpu.P & Status.Overflow;
        // Z is set when the low byte is 0; N is bit 7, or bit 15 where the two do not come from one result.
        int nz = ResultOf(cpu.P);

        int done = 0;
        while (done < limit && bus.Running)
        {
            done++;
            int opcode = bus.Fetch(pc, cycles);
            pc++;
            cycles += Opcodes.Cycles[opcode];

            int ea = 0, low;
            switch (Opcodes.Modes[opcode])
            {
                case Mode.Immediate:
                    ea = pc++;
                    break;
                case Mode.ZeroPage:
                    ea = bus.Fetch(pc++, cycles);
                    break;
                case Mode.ZeroPageX:
                    ea = (bus.Fetch(pc++, cycles) + x) & 0xFF;
                    break;
                case Mode.ZeroPageY:
                    ea = (bus.Fetch(pc++, cycles) + y) & 0xFF;
                    break;
                case Mode.Absolute:
                    low = bus.Fetch(pc++, cycles);
                    ea = low | bus.Fetch(pc++, cycles) << 8;
                    break;
                case Mode.AbsoluteX:
                    low = bus.Fetch(pc++, cycles) + x;
                    ea = (low + (bus.Fetch(pc++, cycles) << 8)) & 0xFFFF;
                    cycles += low >> 8;
                    break;
                case Mode.AbsoluteXStore:
                    low = bus.Fetch(pc++, cycles) + x;
                    ea = (low + (bus.Fetch(pc++, cycles) << 8)) & 0xFFFF;
                    break;
                case Mode.AbsoluteY:
                    low = bus.Fetch(pc++, cycles) + y;
                    ea = (low + (bus.Fetch(pc++, cycles) << 8)) & 0xFFFF;
                    cycles += low >> 8;
                    break;
                case Mode.AbsoluteYStore:
                    low = bus.Fetch(pc++, cycles) + y;
                    ea = (low + (bus.Fetch(pc++, cycles) << 8)) & 0xFFFF;
                    break;
                case Mode.IndirectX:
                    // The pointer's high byte is read without wrapping in page zero: from $0100 after $FF.
                    ea = (bus.Fetch(pc++, cycles) + x) & 0xFF;
                    low = bus.Read(ea, cycles);
                    ea = low | bus.Read(ea + 1, cycles) << 8;
                    break;
                case Mode.IndirectY:
                    ea = bus.Fetch(pc++, cycles);
                    low = bus.Read(ea, cycles) + y;
                    ea = (low + (bus.Read(ea + 1, cycles) << 8)) & 0xFFFF;
                    cycles += low >> 8;
                    break;
                case Mode.IndirectYStore:
                    ea = bus.Fetch(pc++, cycles);
                    low = bus.Read(ea, cycles) + y;
                    ea = (low + (bus.Read(ea + 1, cycles) << 8)) & 0xFFFF;
                    break;
                case Mode.Relative:
                    ea = (sbyte)bus.Fetch(pc++, cycles);
                    ea = (ea + pc) & 0xFFFF;
                    break;
            }

            int value;
            switch (opcode)
            {
                // Loads and stores.
                case 0xA9 or 0xA5 or 0xB5 or 0xAD or 0xBD or 0xB9 or 0xA1 or 0xB1:
                    nz = a = bus.Read(ea, cycles);
                    break;
                case 0xA2 or 0xA6 or 0xB6 or 0xAE or 0xBE:
                    nz = x = bus.Read(ea, cycles);
                    break;
                case 0xA0 or 0xA4 or 0xB4 or 0xAC or 0xBC:
                    nz = y = bus.Read(ea, cycles);
                    break;
                case 0x85 or 0x95 or 0x8D or 0x9D or 0x99 or 0x81 or 0x91:
                    cycles = bus.Write(ea, (byte)a, cycles, afterRead: true);
                    break;
                case 0x86 or 0x96 or 0x8E:
                    cycles = bus.Write(ea, (byte)x, cycles, afterRead: true);
                    break;
                case 0x84 or 0x94 or 0x8C:
                    cycles = bus.Write(ea, (byte)y, cycles, afterRead: true);
                    break;

                // Between registers.
                case 0xAA: nz = x = a; break;
                case 0xA8: nz = y = a; break;
                case 0xBA: nz = x = s; break;
                case 0x8A: nz = a = x; break;
                case 0x98: nz = a = y; break;
                case 0x9A: s = x; break;
                case 0xE8: nz = x = (x + 1) & 0xFF; break;
                case 0xC8: nz = y = (y + 1) & 0xFF; break;
                case 0xCA: nz = x = (x - 1) & 0xFF; break;
                case 0x88: nz = y = (y - 1) & 0xFF; break;

                // Logic and arithmetic.
                case 0x09 or 0x05 or 0x15 or 0x0D or 0x1D or 0x19 or 0x01 or 0x11:
                    nz = a |= bus.Read(ea, cycles);
                    break;
                case 0x29 or 0x25 or 0x35 or 0x2D or 0x3D or 0x39 or 0x21 or 0x31:
                    nz = a &= bus.Read(ea, cycles);
                    break;
                case 0x49 or 0x45 or 0x55 or 0x4D or 0x5D or 0x59 or 0x41 or 0x51:
                    nz = a ^= bus.Read(ea, cycles);
                    break;
                case 0x69 or 0x65 or 0x75 or 0x6D or 0x7D or 0x79 or 0x61 or 0x71:
                    value = Arithmetic.Add(a, bus.Read(ea, cycles), carry, (flags & Status.Decimal) != 0);
                    goto Sum;
                case 0xE9 or 0xEB or 0xE5 or 0xF5 or 0xED or 0xFD or 0xF9 or 0xE1 or 0xF1:
                    value = Arithmetic.Subtract(a, bus.Read(ea, cycles), carry, (flags & Status.Decimal) != 0);
                    goto Sum;
                case 0xC9 or 0xC5 or 0xD5 or 0xCD or 0xDD or 0xD9 or 0xC1 or 0xD1:
                    value = a - bus.Read(ea, cycles);
                    goto Compared;
                case 0xE0 or 0xE4 or 0xEC:
                    value = x - bus.Read(ea, cycles);
                    goto Compared;
                case 0xC0 or 0xC4 or 0xCC:
                    value = y - bus.Read(ea, cycles);
                    goto Compared;
                case 0x24 or 0x2C: // BIT: N and V are copied from the operand
                    value = bus.Read(ea, cycles);
                    overflow = value & Status.Overflow;
                    nz = (value & 0x80) << 8 | ((a & value) != 0 ? 1 : 0);
                    break;

                // Shifts; then all that read, change and write back.
                case 0x0A: carry = a >> 7; nz = a = (a << 1) & 0xFF; break;
                case 0x4A: carry = a & 1; nz = a >>= 1; break;
                case 0x2A: value = a << 1 | carry; carry = a >> 7; nz = a = value & 0xFF; break;
                case 0x6A: value = a >> 1 | carry << 7; carry = a & 1; nz = a = value; break;
                case 0x06 or 0x16 or 0x0E or 0x1E: // ASL
                    value = bus.Read(ea, cycles) << 1;
                    carry = value >> 8;
                    goto WriteBack;
                case 0x46 or 0x56 or 0x4E or 0x5E: // LSR
                    value = bus.Read(ea, cycles);
                    carry = value & 1;
                    value >>= 1;
                    goto WriteBack;
                case 0x26 or 0x36 or 0x2E or 0x3E: // ROL
                    value = bus.Read(ea, cycles) << 1 | carry;
                    carry = value >> 8;
                    goto WriteBack;
                case 0x66 or 0x76 or 0x6E or 0x7E: // ROR
                    value = bus.Read(ea, cycles) | carry << 8;
                    carry = value & 1;
                    value >>= 1;
                    goto WriteBack;
                case 0xE6 or 0xF6 or 0xEE or 0xFE:
                    value = bus.Read(ea, cycles) + 1;
                    goto WriteBack;
                case 0xC6 or 0xD6 or 0xCE or 0xDE:
                    value = bus.Read(ea, cycles) - 1;
                    goto WriteBack;

                // Branches.
                case 0x10: if ((nz & 0x8080) == 0) goto Taken; break;
                case 0x30: if ((nz & 0x8080) != 0) goto Taken; break;
                case 0x50: if (overflow == 0) goto Taken; break;
                case 0x70: if (overflow != 0) goto Taken; break;
                case 0x90: if (carry == 0) goto Taken; break;
                case 0xB0: if (carry != 0) goto Taken; break;
                case 0xD0: if ((nz & 0xFF) != 0) goto Taken; break;
                case 0xF0: if ((nz & 0xFF) == 0) goto Taken; break;

                // Jumps and the stack.
                case 0x4C:
                    pc = ea;
                    break;
                case 0x6C: // the pointer wraps within its page
                    low = bus.Fetch(pc++, cycles);
                    ea = low | bus.Read(pc, cycles) << 8;
                    low = bus.Read(ea, cycles);
                    pc = low | bus.Read((ea & 0xFF00) | ((ea + 1) & 0xFF), cycles) << 8;
                    break;
                case 0x20:
                    low = bus.Fetch(pc++, cycles);
                    bus.Read(StackPage | s, cycles);
                    cycles = bus.Write(StackPage | s, (byte)(pc >> 8), cycles, afterRead: true);
                    s = (s - 1) & 0xFF;
                    cycles = bus.Write(StackPage | s, (byte)pc, cycles, afterRead: false);
                    s = (s - 1) & 0xFF;
                    pc = low | bus.Read(pc, cycles) << 8;
                    break;
                case 0x60:
                    bus.Read(StackPage | s, cycles);
                    s = (s + 1) & 0xFF;
                    low = bus.Read(StackPage | s, cycles);
                    s = (s + 1) & 0xFF;
                    pc = low | bus.Read(StackPage | s, cycles) << 8;
                    bus.Read(pc, cycles);
                    pc++;
                    break;
                case 0x48:
                    cycles = bus.Write(StackPage | s, (byte)a, cycles, afterRead: true);
                    s = (s - 1) & 0xFF;
                    break;
                case 0x08:
                    cycles = bus.Write(StackPage | s, Pack(nz, carry, overflow, flags), cycles, afterRead: true);
                    s = (s - 1) & 0xFF;
                    break;
                case 0x68:
                    bus.Read(StackPage | s, cycles);
                    s = (s + 1) & 0xFF;
                    nz = a = bus.Read(StackPage | s, cycles);
                    break;
                case 0x28:
                    bus.Read(StackPage | s, cycles);
                    s = (s + 1) & 0xFF;
                    value = bus.Read(StackPage | s, cycles);
                    goto Unpack;
                case 0x40: // RTI
                    bus.Read(StackPage | s, cycles);
                    s = (s + 1) & 0xFF;
                    value = bus.Read(StackPage | s, cycles);
                    s = (s + 1) & 0xFF;
                    low = bus.Read(StackPage | s, cycles);
                    s = (s + 1) & 0xFF;
                    pc = low | bus.Read(StackPage | s, cycles) << 8;
                    goto Unpack;
                case 0x00: // BRK
                    bus.Fetch(pc++, cycles);
                    cycles = bus.Write(StackPage | s, (byte)(pc >> 8), cycles, afterRead: true);
                    s = (s - 1) & 0xFF;
                    cycles = bus.Write(StackPage | s, (byte)pc, cycles, afterRead: false);
                    s = (s - 1) & 0xFF;
                    cycles = bus.Write(StackPage | s, Pack(nz, carry, overflow, flags), cycles, afterRead: false);
                    s = (s - 1) & 0xFF;
                    flags |= Status.InterruptDisable;
                    low = bus.Read(0xFFFE, cycles);
                    pc = low | bus.Read(0xFFFF, cycles) << 8;
                    break;

                // Flags.
                case 0x18: carry = 0; break;
                case 0x38: carry = 1; break;
                case 0xB8: overflow = 0; break;
                case 0xD8: flags &= ~Status.Decimal; break;
                case 0xF8: flags |= Status.Decimal; break;
                case 0x58: flags &= ~Status.InterruptDisable; break;
                case 0x78: flags |= Status.InterruptDisable; break;

                // Undocumented: a load or a change in memory joined with another operation.
                case 0xA7 or 0xB7 or 0xAF or 0xBF or 0xA3 or 0xB3: // LAX
                    nz = a = x = bus.Read(ea, cycles);
                    break;
                case 0x87 or 0x97 or 0x8F or 0x83: // SAX
                    cycles = bus.Write(ea, (byte)(a & x), cycles, afterRead: true);
                    break;
                case 0x07 or 0x17 or 0x0F or 0x1F or 0x1B or 0x03 or 0x13: // SLO
                    value = bus.Read(ea, cycles) << 1;
                    carry = value >> 8;
                    cycles = bus.Write(ea, (byte)value, cycles, afterRead: true);
                    nz = a |= value & 0xFF;
                    break;
                case 0x27 or 0x37 or 0x2F or 0x3F or 0x3B or 0x23 or 0x33: // RLA
                    value = bus.Read(ea, cycles) << 1 | carry;
                    carry = value >> 8;
                    cycles = bus.Write(ea, (byte)value, cycles, afterRead: true);
                    nz = a &= value;
                    break;
                case 0x47 or 0x57 or 0x4F or 0x5F or 0x5B or 0x43 or 0x53: // SRE
                    value = bus.Read(ea, cycles);
                    carry = value & 1;
                    value >>= 1;
                    cycles = bus.Write(ea, (byte)value, cycles, afterRead: true);
                    nz = a ^= value;
                    break;
                case 0x67 or 0x77 or 0x6F or 0x7F or 0x7B or 0x63 or 0x73: // RRA
                    value = bus.Read(ea, cycles) | carry << 8;
                    carry = value & 1;
                    value >>= 1;
                    cycles = bus.Write(ea, (byte)value, cycles, afterRead: true);
                    value = Arithmetic.Add(a, value, carry, (flags & Status.Decimal) != 0);
                    goto Sum;
                case 0xC7 or 0xD7 or 0xCF or 0xDF or 0xDB or 0xC3 or 0xD3: // DCP
                    value = (bus.Read(ea, cycles) - 1) & 0xFF;
                    cycles = bus.Write(ea, (byte)value, cycles, afterRead: true);
                    value = a - value;
                    goto Compared;
                case 0xE7 or 0xF7 or 0xEF or 0xFF or 0xFB or 0xE3 or 0xF3: // ISB
                    value = (bus.Read(ea, cycles) + 1) & 0xFF;
                    cycles = bus.Write(ea, (byte)value, cycles, afterRead: true);
                    value = Arithmetic.Subtract(a, value, carry, (flags & Status.Decimal) != 0);
                    goto Sum;

                // Undocumented: immediate.
                case 0x0B or 0x2B: // ANC
                    nz = a &= bus.Read(ea, cycles);
                    carry = a >> 7;
                    break;
                case 0x4B: // ASR
                    a &= bus.Read(ea, cycles);
                    carry = a & 1;
                    nz = a >>= 1;
                    break;
                case 0x6B: // ARR
                    value = a & bus.Read(ea, cycles);
                    nz = a = value >> 1 | carry << 7;
                    if ((flags & Status.Decimal) != 0)
                    {
                        overflow = (value ^ a) & Status.Overflow;
                        if ((value & 0x0F) + (value & 0x01) > 0x05) a = (a & 0xF0) | ((a + 0x06) & 0x0F);
                        carry = (value & 0xF0) + (value & 0x10) > 0x50 ? 1 : 0;
                        if (carry != 0) a = (a + 0x60) & 0xFF;
                    }
                    else
                    {
                        carry = (a >> 6) & 1;
                        overflow = (a ^ a << 1) & Status.Overflow;
                    }
                    break;
                case 0xCB: // SBX
                    value = (a & x) - bus.Read(ea, cycles);
                    carry = value >= 0 ? 1 : 0;
                    nz = x = value & 0xFF;
                    break;
                case 0x8B: // ANE
                    nz = a = (a | 0xEE) & x & bus.Read(ea, cycles);
                    break;
                case 0xAB: // LXA
                    nz = a = x = (a | 0xEE) & bus.Read(ea, cycles);
                    break;

                // Undocumented: joined with the stack pointer or with the high byte of the final address.
                case 0xBB: // LAS
                    nz = a = x = s &= bus.Read(ea, cycles);
                    break;
                case 0x9F or 0x93: // SHA
                    cycles = bus.Write(ea, (byte)(a & x & ((ea >> 8) + 1)), cycles, afterRead: true);
                    break;
                case 0x9E: // SHX
                    cycles = bus.Write(ea, (byte)(x & ((ea >> 8) + 1)), cycles, afterRead: true);
                    break;
                case 0x9C: // SHY
                    cycles = bus.Write(ea, (byte)(y & ((ea >> 8) + 1)), cycles, afterRead: true);
                    break;
                case 0x9B: // SHS
                    s = a & x;
                    cycles = bus.Write(ea, (byte)(s & ((ea >> 8) + 1)), cycles, afterRead: true);
                    break;

                // Undocumented: nothing, but the operand is read.
                case 0x80 or 0x82 or 0x89 or 0xC2 or 0xE2 or 0x04 or 0x44 or 0x64 or 0x14 or 0x34 or 0x54 or 0x74 or 0xD4 or 0xF4
                    or 0x0C or 0x1C or 0x3C or 0x5C or 0x7C or 0xDC or 0xFC:
                    bus.Read(ea, cycles);
                    break;

                // $EA and its undocumented twins.
                case 0xEA or 0x1A or 0x3A or 0x5A or 0x7A or 0xDA or 0xFA:
                    break;

                // The twelve that lock the processor up.
                default:
                    cpu.Jammed = true;
                    goto Leave;
            }
            continue;

        Sum:
            nz = a = value & 0xFF;
            carry = (value >> Arithmetic.CarryShift) & 1;
            overflow = (value >> Arithmetic.OverflowShift & 1) << 6;
            continue;
        Compared:
            carry = value >= 0 ? 1 : 0;
            nz = value & 0xFF;
            continue;
        WriteBack:
            nz = value &= 0xFF;
            cycles = bus.Write(ea, (byte)value, cycles, afterRead: true);
            continue;
        Taken:
            cycles += 1 + (((pc ^ ea) & 0xFF00) != 0 ? 1 : 0);
            pc = ea;
            continue;
        Unpack:
            nz = ResultOf(value);
            carry = value & Status.Carry;
            overflow = value & Status.Overflow;
            flags = value & (Status.Decimal | Status.InterruptDisable);
        }

    Leave:
        cpu.A = (byte)a;
        cpu.X = (byte)x;
        cpu.Y = (byte)y;
        cpu.S = (byte)s;
        cpu.PC = (ushort)pc;
        cpu.P = Pack(nz, carry, overflow, flags);
        cpu.Cycles = cycles;
        return done;
    }

    private static int ResultOf(int p) => (p & Status.Negative) << 8 | ((p & Status.Zero) == 0 ? 1 : 0);

    private static byte Pack(int nz, int carry, int overflow, int flags)
        => (byte)(Status.Always | flags | overflow | carry | ((nz & 0xFF) == 0 ? Status.Zero : 0) | ((nz & 0x8080) != 0 ? Status.Negative : 0));
}
