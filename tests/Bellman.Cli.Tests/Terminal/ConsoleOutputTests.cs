using System.Text;
using Bellman.Cli.Terminal;
using Bellman.Cli.Tests.Support;

namespace Bellman.Cli.Tests.Terminal;

public sealed class ConsoleOutputTests : IDisposable
{
    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Theory]
    [InlineData(null, false, false)]
    [InlineData("", false, false)]
    [InlineData("dumb", false, false)]
    [InlineData("dumb", true, false)]
    [InlineData(null, true, true)]
    [InlineData("xterm-256color", false, true)]
    public void Only_a_terminal_that_knows_escapes_is_drawn_on(string? term, bool isWindows, bool draws) => Assert.Equal(draws, ConsoleOutput.CanDraw(term, isWindows));

    [Theory]
    [InlineData(null, true)]
    [InlineData("", true)]
    [InlineData("1", false)]
    [InlineData("0", false)]
    public void An_empty_wish_for_no_colour_is_none(string? noColor, bool wants) => Assert.Equal(wants, ConsoleOutput.WantsColor(noColor));

    [Fact]
    public void A_terminal_without_unicode_gets_ascii_instead_of_question_marks()
    {
        using var bytes = new MemoryStream();
        using (var latin = new StreamWriter(bytes, Encoding.Latin1))
        {
            ConsoleOutput.Legible(latin).Write("\u2190\u2191\u2192\u2193 \u2502\u2524 \u2801\u2840\u28ff\u2800 \u00fc");
        }
        Assert.Equal("<^>v || '.:  \u00fc", Encoding.Latin1.GetString(bytes.ToArray()));
        using var unicode = new StringWriter();
        Assert.Same(unicode, ConsoleOutput.Legible(unicode));
    }

    [Fact]
    public void A_small_terminal_gets_a_small_picture_and_a_smaller_one_a_sentence()
    {
        (string small, string error) = Watch(80, 24);
        Assert.Contains('\u2580', small);
        Assert.All(small.Split('\n'), line => Assert.InRange(Visible(line), 0, 79));
        Assert.Equal("", error);
        (string none, error) = Watch(50, 24);
        Assert.DoesNotContain('\u2580', none);
        Assert.Contains("--watch needs a terminal of at least 60 x 6 characters: only the numbers are shown.", error);
    }

    [Fact]
    public void The_progress_line_fits_its_terminal_and_shows_the_last_and_the_best_evaluation()
    {
        using StringWriter output = new(), error = new();
        using (var view = new LiveView(new ConsoleOutput(output, error, IsLive: true, Width: 80)))
        {
            view.Show(new(400, 1000, 120.5, 311.25, 500, 0.05, 0.01, 2000, TimeSpan.FromSeconds(3), null));
            view.Show(new(400, 1000, 120.5, 311.25, 500, 0.05, 0.01, 2000, TimeSpan.FromSeconds(3), new(3, 10, 45_000)));
        }
        Assert.Contains("[####--------]  40%  score  120.5  greedy  311.3, best  500.0", output.ToString());
        Assert.All(output.ToString().Split('\r'), line => Assert.InRange(Visible(line), 0, 79));
        Assert.Equal("evaluating: 3 of 10 episodes, 45,000 steps", TrainingStatus.Describe(new(3, 10, 45_000)));
    }

    private (string Out, string Error) Watch(int width, int height)
    {
        using StringWriter output = new(), error = new();
        string[] args = ["train", "CartPole-v1", "--watch", "--out", _tool.At($"w{width}"), .. Tool.Tiny];
        Assert.Equal(App.Fine, App.Run(args, new ConsoleOutput(output, error, IsLive: true, Width: width, Height: height)));
        string text = output.ToString();
        return (text[..text.IndexOf("score by episode", StringComparison.Ordinal)], error.ToString());
    }

    // Without escape sequences. What is announced before the view begins may be longer: terminals break it.
    private static int Visible(string line)
        => line.Contains("\e[", StringComparison.Ordinal) ? System.Text.RegularExpressions.Regex.Replace(line, "\e\\[[0-9;?]*[a-zA-Z]", "").Length : 0;
}
