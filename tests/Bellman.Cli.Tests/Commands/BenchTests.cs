using Bellman.Cli.Tests.Support;

namespace Bellman.Cli.Tests.Commands;

public sealed class BenchTests
{
    [Fact]
    public void The_fingerprint_is_the_same_every_time_and_nothing_is_allocated_per_step()
    {
        string[] first = Row(Tool.Run("bench", "training")), second = Row(Tool.Run("bench", "training"));
        Assert.Matches("^[0-9a-f]{16}$", first[1]);
        Assert.Equal(first[1], second[1]);
        Assert.Equal("0", second[4]);
    }

    [Fact]
    public void An_update_is_given_as_a_share_of_the_peak()
    {
        Printed result = Tool.Run("bench", "update-24");
        Assert.Matches("^[1-9][0-9]?%$", Row(result)[3]);
        Assert.Contains("GFLOP/s", result.Out);
    }

    [Fact]
    public void An_unknown_bench_is_a_sentence()
        => Assert.Equal("There is no bench 'trainin': did you mean 'training'?", Tool.Run("bench", "trainin").Mistake);

    private static string[] Row(Printed result)
    {
        Assert.Equal(App.Fine, result.Code);
        return result.Out.Split('\n')[2].Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }
}
