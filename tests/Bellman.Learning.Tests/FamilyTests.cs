using Bellman.Agents.Dqn;
using Bellman.Training;

namespace Bellman.Learning.Tests;

/// <summary>
/// Every member of the family learns within seconds: after 12,000 steps CartPole's pole stands for seven times as long as a random player's 22 steps.
/// docs/results.md has what 50,000 steps come to.
/// </summary>
[Trait("speed", "slow")]
public class FamilyTests
{
    [Theory]
    [InlineData("cartpole-c51")]
    [InlineData("cartpole-qr-dqn")]
    [InlineData("cartpole-iqn")]
    [InlineData("cartpole-hl-gauss")]
    [InlineData("cartpole-munchausen")]
    [InlineData("cartpole-dueling")]
    [InlineData("cartpole-rdq")]
    [InlineData("cartpole-per")]
    [InlineData("cartpole-noisy")]
    [InlineData("cartpole-rainbow")]
    public void It_learns_to_balance(string preset) => CheckBalance(Presets.For("CartPole-v1", preset));

    [Fact]
    public void Two_hot_learns_to_balance() => CheckBalance(Tuned(agent => agent with { Head = HeadSpec.Parse("twohot 51 0 100") }));

    [Fact]
    public void Mean_expansion_learns_to_balance() => CheckBalance(Tuned(agent => agent with { Streams = StreamKind.MeanExpansion }));

    private static RunOptions Tuned(Func<DqnOptions, DqnOptions> change)
    {
        RunOptions options = Presets.For("CartPole-v1", "cartpole");
        return options with { Agent = change((DqnOptions)options.Agent) };
    }

    private static void CheckBalance(RunOptions options)
    {
        using var run = new TrainingRun(options with { Seed = 2, Steps = 12_000 });
        foreach (Progress _ in run.Train())
        {
        }
        Assert.InRange(run.Score(20).Mean, 150, 500);
    }
}
