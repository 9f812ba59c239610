using Bellman.Cli.Tests.Support;

namespace Bellman.Cli.Tests.Commands;

/// <summary>Where a person says that something should be written.</summary>
public sealed class OutputTests : IDisposable
{
    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void Four_charts_of_one_run_at_the_same_moment_are_all_drawn()
    {
        _tool.Train("run");
        Printed[] printed = new Printed[40];
        Parallel.For(0, printed.Length, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i => printed[i] = Tool.Run("plot", _tool.At("run")));
        Assert.All(printed, one => Assert.Equal((App.Fine, ""), (one.Code, one.Error)));
        Assert.DoesNotContain(Directory.GetFiles(_tool.At("run")), file => file.EndsWith(".new", StringComparison.Ordinal));
    }

    [Fact]
    public void A_link_that_somebody_laid_beside_a_chart_leads_nowhere()
    {
        _tool.Train("run");
        File.WriteAllText(_tool.At("victim"), "precious");
        File.CreateSymbolicLink(Path.Combine(_tool.At("run"), "plot.svg.new"), _tool.At("victim"));
        Assert.Equal(App.Fine, Tool.Run("plot", _tool.At("run")).Code);
        Assert.Equal("precious", File.ReadAllText(_tool.At("victim")));
    }

    [Theory]
    [InlineData("plot", "--out")]
    [InlineData("play", "--gif")]
    public void A_link_stays_a_link_and_what_it_leads_to_is_written(string command, string option)
    {
        _tool.Train("run");
        File.CreateSymbolicLink(_tool.At("link"), _tool.At("target"));
        Assert.Equal(App.Fine, Tool.Run(command, _tool.At("run"), option, _tool.At("link")).Code);
        Assert.NotEmpty(File.ReadAllBytes(_tool.At("target")));
        Assert.Equal(_tool.At("target"), new FileInfo(_tool.At("link")).LinkTarget);
    }

    [Theory]
    [InlineData("plot", "--out")]
    [InlineData("play", "--gif")]
    public void A_device_is_not_replaced_by_a_file(string command, string option)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }
        _tool.Train("run");
        Assert.Equal(App.Fine, Tool.Run(command, _tool.At("run"), option, "/dev/null").Code);
        Assert.Contains("cannot be written", Tool.Run(command, _tool.At("run"), option, "/dev/full").Mistake);
        Assert.Contains("is a folder", Tool.Run(command, _tool.At("run"), option, _tool.Root).Mistake);
        Assert.Contains("is no text", Tool.Run(command, _tool.At("run"), option, "").Mistake);
        Assert.Equal(0, new FileInfo("/dev/null").Length);
        File.WriteAllText("/dev/null", "still swallows");
        Assert.Equal("", File.ReadAllText("/dev/null"));
    }

    [Fact]
    public void Letters_that_command_a_terminal_do_not_reach_it()
    {
        _tool.Train("run");
        string config = Path.Combine(_tool.At("run"), "config.json");
        File.WriteAllText(config, File.ReadAllText(config).Replace("\"CartPole-v1\"", "\"\\u001b]0;owned\\u0007\"", StringComparison.Ordinal));
        Assert.DoesNotContain('\u001b', Tool.Run("evaluate", _tool.At("run")).Mistake);
    }
}
