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
