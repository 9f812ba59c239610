using System.Runtime.CompilerServices;

namespace Bellman.Atari.Cpu;

/// <summary>
/// The instructions that programs hardly use: interrupts and the status on the stack, the indirect jump, and what the
/// 6502's designers did not mean to build ("NMOS 6510 Unintended Opcodes"). The registers are in <see cref="CpuState"/>
/// here.
/// </summary>
internal static class RareInstructions
{
    /// <summary>
    /// Executes an instruction that was fetched; its program counter and cycles have moved on already.
    /// </summary>
    /// <param name="cpu">The registers.</param>
    /// <param name="bus">What the processor is wired to.</param>
    /// <param name="code">The instruction, its opcode in the lowest byte.</param>
    /// <param name="ea">The address of its operand.</param>
    /// <param name="value">The operand, if it is one that is read.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Execute<TBus>(ref CpuState cpu, TBus bus, int code, int ea, int value)
        where TBus : struct, IBus, allows ref struct
    {
        int carry = cpu.P & Status.Carry;
        switch (Opcodes.Operations[(byte)code])
        {
            case Operation.JumpIndirect: // the pointer wraps within its page
                bus.Held = (byte)(code >> 16);
                ea = code >> 8 & 0xFFFF;
                value = bus.Read(ea, cpu.Cycles);
                cpu.PC = (ushort)(value | bus.Read((ea & 0xFF00) | ((ea + 1) & 0xFF), cpu.Cycles) << 8);
                break;
            case Operation.Php:
                Push(ref cpu, bus, cpu.P, afterRead: true);
                break;
            case Operation.Plp:
                bus.Read(Mos6507.StackPage | cpu.S, cpu.Cycles);
                cpu.P = (byte)(Pull(ref cpu, bus) | Status.Always);
                break;
            case Operation.Rti:
                bus.Read(Mos6507.StackPage | cpu.S, cpu.Cycles);
                cpu.P = (byte)(Pull(ref cpu, bus) | Status.Always);
                value = Pull(ref cpu, bus);
                cpu.PC = (ushort)(value | Pull(ref cpu, bus) << 8);
                break;
            case Operation.Brk:
                cpu.PC++;
                Push(ref cpu, bus, (byte)(cpu.PC >> 8), afterRead: true);
                Push(ref cpu, bus, (byte)cpu.PC, afterRead: false);
                Push(ref cpu, bus, cpu.P, afterRead: false);
                cpu.P |= Status.InterruptDisable;
                value = bus.Read(0xFFFE, cpu.Cycles);
                cpu.PC = (ushort)(value | bus.Read(0xFFFF, cpu.Cycles) << 8);
                break;

            // A load or a change in memory joined with another operation.
            case Operation.Lax:
                cpu.SetResult(cpu.A = cpu.X = (byte)value);
                break;
            case Operation.Sax:
                Store(ref cpu, bus, ea, cpu.A & cpu.X);
                break;
            case Operation.Slo:
                value <<= 1;
                Store(ref cpu, bus, ea, value);
                cpu.SetResult(cpu.A |= (byte)value, value >> 8);
                break;
            case Operation.Rla:
                value = value << 1 | carry;
                Store(ref cpu, bus, ea, value);
                cpu.SetResult(cpu.A &= (byte)value, value >> 8);
                break;
            case Operation.Sre:
                Store(ref cpu, bus, ea, value >> 1);
                cpu.SetResult(cpu.A ^= (byte)(value >> 1), value & 1);
                break;
            case Operation.Rra:
                value |= carry << 8;
                Store(ref cpu, bus, ea, value >> 1);
                cpu.SetSum(Arithmetic.Add(cpu.A, value >> 1, value & 1, cpu.IsDecimal));
                break;
            case Operation.Dcp:
                value = (value - 1) & 0xFF;
                Store(ref cpu, bus, ea, value);
                cpu.SetResult((byte)(cpu.A - value), cpu.A >= value ? 1 : 0);
                break;
            case Operation.Isb:
                value = (value + 1) & 0xFF;
                Store(ref cpu, bus, ea, value);
                cpu.SetSum(Arithmetic.Subtract(cpu.A, value, carry, cpu.IsDecimal));
                break;

            // Immediate.
            case Operation.Anc:
                cpu.SetResult(cpu.A &= (byte)value, cpu.A >> 7);
                break;
            case Operation.Asr:
                value &= cpu.A;
                cpu.SetResult(cpu.A = (byte)(value >> 1), value & 1);
                break;
            case Operation.Arr:
                RotateMasked(ref cpu, cpu.A & value, carry);
                break;
            case Operation.Sbx:
                value = (cpu.A & cpu.X) - value;
                cpu.SetResult(cpu.X = (byte)value, value >= 0 ? 1 : 0);
                break;
            case Operation.Ane:
                cpu.SetResult(cpu.A = (byte)((cpu.A | 0xEE) & cpu.X & value));
                break;
            case Operation.Lxa:
                cpu.SetResult(cpu.A = cpu.X = (byte)((cpu.A | 0xEE) & value));
                break;

            // Joined with the stack pointer or with the high byte of the final address.
            case Operation.Las:
                cpu.SetResult(cpu.A = cpu.X = cpu.S &= (byte)value);
                break;
            case Operation.Sha:
                Store(ref cpu, bus, ea, cpu.A & cpu.X & ((ea >> 8) + 1));
                break;
            case Operation.Shx:
                Store(ref cpu, bus, ea, cpu.X & ((ea >> 8) + 1));
                break;
            case Operation.Shy:
                Store(ref cpu, bus, ea, cpu.Y & ((ea >> 8) + 1));
                break;
            case Operation.Shs:
                cpu.S = (byte)(cpu.A & cpu.X);
                Store(ref cpu, bus, ea, cpu.S & ((ea >> 8) + 1));
                break;

            // The twelve that lock the processor up.
            default:
                cpu.Jammed = true;
                break;
        }
    }

    private static void Store<TBus>(ref CpuState cpu, TBus bus, int ea, int value)
        where TBus : struct, IBus, allows ref struct
        => cpu.Cycles = bus.Write(ea, (byte)value, cpu.Cycles, afterRead: true);

    private static void Push<TBus>(ref CpuState cpu, TBus bus, byte value, bool afterRead)
        where TBus : struct, IBus, allows ref struct
        => cpu.Cycles = bus.Write(Mos6507.StackPage | cpu.S--, value, cpu.Cycles, afterRead);

    private static byte Pull<TBus>(ref CpuState cpu, TBus bus)
        where TBus : struct, IBus, allows ref struct
        => bus.Read(Mos6507.StackPage | ++cpu.S, cpu.Cycles);

    private static void RotateMasked(ref CpuState cpu, int value, int carry)
    {
        int result = value >> 1 | carry << 7, overflow;
        byte flagged = (byte)result;
        if (cpu.IsDecimal)
        {
            overflow = (value ^ result) & Status.Overflow;
            if ((value & 0x0F) + (value & 0x01) > 0x05)
            {
                result = (result & 0xF0) | ((result + 0x06) & 0x0F);
            }
            carry = (value & 0xF0) + (value & 0x10) > 0x50 ? 1 : 0;
            if (carry != 0)
            {
                result = (result + 0x60) & 0xFF;
            }
        }
        else
        {
            carry = (result >> 6) & 1;
            overflow = (result ^ result << 1) & Status.Overflow;
        }
        cpu.A = (byte)result;
        cpu.SetResult(flagged, carry);
        cpu.P = (byte)(cpu.P & ~Status.Overflow | overflow);
    }
}
