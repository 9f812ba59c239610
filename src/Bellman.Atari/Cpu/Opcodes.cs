using O = Bellman.Atari.Cpu.Operation;

namespace Bellman.Atari.Cpu;

/// <summary>Where an instruction finds its operand.</summary>
internal enum Mode : byte
{
    /// <summary>Implied, accumulator, stack: no operand address.</summary>
    None,
    Immediate,
    Relative,
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
}

/// <summary>
/// What is known of each of the 256 opcodes (MOS Technology, MCS6500 Programming Manual, 1976; undocumented ones: "NMOS
/// 6510 Unintended Opcodes").
/// </summary>
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
    /// The cycles of each opcode, without those of crossed pages and taken branches. $A7 (LAX zero page) takes 4 in
    /// ALE, 3 in a real processor.
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

    /// <summary>What each opcode does.</summary>
    public static ReadOnlySpan<O> Operations =>
    [
        O.Brk, O.Ora, O.Jam, O.Slo, O.Nop, O.Ora, O.Asl, O.Slo,
        O.Php, O.Ora, O.Asl, O.Anc, O.Nop, O.Ora, O.Asl, O.Slo,
        O.Bpl, O.Ora, O.Jam, O.Slo, O.Nop, O.Ora, O.Asl, O.Slo,
        O.Clc, O.Ora, O.Nop, O.Slo, O.Nop, O.Ora, O.Asl, O.Slo,
        O.Jsr, O.And, O.Jam, O.Rla, O.Bit, O.And, O.Rol, O.Rla,
        O.Plp, O.And, O.Rol, O.Anc, O.Bit, O.And, O.Rol, O.Rla,
        O.Bmi, O.And, O.Jam, O.Rla, O.Nop, O.And, O.Rol, O.Rla,
        O.Sec, O.And, O.Nop, O.Rla, O.Nop, O.And, O.Rol, O.Rla,
        O.Rti, O.Eor, O.Jam, O.Sre, O.Nop, O.Eor, O.Lsr, O.Sre,
        O.Pha, O.Eor, O.Lsr, O.Asr, O.Jmp, O.Eor, O.Lsr, O.Sre,
        O.Bvc, O.Eor, O.Jam, O.Sre, O.Nop, O.Eor, O.Lsr, O.Sre,
        O.Cli, O.Eor, O.Nop, O.Sre, O.Nop, O.Eor, O.Lsr, O.Sre,
        O.Rts, O.Adc, O.Jam, O.Rra, O.Nop, O.Adc, O.Ror, O.Rra,
        O.Pla, O.Adc, O.Ror, O.Arr, O.JumpIndirect, O.Adc, O.Ror, O.Rra,
        O.Bvs, O.Adc, O.Jam, O.Rra, O.Nop, O.Adc, O.Ror, O.Rra,
        O.Sei, O.Adc, O.Nop, O.Rra, O.Nop, O.Adc, O.Ror, O.Rra,
        O.Nop, O.Sta, O.Nop, O.Sax, O.Sty, O.Sta, O.Stx, O.Sax,
        O.Dey, O.Nop, O.Txa, O.Ane, O.Sty, O.Sta, O.Stx, O.Sax,
        O.Bcc, O.Sta, O.Jam, O.Sha, O.Sty, O.Sta, O.Stx, O.Sax,
        O.Tya, O.Sta, O.Txs, O.Shs, O.Shy, O.Sta, O.Shx, O.Sha,
        O.Ldy, O.Lda, O.Ldx, O.Lax, O.Ldy, O.Lda, O.Ldx, O.Lax,
        O.Tay, O.Lda, O.Tax, O.Lxa, O.Ldy, O.Lda, O.Ldx, O.Lax,
        O.Bcs, O.Lda, O.Jam, O.Lax, O.Ldy, O.Lda, O.Ldx, O.Lax,
        O.Clv, O.Lda, O.Tsx, O.Las, O.Ldy, O.Lda, O.Ldx, O.Lax,
        O.Cpy, O.Cmp, O.Nop, O.Dcp, O.Cpy, O.Cmp, O.Dec, O.Dcp,
        O.Iny, O.Cmp, O.Dex, O.Sbx, O.Cpy, O.Cmp, O.Dec, O.Dcp,
        O.Bne, O.Cmp, O.Jam, O.Dcp, O.Nop, O.Cmp, O.Dec, O.Dcp,
        O.Cld, O.Cmp, O.Nop, O.Dcp, O.Nop, O.Cmp, O.Dec, O.Dcp,
        O.Cpx, O.Sbc, O.Nop, O.Isb, O.Cpx, O.Sbc, O.Inc, O.Isb,
        O.Inx, O.Sbc, O.Nop, O.Sbc, O.Cpx, O.Sbc, O.Inc, O.Isb,
        O.Beq, O.Sbc, O.Jam, O.Isb, O.Nop, O.Sbc, O.Inc, O.Isb,
        O.Sed, O.Sbc, O.Nop, O.Isb, O.Nop, O.Sbc, O.Inc, O.Isb,
    ];

    /// <summary>The opcodes that are fetched in another way than their addressing says.</summary>
    public const int Brk = 0x00, Jsr = 0x20, JmpIndirect = 0x6C;

    public const int LdaAbsolute = 0xAD;

    /// <summary>Bytes of an instruction; BRK's second one means nothing.</summary>
    public static int Length(int opcode) => Modes[opcode] switch
    {
        Mode.None => opcode switch { Jsr or JmpIndirect => 3, Brk => 2, _ => 1 },
        Mode.Absolute or Mode.AbsoluteX or Mode.AbsoluteXStore or Mode.AbsoluteY or Mode.AbsoluteYStore => 3,
        _ => 2,
    };

    /// <summary>
    /// How many of them are fetched before anything happens: JSR pushes its return address before it reads its last
    /// one.
    /// </summary>
    public static int Fetched(int opcode) => opcode == Jsr ? 2 : Length(opcode);

    /// <summary>Whether an instruction reads a byte at its address before it does anything.</summary>
    public static bool Reads(int opcode)
        => Modes[opcode] is not (Mode.None or Mode.Immediate or Mode.Relative)
        && Operations[opcode] is not (O.Sta or O.Stx or O.Sty or O.Jmp or O.Sax or O.Sha or O.Shx or O.Shy or O.Shs);
}
