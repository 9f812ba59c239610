using Bellman.Cli.Terminal;

namespace Bellman.Cli.Tests.Terminal;

public sealed class TextTableTests
{
    [Fact]
    public void Cells_are_aligned_and_numbers_end_together()
        => Assert.Equal("name  score  note\n----  -----  ----\na         5  good\nlong    500  better than that\n", Print(isLive: false, 20));

    [Fact]
    public void On_a_narrow_terminal_the_widest_column_breaks_between_words()
    {
        string[] lines = Print(isLive: true, 46, "one two three four five six seven eight").Split('\n');
        Assert.Equal("long    500  one two three four five six", lines[3]);
        Assert.Equal("             seven eight", lines[4]);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public void The_list_of_environments_fits_a_terminal(int width)
    {
        using var output = new StringWriter { NewLine = "\n" };
        Assert.Equal(App.Fine, App.Run(["list"], new ConsoleOutput(output, TextWriter.Null, IsLive: true, width)));
        Assert.All(output.ToString().Split('\n'), line => Assert.True(line.Length < width, line));
    }

    private static string Print(bool isLive, int width, string note = "better than that")
    {
        using var output = new StringWriter { NewLine = "\n" };
        var columns = new TextTable("name", "score", "note") { AlignedRight = [1] };
        columns.Add("a", "5", "good");
        columns.Add("long", "500", note);
        columns.Print(new ConsoleOutput(output, TextWriter.Null, isLive, width));
        return output.ToString();
    }
}
