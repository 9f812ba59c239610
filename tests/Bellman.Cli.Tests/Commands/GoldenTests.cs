using Bellman.Cli.Tests.Support;

namespace Bellman.Cli.Tests.Commands;

/// <summary>What people read changes only on purpose.</summary>
public sealed class GoldenTests
{
    [Theory]
    [InlineData("list", "list")]
    [InlineData("inspect-cartpole-huber", "inspect", "cartpole-huber")]
    [InlineData("inspect-q-learning", "inspect", "q-learning")]
    [InlineData("inspect-cartpole-pixels", "inspect", "cartpole-pixels")]
    [InlineData("solve-frozenlake", "solve", "FrozenLake-v1")]
    [InlineData("solve-cliffwalking", "solve", "CliffWalking-v1", "--gamma", "0.9")]
    [InlineData("solve-taxi", "solve", "Taxi-v3")]
    [InlineData("solve-blackjack", "solve", "Blackjack-v1")]
    [InlineData("help", "--help")]
    [InlineData("help-solve", "solve", "--help")]
    [InlineData("help-train", "train", "--help")]
    [InlineData("help-evaluate", "evaluate", "--help")]
    [InlineData("help-play", "play", "--help")]
    [InlineData("help-bench", "bench", "--help")]
    [InlineData("help-plot", "plot", "--help")]
    [InlineData("help-roms", "roms", "--help")]
    [InlineData("help-trace", "trace", "--help")]
    public void What_is_printed_was_approved(string name, params string[] args)
    {
        Printed result = Tool.Run(args);
        Assert.Equal(App.Fine, result.Code);
        Assert.Equal("", result.Error);
        Approved.Check(name, result.Out);
    }
}
