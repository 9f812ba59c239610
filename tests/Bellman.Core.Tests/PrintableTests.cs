namespace Bellman.Core.Tests;

public sealed class PrintableTests
{
    [Theory]
    [InlineData("plain text", "plain text")]
    [InlineData("\u001b[2J", "\uFFFD[2J")]
    [InlineData("a\u0007b\u009bc\u007f\r\n\t", "a\uFFFDb\uFFFDc\uFFFD\uFFFD\uFFFD\uFFFD")]
    [InlineData("\u202Eevil\u2066\u200B", "\uFFFDevil\uFFFD\uFFFD")]
    [InlineData("gr\u00fcn \u4e2d \ud83d\ude00", "gr\u00fcn \u4e2d \ud83d\ude00")]
    [InlineData("a\uFFFEb", "a\uFFFDb")]
    public void Letters_that_command_a_terminal_or_break_a_picture_are_replaced(string text, string shown) => Assert.Equal(shown, Printable.Of(text));

    [Fact]
    public void Half_a_letter_is_replaced() => Assert.Equal("a\uFFFDb\uFFFD", Printable.Of("a\udc00b\ud83d"));
}
