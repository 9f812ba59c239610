using Bellman.Atari.Assembly;
using Bellman.Atari.Cpu;

namespace Bellman.Atari.Tests.Assembly;

public class InstructionSetTests
{
    private static readonly (string Mnemonic, Addressing Addressing, byte Code)[] Documented =
    [
        .. from mnemonic in InstructionSet.Mnemonics
           from addressing in Enum.GetValues<Addressing>()
           where InstructionSet.Opcode(mnemonic, addressing) is not null
           select (mnemonic, addressing, InstructionSet.Opcode(mnemonic, addressing)!.Value),
    ];

    [Fact]
    public void There_are_56_instructions_with_151_different_opcodes()
    {
        Assert.Equal(56, InstructionSet.Mnemonics.Count());
        Assert.Equal(151, Documented.Select(entry => entry.Code).Distinct().Count());
        Assert.Equal(151, Documented.Length);
    }

    [Fact]
    public void The_processor_finds_each_operand_where_the_assembler_puts_it()
    {
        foreach (var (mnemonic, addressing, code) in Documented)
        {
            // These three read their operands themselves.
            if (mnemonic is "jsr" || code == 0x6C || mnemonic is "brk")
            {
                continue;
            }
            Assert.True(Expected(addressing).Contains(Opcodes.Modes[code]), $"{mnemonic} {addressing} is ${code:x2}, {Opcodes.Modes[code]}");
        }
    }

    [Fact]
    public void Every_opcode_has_the_columns_of_its_kind()
    {
        // aaabbbcc: within a group cc the bits bbb are the addressing (MCS6500 Programming Manual, appendix).
        Addressing[] group1 =
        [
            Addressing.IndirectX, Addressing.ZeroPage, Addressing.Immediate, Addressing.Absolute, Addressing.IndirectY, Addressing.ZeroPageX,
            Addressing.AbsoluteY, Addressing.AbsoluteX,
        ];
        string[] names = ["ora", "and", "eor", "adc", "sta", "lda", "cmp", "sbc"];
        for (int operation = 0; operation < 8; operation++)
        {
            for (int bits = 0; bits < 8; bits++)
            {
                if (names[operation] == "sta" && group1[bits] == Addressing.Immediate)
                {
                    continue;
                }
                Assert.Equal((byte)(operation << 5 | bits << 2 | 1), InstructionSet.Opcode(names[operation], group1[bits]));
            }
        }
    }

    [Fact]
    public void An_assembled_program_runs_as_it_reads()
    {
        byte[] image = Assembler.Assemble("""
              org $f000
            start:
              lda #7
              ldx #3
            .add:
              clc
              adc #5
              dex
              bne .add
              sta $80
            .for_ever:
              jmp .for_ever
              org $fffc
              .word start, start
            """);
        Console2600 console = new(new Cartridge(image));
        console.RunFrame();
        Assert.Equal(22, console.Ram[0]);
    }

    private static Mode[] Expected(Addressing addressing) => addressing switch
    {
        Addressing.Implied or Addressing.Accumulator => [Mode.None],
        Addressing.Immediate => [Mode.Immediate],
        Addressing.ZeroPage => [Mode.ZeroPage],
        Addressing.ZeroPageX => [Mode.ZeroPageX],
        Addressing.ZeroPageY => [Mode.ZeroPageY],
        Addressing.Absolute => [Mode.Absolute],
        Addressing.AbsoluteX => [Mode.AbsoluteX, Mode.AbsoluteXStore],
        Addressing.AbsoluteY => [Mode.AbsoluteY, Mode.AbsoluteYStore],
        Addressing.IndirectX => [Mode.IndirectX],
        Addressing.IndirectY => [Mode.IndirectY, Mode.IndirectYStore],
        _ => [Mode.Relative],
    };
}
