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
    public void The_configuration_of_a_run_that_was_moved_finds_the_world_that_the_run_kept()
    {
        File.WriteAllText(_tool.At("w.json"), """{ "states": 2, "actions": 1, "transitions": [[0, 0, 1, 1, 5]] }""");
        Assert.Equal(App.Fine, Tool.Run("train", _tool.At("w.json"), "--steps", "500", "--out", _tool.At("a")).Code);
        File.Delete(_tool.At("w.json"));
        Directory.Move(_tool.At("a"), _tool.At("b"));
        Assert.Equal(App.Fine, Tool.Run("train", "--config", _tool.At("b/config.json"), "--out", _tool.At("c")).Code);
        Assert.Equal(File.ReadAllBytes(_tool.At("b/policy.bin")), File.ReadAllBytes(_tool.At("c/policy.bin")));
    }

    [Fact]
    public void What_a_preset_changes_about_a_world_it_changes_about_one_that_a_configuration_names_too()
    {
        File.WriteAllText(_tool.At("c.json"), """{ "environment": "Bellman/Marchers-v0", "preset": "atari" }""");
        Assert.Equal(new TrainRequest { Environment = "Bellman/Marchers-v0", Preset = "atari" }.NewRun(), new TrainRequest { Config = _tool.At("c.json") }.NewRun());
    }

    [Fact]
    public void A_configuration_of_another_preset_is_refused()
    {
        File.WriteAllText(_tool.At("c.json"), """{ "environment": "CartPole-v1", "preset": "cartpole" }""");
        Assert.Contains("is of the preset cartpole, not of cartpole-zoo: leave one of the two out.",
            Assert.Throws<BellmanException>(() => new TrainRequest { Config = _tool.At("c.json"), Preset = "cartpole-zoo" }.NewRun()).Message);
    }

    [Fact]
    public void A_missing_configuration_is_a_sentence()
        => Assert.Contains("There is no file", Assert.Throws<BellmanException>(() => new TrainRequest { Config = _tool.At("none.json") }.NewRun()).Message);
}
