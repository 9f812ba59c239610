using static Bellman.Atari.Cpu.DecodeTable;

namespace Bellman.Atari.Cpu;

/// <summary>
/// What an instruction does, by its mnemonic. The values lie far apart on purpose: the compiler then turns a choice
/// among them into a tree of comparisons, not into a jump through a table. Where a machine does not predict such jumps,
/// as many virtual ones, each costs more than the rest of the instruction.
/// </summary>
internal enum Operation
{
    Lda = 0 * Apart, Sta = 1 * Apart, Bne = 2 * Apart, Dex = 3 * Apart, Dey = 4 * Apart, Ldx = 5 * Apart, Ldy = 6 * Apart,
    Stx = 7 * Apart, Sty = 8 * Apart, Inx = 9 * Apart, Iny = 10 * Apart, Cmp = 11 * Apart, Cpx = 12 * Apart, Cpy = 13 * Apart,
    Adc = 14 * Apart, Sbc = 15 * Apart, And = 16 * Apart, Ora = 17 * Apart, Eor = 18 * Apart, Bit = 19 * Apart,
    Asl = 20 * Apart, Lsr = 21 * Apart, Rol = 22 * Apart, Ror = 23 * Apart, Inc = 24 * Apart, Dec = 25 * Apart,
    Bpl = 26 * Apart, Bmi = 27 * Apart, Bvc = 28 * Apart, Bvs = 29 * Apart, Bcc = 30 * Apart, Bcs = 31 * Apart,
    Beq = 32 * Apart, Jmp = 33 * Apart, Jsr = 34 * Apart, Rts = 35 * Apart, Pha = 36 * Apart, Pla = 37 * Apart,
    Tax = 38 * Apart, Tay = 39 * Apart, Tsx = 40 * Apart, Txa = 41 * Apart, Txs = 42 * Apart, Tya = 43 * Apart,
    Clc = 44 * Apart, Sec = 45 * Apart, Clv = 46 * Apart, Cld = 47 * Apart, Sed = 48 * Apart, Cli = 49 * Apart,
    Sei = 50 * Apart, Nop = 51 * Apart,

    /// <summary>
    /// From here on what programs hardly use; from <see cref="Lax"/> on what the 6502's designers did not mean to
    /// build.
    /// </summary>
    JumpIndirect = 52 * Apart, Php = 53 * Apart, Plp = 54 * Apart, Rti = 55 * Apart, Brk = 56 * Apart, Lax = 57 * Apart,
    Sax = 58 * Apart, Slo = 59 * Apart, Rla = 60 * Apart, Sre = 61 * Apart, Rra = 62 * Apart, Dcp = 63 * Apart,
    Isb = 64 * Apart, Anc = 65 * Apart, Asr = 66 * Apart, Arr = 67 * Apart, Sbx = 68 * Apart, Ane = 69 * Apart,
    Lxa = 70 * Apart, Las = 71 * Apart, Sha = 72 * Apart, Shx = 73 * Apart, Shy = 74 * Apart, Shs = 75 * Apart,
    Jam = 76 * Apart,
}
