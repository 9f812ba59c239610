using Bellman.Agents;
using Bellman.Cli.Options;
using Bellman.Cli.Tests.Support;
using Bellman.Learning;
using Bellman.Training;

namespace Bellman.Cli.Tests.Options;

public sealed class ConfigFileTests : IDisposable
{
    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    private RunOptions Apply(string json)
    {
        File.WriteAllText(_tool.At("c.json"), json);
        return ConfigFile.Read(_tool.At("c.json")).Apply(new() { Environment = "CartPole-v1", Agent = new DqnOptions() });
    }

    private string Refusal(string json) => Assert.Throws<BellmanException>(() => Apply(json)).Message.Replace(_tool.At("c.json"), "c.json");

    [Fact]
    public void A_file_may_hold_only_what_differs()
    {
        RunOptions options = Apply("""
            {
              // a comment is fine
              "steps": 700,
              "agent": { "loss": "huber", "clipNorm": 10, "epsilon": 0.1, "targetEvery": "3 episodes", },
            }
            """);
        Assert.Equal(new RunOptions
        {
            Environment = "CartPole-v1", Steps = 700,
            Agent = new DqnOptions { Loss = LossKind.Huber, ClipNorm = 10, Epsilon = Schedule.Constant(0.1), TargetEvery = new(3, Clock.Episodes) },
        }, options);
    }

    [Fact]
    public void A_byte_order_mark_does_no_harm() => Assert.Equal(9, Apply("\uFEFF{ \"steps\": 9 }").Steps);

    [Theory]
    [InlineData("{\n  \"steps\": 5,\n  \"agent\": { \"gamma\" 0.9 }\n}", "c.json, line 3, column 22: ")]
    [InlineData("{\n  \"steps\": 5", "c.json, line 2, column 13: ")]
    [InlineData("", "c.json, line 1, column 1: ")]
    [InlineData("{\n  \"gama\": 0.9\n}", "c.json, line 2, column 3: There is no option 'gama': did you mean 'gamma'?")]
    [InlineData("{\n  \"steps\": \"many\"\n}", "c.json, line 2, column 3: 'many' does not fit the option 'steps': it must be a whole number (steps).")]
    [InlineData("{ \"agent\": {\n \"loss\": 1 } }", "c.json, line 2, column 2: '1' does not fit the option 'loss'")]
    [InlineData("{ \"agent\": {\n \"trainEvery\": \"now\" } }", "c.json, line 2, column 2: Option 'trainEvery': 'now' is not a period")]
    [InlineData("{ \"gamma\": 0.5 }", "c.json, line 1, column 3: The option 'gamma' belongs into the \"agent\" part of the file.")]
    [InlineData("{ \"agent\": { \"steps\": 5 } }", "c.json, line 1, column 14: The option 'steps' belongs outside of the \"agent\" part of the file.")]
    [InlineData("{ \"agent\": { \"kind\": \"magic\" } }", "c.json, line 1, column 14: There is no kind of agent 'magic'.")]
    [InlineData("{ \"agent\": 3 }", "c.json, line 1, column 12: \"agent\" must be an object")]
    [InlineData("[1]", "c.json, line 1, column 1: A configuration is an object")]
    [InlineData("{ \"agent\": { \"network\": null } }", "c.json, line 1, column 14: 'null' does not fit the option 'network'")]
    public void A_mistake_says_where_it_is(string json, string beginning) => Assert.StartsWith(beginning, Refusal(json));

    [Fact]
    public void A_missing_file_is_a_sentence()
        => Assert.Contains("There is no file", Assert.Throws<BellmanException>(() => ConfigFile.Read(_tool.At("none.json"))).Message);

    [Fact]
    public void The_configuration_of_a_run_makes_the_same_run()
    {
        Assert.Equal(App.Fine, _tool.Train("a").Code);
        RunOptions first = Bellman.Recording.RunFolder.Open(_tool.At("a")).ReadOptions();
        Assert.Equal(first, new TrainRequest { Config = Path.Combine(_tool.At("a"), "config.json") }.NewRun());
    }
}
