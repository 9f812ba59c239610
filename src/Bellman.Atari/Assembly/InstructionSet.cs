using System.Globalization;

namespace Bellman.Atari.Assembly;

/// <summary>The ways to write where an instruction's operand is, in the order of the table's columns.</summary>
internal enum Addressing
{
    Implied,
    Accumulator,
    Immediate,
    ZeroPage,
    ZeroPageX,
    ZeroPageY,
    Absolute,
    AbsoluteX,
    AbsoluteY,
    Indirect,
    IndirectX,
    IndirectY,
    Relative,
}

/// <summary>
/// The documented instructions of the 6502 (MOS Technology, MCS6500 Programming Manual, 1976, appendix B).
/// </summary>
internal static class InstructionSet
{
    private const string Table = """
             imp acc imm zp  zpx zpy abs abx aby ind inx iny rel
        adc  .   .   69  65  75  .   6d  7d  79  .   61  71  .
        and  .   .   29  25  35  .   2d  3d  39  .   21  31  .
        asl  .   0a  .   06  16  .   0e  1e  .   .   .   .   .
        bcc  .   .   .   .   .   .   .   .   .   .   .   .   90
        bcs  .   .   .   .   .   .   .   .   .   .   .   .   b0
        beq  .   .   .   .   .   .   .   .   .   .   .   .   f0
        bit  .   .   .   24  .   .   2c  .   .   .   .   .   .
        bmi  .   .   .   .   .   .   .   .   .   .   .   .   30
        bne  .   .   .   .   .   .   .   .   .   .   .   .   d0
        bpl  .   .   .   .   .   .   .   .   .   .   .   .   10
        brk  00  .   .   .   .   .   .   .   .   .   .   .   .
        bvc  .   .   .   .   .   .   .   .   .   .   .   .   50
        bvs  .   .   .   .   .   .   .   .   .   .   .   .   70
        clc  18  .   .   .   .   .   .   .   .   .   .   .   .
        cld  d8  .   .   .   .   .   .   .   .   .   .   .   .
        cli  58  .   .   .   .   .   .   .   .   .   .   .   .
        clv  b8  .   .   .   .   .   .   .   .   .   .   .   .
        cmp  .   .   c9  c5  d5  .   cd  dd  d9  .   c1  d1  .
        cpx  .   .   e0  e4  .   .   ec  .   .   .   .   .   .
        cpy  .   .   c0  c4  .   .   cc  .   .   .   .   .   .
        dec  .   .   .   c6  d6  .   ce  de  .   .   .   .   .
        dex  ca  .   .   .   .   .   .   .   .   .   .   .   .
        dey  88  .   .   .   .   .   .   .   .   .   .   .   .
        eor  .   .   49  45  55  .   4d  5d  59  .   41  51  .
        inc  .   .   .   e6  f6  .   ee  fe  .   .   .   .   .
        inx  e8  .   .   .   .   .   .   .   .   .   .   .   .
        iny  c8  .   .   .   .   .   .   .   .   .   .   .   .
        jmp  .   .   .   .   .   .   4c  .   .   6c  .   .   .
        jsr  .   .   .   .   .   .   20  .   .   .   .   .   .
        lda  .   .   a9  a5  b5  .   ad  bd  b9  .   a1  b1  .
        ldx  .   .   a2  a6  .   b6  ae  .   be  .   .   .   .
        ldy  .   .   a0  a4  b4  .   ac  bc  .   .   .   .   .
        lsr  .   4a  .   46  56  .   4e  5e  .   .   .   .   .
        nop  ea  .   .   .   .   .   .   .   .   .   .   .   .
        ora  .   .   09  05  15  .   0d  1d  19  .   01  11  .
        pha  48  .   .   .   .   .   .   .   .   .   .   .   .
        php  08  .   .   .   .   .   .   .   .   .   .   .   .
        pla  68  .   .   .   .   .   .   .   .   .   .   .   .
        plp  28  .   .   .   .   .   .   .   .   .   .   .   .
        rol  .   2a  .   26  36  .   2e  3e  .   .   .   .   .
        ror  .   6a  .   66  76  .   6e  7e  .   .   .   .   .
        rti  40  .   .   .   .   .   .   .   .   .   .   .   .
        rts  60  .   .   .   .   .   .   .   .   .   .   .   .
        sbc  .   .   e9  e5  f5  .   ed  fd  f9  .   e1  f1  .
        sec  38  .   .   .   .   .   .   .   .   .   .   .   .
        sed  f8  .   .   .   .   .   .   .   .   .   .   .   .
        sei  78  .   .   .   .   .   .   .   .   .   .   .   .
        sta  .   .   .   85  95  .   8d  9d  99  .   81  91  .
        stx  .   .   .   86  .   96  8e  .   .   .   .   .   .
        sty  .   .   .   84  94  .   8c  .   .   .   .   .   .
        tax  aa  .   .   .   .   .   .   .   .   .   .   .   .
        tay  a8  .   .   .   .   .   .   .   .   .   .   .   .
        tsx  ba  .   .   .   .   .   .   .   .   .   .   .   .
        txa  8a  .   .   .   .   .   .   .   .   .   .   .   .
        txs  9a  .   .   .   .   .   .   .   .   .   .   .   .
        tya  98  .   .   .   .   .   .   .   .   .   .   .   .
        """;

    private static readonly Dictionary<string, byte?[]> Rows = Table.Split('\n').Skip(1)
        .Select(row => row.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        .ToDictionary(cells => cells[0], cells => (byte?[])[.. cells.Skip(1).Select(Code)]);

    /// <summary>The mnemonics, in their order.</summary>
    public static IEnumerable<string> Mnemonics => Rows.Keys;

    /// <summary>Whether there is such an instruction.</summary>
    public static bool Knows(string mnemonic) => Rows.ContainsKey(mnemonic);

    /// <summary>The opcode of an instruction with an operand written in some way; null if it cannot be.</summary>
    public static byte? Opcode(string mnemonic, Addressing addressing) => Rows[mnemonic][(int)addressing];

    /// <summary>Bytes of an instruction, its opcode's included.</summary>
    public static int Length(Addressing addressing) => addressing switch
    {
        Addressing.Implied or Addressing.Accumulator => 1,
        Addressing.Absolute or Addressing.AbsoluteX or Addressing.AbsoluteY or Addressing.Indirect => 3,
        _ => 2,
    };

    private static byte? Code(string cell) => cell == "." ? null : byte.Parse(cell, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
