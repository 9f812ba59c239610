using Bellman.Cli.Options;
using Bellman.Cli.Tests.Support;
using Bellman.Recording;
using Bellman.Training;

namespace Bellman.Cli.Tests.Options;

public sealed class TrainRequestTests : IDisposable
{
    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void The_configuration_of_a_run_makes_the_same_run()
    {
        Assert.Equal(App.Fine, _tool.Train("a").Code);
        RunOptions first = RunFolder.Open(_tool.At("a")).ReadOptions();
        Assert.Equal(first, new TrainRequest { Config = Path.Combine(_tool.At("a"), "config.json") }.NewRun());
    }

    [Fact]
    public void A_missing_configuration_is_a_sentence()
        => Assert.Contains("There is no file", Assert.Throws<BellmanException>(() => new TrainRequest { Config = _tool.At("none.json") }.NewRun()).Message);
}
