namespace Bellman.Atari.Cpu;

/// <summary>The registers of the processor.</summary>
internal struct CpuState
{
    /// <summary>Accumulator, index registers and stack pointer, 0 to 255 each.</summary>
    public byte A, X, Y, S;

    /// <summary>Status as PHP pushes it: N V 1 B D I Z C.</summary>
    public byte P;

    /// <summary>Address of the next instruction.</summary>
    public ushort PC;

    /// <summary>Set by an opcode that locks the processor up; only a reset clears it.</summary>
    public bool Jammed;

    /// <summary>Cycles since the present frame began.</summary>
    public int Cycles;

    /// <summary>The bits of the status that are neither a result's nor the carry.</summary>
    public const int Apart = Status.Overflow | Status.Decimal | Status.InterruptDisable;

    public readonly bool IsDecimal => (P & Status.Decimal) != 0;

    /// <summary>Takes the registers from the processor's loop, which has the flags apart.</summary>
    public void Set(int a, int x, int y, int s, int pc, int nz, int carry, int flags, int cycles)
    {
        (A, X, Y, S, PC, Cycles) = ((byte)a, (byte)x, (byte)y, (byte)s, (ushort)pc, cycles);
        P = (byte)(Status.Always | flags | carry | ((nz & 0xFF) == 0 ? Status.Zero : 0) | ((nz & 0x8080) != 0 ? Status.Negative : 0));
    }

    /// <summary>What the loop's nz is for a status: 0 in the low byte for Z, bit 15 for N.</summary>
    public static int ResultOf(int p) => (p & Status.Negative) << 8 | ((p & Status.Zero) == 0 ? 1 : 0);

    /// <summary>Sets N and Z by a result.</summary>
    public void SetResult(byte result)
        => P = (byte)(P & ~(Status.Negative | Status.Zero) | result & Status.Negative | (result == 0 ? Status.Zero : 0));

    /// <summary>Sets N, Z and C.</summary>
    public void SetResult(byte result, int carry)
    {
        SetResult(result);
        P = (byte)(P & ~Status.Carry | carry);
    }

    /// <summary>Puts a sum of <see cref="Arithmetic"/> into the accumulator, and sets N, Z, C and V.</summary>
    public void SetSum(int sum)
    {
        SetResult(A = (byte)sum, sum >> Arithmetic.CarryShift & 1);
        P = (byte)(P & ~Status.Overflow | (sum >> Arithmetic.OverflowShift & 1) << 6);
    }

    /// <summary>The registers after a reset; the program counter is read from <paramref name="resetVector"/>.</summary>
    public static CpuState AfterReset(ushort resetVector) => new() { S = 0xFF, P = Status.Always, PC = resetVector };
}

/// <summary>The bits of the status register.</summary>
internal static class Status
{
    public const byte Carry = 1, Zero = 2, InterruptDisable = 4, Decimal = 8, Break = 16, Unused = 32, Overflow = 64, Negative = 128;

    /// <summary>ALE's core shows these two bits as set at all times, even after PLP and RTI.</summary>
    public const byte Always = Break | Unused;
}
