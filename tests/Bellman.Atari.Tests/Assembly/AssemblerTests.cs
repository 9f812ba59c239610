using Bellman.Atari.Assembly;

namespace Bellman.Atari.Tests.Assembly;

public class AssemblerTests
{
    private static string Hex(params ReadOnlySpan<string> lines)
        => string.Join(' ', Assembler.Assemble(string.Join('\n', lines)).Select(value => $"{value:x2}"));

    [Theory]
    [InlineData("rts", "60")]
    [InlineData("lsr", "4a")]
    [InlineData("lsr a", "4a")]
    [InlineData("lda #$12", "a9 12")]
    [InlineData("lda $12", "a5 12")]
    [InlineData("lda $12,x", "b5 12")]
    [InlineData("ldx $12,y", "b6 12")]
    [InlineData("lda $1234", "ad 34 12")]
    [InlineData("lda $1234,x", "bd 34 12")]
    [InlineData("lda $1234,y", "b9 34 12")]
    [InlineData("jmp ($1234)", "6c 34 12")]
    [InlineData("lda ($12,x)", "a1 12")]
    [InlineData("lda ($12),y", "b1 12")]
    [InlineData("LDA ( $12 ) , Y ; as one likes", "b1 12")]
    public void Each_way_to_write_an_operand_has_its_opcode(string instruction, string bytes) => Assert.Equal(bytes, Hex("  " + instruction));

    [Theory]
    [InlineData("lda $12,y", "b9 12 00")]
    [InlineData("jmp $12", "4c 12 00")]
    [InlineData("sty $12,x", "94 12")]
    public void An_instruction_without_a_short_form_takes_the_long_one(string instruction, string bytes)
        => Assert.Equal(bytes, Hex("  " + instruction));

    [Theory]
    [InlineData("12 + 3 * 4", 24)]
    [InlineData("(12 + 3) * 4", 60)]
    [InlineData("20 / 3", 6)]
    [InlineData("10 - 4 - 3", 3)]
    [InlineData("-1", 255)]
    [InlineData("<$1234", 0x34)]
    [InlineData(">$1234", 0x12)]
    [InlineData(">($12ff + 1)", 0x13)]
    [InlineData("%1010", 10)]
    [InlineData("here + 1", 0x81)]
    [InlineData("* - here", 0)]
    public void An_expression_has_a_value(string expression, byte value)
        => Assert.Equal($"{value:x2}", Hex("  org $80", $"here: .byte {expression}"));

    [Fact]
    public void Labels_and_constants_may_be_used_above_their_lines()
        => Assert.Equal("4c 04 f0 60 60 05", Hex("  org $f000", "  jmp there", "  rts", "there", "  rts", "  .byte five", "five = 5"));

    [Fact]
    public void A_name_known_only_further_down_is_not_taken_for_the_zero_page()
        => Assert.Equal("ad 80 00 a5 80", Hex("  lda late", "late = $80", "  lda late"));

    [Fact]
    public void A_local_label_belongs_to_the_label_above_it()
        => Assert.Equal("ca d0 fd 88 d0 fd", Hex("one:", ".loop: dex", "  bne .loop", "two:", ".loop:", "  dey", "  bne .loop"));

    [Fact]
    public void A_branch_counts_from_the_next_instruction()
        => Assert.Equal("f0 02 d0 fc ea", Hex("top: beq .out", "  bne top", ".out: nop"));

    [Fact]
    public void Data_lies_where_it_is_told()
        => Assert.Equal("01 02 00 34 12 00 00 00 ff", Hex("  org $f000", "  .byte 1, 2", "  ds 1", "  .word $1234", "  align 4", "  .byte -1"));

    [Fact]
    public void What_lies_before_the_first_org_is_not_there() => Assert.Equal("ea", Hex("; a program", "", "  org $fffc", "  nop"));

    [Theory]
    [InlineData("  foo", "line 3: there is no instruction 'foo'.")]
    [InlineData("  lda", "line 3: lda cannot have no operand.")]
    [InlineData("  sta #1", "line 3: sta cannot have such an operand.")]
    [InlineData("  lda #nothing", "line 3: there is no label or constant 'nothing'.")]
    [InlineData("  lda #300", "line 3: 300 does not fit into a byte: take < or > of it.")]
    [InlineData("  lda #", "line 3: a value is missing here.")]
    [InlineData("  lda #1+", "line 3: '1+' is not a value: write for example <(table + 2) or $80.")]
    [InlineData("  lda #$xy", "line 3: '$xy' is not a value: write for example <(table + 2) or $80.")]
    [InlineData("  .byte 1/0", "line 3: this divides by zero.")]
    [InlineData("  .word $10000", "line 3: 65536 does not fit into two bytes.")]
    [InlineData("  lda ($100),y", "line 3: 256 is not in the zero page.")]
    [InlineData("start: nop", "line 3: 'start' was defined in line 2 already: choose another name.")]
    [InlineData("  org $1000", "line 3: $1000 lies before $f000, where the program is already.")]
    [InlineData("  org $20000", "line 3: $20000 lies beyond $10000.")]
    [InlineData("  align later", "line 3: 'later' must be known here: define it further up.")]
    [InlineData("  bne start+200", "line 3: a branch reaches from -128 to 127 bytes, and this one is 198 long: branch around a jmp.")]
    [InlineData("(x)", "line 3: '(x)' begins with no label: put a space before an operation.")]
    public void A_mistake_is_told_with_its_line(string line, string message)
    {
        var error = Assert.Throws<AssemblyException>(() => Hex("  org $f000", "start:", line));
        Assert.Equal((message, 3), (error.Message, error.Line));
    }
}
