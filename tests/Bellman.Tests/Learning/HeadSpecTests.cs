using Bellman.Learning;

namespace Bellman.Tests.Learning;

public class HeadSpecTests
{
    [Theory]
    [InlineData("scalar")]
    [InlineData("categorical 51 -10 10")]
    [InlineData("quantile 200")]
    [InlineData("implicit 8")]
    [InlineData("gaussian 51 -10.5 10")]
    [InlineData("twohot 2 0 1")]
    public void A_text_is_read_and_written_again(string text) => Assert.Equal(text, HeadSpec.Parse(" " + text.ToUpperInvariant().Replace(" ", "  ")).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("scalar 1")]
    [InlineData("quantile")]
    [InlineData("quantile 0")]
    [InlineData("quantile 1001")]
    [InlineData("quantile -3")]
    [InlineData("categorical 51")]
    [InlineData("categorical 51 10 -10")]
    [InlineData("categorical 51 1 1")]
    [InlineData("categorical 1 -1 1")]
    [InlineData("categorical 51 nan 1")]
    [InlineData("categorical 51 -1 1e300")]
    [InlineData("3")]
    [InlineData("c51")]
    public void Anything_else_is_refused_with_the_choices(string text)
        => Assert.Contains("quantile N", Assert.Throws<BellmanException>(() => HeadSpec.Parse(text)).Message);
}
