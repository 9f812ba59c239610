namespace Bellman.Atari.Cpu;

/// <summary>
/// All that the processor's loop has to know of an opcode, in one number: cycles in bits 0 to 3, whether memory is read
/// in bit 6, the addressing mode in 8 to 15, and the operation above.
/// </summary>
internal static class DecodeTable
{
    /// <summary>How far apart the numbers of operations lie, and where they begin.</summary>
    public const int Apart = 1 << 16;

    public const int Cycles = 0xF, Reads = 1 << 6, ModeShift = 8, Operation = -Apart;

    /// <summary>By opcode.</summary>
    public static readonly int[] Opcodes =
    [
        .. Enumerable.Range(0, 256).Select(opcode => Cpu.Opcodes.Cycles[opcode]
            | (Cpu.Opcodes.Reads(opcode) ? Reads : 0)
            | (int)Cpu.Opcodes.Modes[opcode] << ModeShift
            | (int)Cpu.Opcodes.Operations[opcode]),
    ];
}
