using Bellman.Atari.Tests.Programs;

namespace Bellman.Atari.Tests;

/// <summary>Where two runs part, the instruction is named.</summary>
public class LockstepTests
{
    // LDX #3 and an endless loop of DEX, TXA, STA $85, at $F000.
    private static readonly byte[] Image = Program.Rom(4096, 0xA2, 0x03, 0xCA, 0x8A, 0x85, 0x85, 0x4C, 0x02, 0xF0);

    [Fact]
    public void Two_equal_consoles_do_not_differ() => Assert.Null(Lockstep.FirstDifference(Console(), Console()));

    [Fact]
    public void A_changed_operand_is_found_at_the_instruction_that_uses_it()
    {
        Console2600 broken = Console();
        broken.Reset();
        broken.Memory[5] = 0x86;
        Console2600 whole = Console();
        whole.Reset();
        string[] lines = Lockstep.FirstDifference(whole, broken)!.Split('\n');
        Assert.Equal("instruction 3", lines[0]);
        Assert.StartsWith("F004 STA $85       A=02 X=02 Y=00 P=30 S=FF line 0 clock ", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("F004 STA $86       A=02", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public void A_turned_switch_is_found_where_the_program_looks_at_it()
    {
        Console2600 whole = new(new Cartridge(Program.Rom(4096, 0xA2, 0x03, 0xAD, 0x82, 0x02, 0x4C, 0x02, 0xF0)));
        whole.Reset();
        Console2600 turned = new(new Cartridge(Program.Rom(4096, 0xA2, 0x03, 0xAD, 0x82, 0x02, 0x4C, 0x02, 0xF0)));
        turned.Reset();
        turned.Ports.Switches ^= 1;
        Assert.Contains("F002 LDA $0282     A=00", Lockstep.FirstDifference(whole, turned), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0x0080A9, "LDA #$80")]
    [InlineData(0x0080B1, "LDA ($80),Y")]
    [InlineData(0x0080A1, "LDA ($80,X)")]
    [InlineData(0xF0129D, "STA $F012,X")]
    [InlineData(0xF0126C, "JMP ($F012)")]
    [InlineData(0xF01220, "JSR $F012")]
    [InlineData(0x00FED0, "BNE $F000")]
    [InlineData(0x00000A, "ASL")]
    [InlineData(0x0080A7, "LAX $80")]
    public void Instructions_are_written_as_assemblers_read_them(int code, string text)
        => Assert.Equal(text, Bellman.Atari.Cpu.Disassembler.Text(0xF000, code));

    private static Console2600 Console() => new(new Cartridge(Image));
}
