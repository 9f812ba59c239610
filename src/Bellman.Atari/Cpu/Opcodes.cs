namespace Bellman.Atari.Cpu;

/// <summary>Where an instruction finds its operand.</summary>
internal enum Mode : byte
{
    /// <summary>Implied, accumulator, stack: no operand address.</summary>
    None,
    Immediate,
    ZeroPage,
    ZeroPageX,
    ZeroPageY,
    Absolute,

    /// <summary>Indexed by X; crossing a page costs a cycle (instructions that only read).</summary>
    AbsoluteX,

    /// <summary>Indexed by X with the crossing already paid for (writes, and reads that write back).</summary>
    AbsoluteXStore,
    AbsoluteY,
    AbsoluteYStore,
    IndirectX,
    IndirectY,
    IndirectYStore,
    Relative,
}

/// <summary>Two facts about each of the 256 opcodes (MOS Technology, MCS6500 Programming Manual, 1976; undocumented ones: "NMOS 6510 Unintended Opcodes").</summary>
internal static class Opcodes
{
    private const Mode Imp = Mode.None, Imm = Mode.Immediate, Zpg = Mode.ZeroPage, ZpX = Mode.ZeroPageX, ZpY = Mode.ZeroPageY;
    private const Mode Abs = Mode.Absolute, AbX = Mode.AbsoluteX, AXs = Mode.AbsoluteXStore, AbY = Mode.AbsoluteY, AYs = Mode.AbsoluteYStore;
    private const Mode InX = Mode.IndirectX, InY = Mode.IndirectY, IYs = Mode.IndirectYStore, Rel = Mode.Relative;

    /// <summary>The addressing mode of each opcode. JSR and JMP (indirect) read their operands themselves.</summary>
    public static ReadOnlySpan<Mode> Modes =>
    [
        /* 0 */ Imp, InX, Imp, InX, Zpg, Zpg, Zpg, Zpg, Imp, Imm, Imp, Imm, Abs, Abs, Abs, Abs,
        /* 1 */ Rel, InY, Imp, IYs, ZpX, ZpX, ZpX, ZpX, Imp, AbY, Imp, AYs, AbX, AbX, AXs, AXs,
        /* 2 */ Imp, InX, Imp, InX, Zpg, Zpg, Zpg, Zpg, Imp, Imm, Imp, Imm, Abs, Abs, Abs, Abs,
        /* 3 */ Rel, InY, Imp, IYs, ZpX, ZpX, ZpX, ZpX, Imp, AbY, Imp, AYs, AbX, AbX, AXs, AXs,
        /* 4 */ Imp, InX, Imp, InX, Zpg, Zpg, Zpg, Zpg, Imp, Imm, Imp, Imm, Abs, Abs, Abs, Abs,
        /* 5 */ Rel, InY, Imp, IYs, ZpX, ZpX, ZpX, ZpX, Imp, AbY, Imp, AYs, AbX, AbX, AXs, AXs,
        /* 6 */ Imp, InX, Imp, InX, Zpg, Zpg, Zpg, Zpg, Imp, Imm, Imp, Imm, Imp, Abs, Abs, Abs,
        /* 7 */ Rel, InY, Imp, IYs, ZpX, ZpX, ZpX, ZpX, Imp, AbY, Imp, AYs, AbX, AbX, AXs, AXs,
        /* 8 */ Imm, InX, Imm, InX, Zpg, Zpg, Zpg, Zpg, Imp, Imm, Imp, Imm, Abs, Abs, Abs, Abs,
        /* 9 */ Rel, IYs, Imp, IYs, ZpX, ZpX, ZpY, ZpY, Imp, AYs, Imp, AYs, AXs, AXs, AYs, AYs,
        /* A */ Imm, InX, Imm, InX, Zpg, Zpg, Zpg, Zpg, Imp, Imm, Imp, Imm, Abs, Abs, Abs, Abs,
        /* B */ Rel, InY, Imp, InY, ZpX, ZpX, ZpY, ZpY, Imp, AbY, Imp, AbY, AbX, AbX, AbY, AbY,
        /* C */ Imm, InX, Imm, InX, Zpg, Zpg, Zpg, Zpg, Imp, Imm, Imp, Imm, Abs, Abs, Abs, Abs,
        /* D */ Rel, InY, Imp, IYs, ZpX, ZpX, ZpX, ZpX, Imp, AbY, Imp, AYs, AbX, AbX, AXs, AXs,
        /* E */ Imm, InX, Imm, InX, Zpg, Zpg, Zpg, Zpg, Imp, Imm, Imp, Imm, Abs, Abs, Abs, Abs,
        /* F */ Rel, InY, Imp, IYs, ZpX, ZpX, ZpX, ZpX, Imp, AbY, Imp, AYs, AbX, AbX, AXs, AXs,
    ];

    /// <summary>
    /// The cycles of each opcode, without those of crossed pages and taken branches. $A7 (LAX zero page) takes 4 in ALE, 3 in a real processor.
    /// </summary>
    public static ReadOnlySpan<byte> Cycles =>
    [
        /* 0 */ 7, 6, 2, 8, 3, 3, 5, 5, 3, 2, 2, 2, 4, 4, 6, 6,
        /* 1 */ 2, 5, 2, 8, 4, 4, 6, 6, 2, 4, 2, 7, 4, 4, 7, 7,
        /* 2 */ 6, 6, 2, 8, 3, 3, 5, 5, 4, 2, 2, 2, 4, 4, 6, 6,
        /* 3 */ 2, 5, 2, 8, 4, 4, 6, 6, 2, 4, 2, 7, 4, 4, 7, 7,
        /* 4 */ 6, 6, 2, 8, 3, 3, 5, 5, 3, 2, 2, 2, 3, 4, 6, 6,
        /* 5 */ 2, 5, 2, 8, 4, 4, 6, 6, 2, 4, 2, 7, 4, 4, 7, 7,
        /* 6 */ 6, 6, 2, 8, 3, 3, 5, 5, 4, 2, 2, 2, 5, 4, 6, 6,
        /* 7 */ 2, 5, 2, 8, 4, 4, 6, 6, 2, 4, 2, 7, 4, 4, 7, 7,
        /* 8 */ 2, 6, 2, 6, 3, 3, 3, 3, 2, 2, 2, 2, 4, 4, 4, 4,
        /* 9 */ 2, 6, 2, 6, 4, 4, 4, 4, 2, 5, 2, 5, 5, 5, 5, 5,
        /* A */ 2, 6, 2, 6, 3, 3, 3, 4, 2, 2, 2, 2, 4, 4, 4, 4,
        /* B */ 2, 5, 2, 5, 4, 4, 4, 4, 2, 4, 2, 4, 4, 4, 4, 4,
        /* C */ 2, 6, 2, 8, 3, 3, 5, 5, 2, 2, 2, 2, 4, 4, 6, 6,
        /* D */ 2, 5, 2, 8, 4, 4, 6, 6, 2, 4, 2, 7, 4, 4, 7, 7,
        /* E */ 2, 6, 2, 8, 3, 3, 5, 5, 2, 2, 2, 2, 4, 4, 6, 6,
        /* F */ 2, 5, 2, 8, 4, 4, 6, 6, 2, 4, 2, 7, 4, 4, 7, 7,
    ];
}
