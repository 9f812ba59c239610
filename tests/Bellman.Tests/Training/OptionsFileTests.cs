using System.Text;
using Bellman.Agents.Dqn;
using Bellman.Agents.Tabular;
using Bellman.Environments.Pixels;
using Bellman.Learning;
using Bellman.Recording;
using Bellman.Training;

namespace Bellman.Tests.Training;

public sealed class OptionsFileTests
{
    private static RunOptions Apply(string json)
        => OptionsFile.Parse("c.json", Encoding.UTF8.GetBytes(json)).Apply(new() { Environment = "CartPole-v1", Agent = new DqnOptions() });

    private static RunOptions Whole(string json) => OptionsFile.Parse("c.json", Encoding.UTF8.GetBytes(json)).Whole();

    private static string Refusal(string json) => Assert.Throws<BellmanException>(() => Apply(json)).Message;

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
            Agent = new DqnOptions { Loss = LossKind.Huber, ClipNorm = 10, Epsilon = Schedule.Constant(0.1), TargetEvery = new(3, TrainingUnit.Episodes) },
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
    [InlineData("{ \"agent\": { \"kind\": \"magic\" } }", "c.json, line 1, column 14: There is no kind of agent 'magic': write dqn, pqn or tabular.")]
    [InlineData("{ \"steps\": 1e400 }", "c.json, line 1, column 3: '1e400' does not fit the option 'steps'")]
    [InlineData("{ \"steps\": 5, \"Steps\": 6 }", "c.json, line 1, column 15: \"Steps\" is said twice: leave one out.")]
    [InlineData("{ \"agent\": {}, \"AGENT\": {} }", "c.json, line 1, column 16: \"AGENT\" is said twice")]
    [InlineData("{ \"agent\": { \"kind\": \"dqn\", \"kind\": \"dqn\" } }", "c.json, line 1, column 29: \"kind\" is said twice")]
    [InlineData("{ \"steps\": 3000000000000000000000 }", "c.json, line 1, column 3: '3000000000000000000000' does not fit the option 'steps'")]
    [InlineData("{ \"steps\": 5 } 6", "c.json, line 1, column 16: ")]
    [InlineData("{ \"preset\": \"\\ud800\" }", "c.json, line 1, column 13: This is no text in UTF-8.")]
    [InlineData("{ \"preset\": \"a\\u001bb\" }", "c.json, line 1, column 3: 'a?b' does not fit the option 'preset': it must be a text of one line.")]
    [InlineData("{ \"pixels\": null }", "c.json, line 1, column 13: \"pixels\" must be an object")]
    [InlineData("{ \"agent\": 3 }", "c.json, line 1, column 12: \"agent\" must be an object")]
    [InlineData("[1]", "c.json, line 1, column 1: A configuration is an object")]
    [InlineData("{ \"agent\": { \"network\": null } }", "c.json, line 1, column 14: 'null' does not fit the option 'network'")]
    public void A_mistake_says_where_it_is(string json, string beginning) => Assert.StartsWith(beginning, Refusal(json));

    [Fact]
    public void A_word_that_is_not_known_is_told_without_all_that_follows()
    {
        string message = Refusal("{ \"rescale\": fase,\n\u001b[2J\n" + new string('x', 5000) + " }");
        Assert.StartsWith("c.json, line 1, column 16: 'fase' is an invalid JSON literal", message, StringComparison.Ordinal);
        Assert.DoesNotContain(message, char.IsControl);
    }

    [Fact]
    public void What_is_not_said_is_as_by_default()
        => Assert.Equal(new RunOptions { Environment = "CliffWalking-v1", Agent = new TabularOptions { Epsilon = Schedule.Constant(0.2) } },
            Whole("""{ "environment": "CliffWalking-v1", "agent": { "kind": "tabular", "epsilon": 0.2 } }"""));

    [Fact]
    public void The_kind_of_agent_may_stand_anywhere()
        => Assert.Equal(new RunOptions { Environment = "CartPole-v1", Agent = new TabularOptions { Lambda = 0.5 } },
            Whole("""{ "Agent": { "lambda": 0.5, "kind": "tabular" }, "environment": "CartPole-v1" }"""));

    [Fact]
    public void Another_kind_of_agent_begins_with_its_own_defaults()
        => Assert.Equal(new TabularOptions(), Apply("""{ "agent": { "kind": "tabular" } }""").Agent);

    [Fact]
    public void Options_of_pixels_keep_their_defaults_too()
        => Assert.Equal(new PixelOptions { On = true }, Whole("""{ "environment": "CartPole-v1", "agent": { "kind": "dqn" }, "pixels": { "on": true } }""").Pixels);

    [Theory]
    [InlineData("{ \"agent\": { \"kind\": \"dqn\" } }", "c.json names no environment")]
    [InlineData("{ \"environment\": \"CartPole-v1\" }", "c.json does not say what learns")]
    [InlineData("{ \"environment\": \"CartPole-v1\", \"agent\": {} }", "c.json does not say what learns")]
    [InlineData("{ \"environment\": \"CartPole-v1\", \"agent\": { \"kind\": \"dqn\" }, \"longestEpisode\": 0 }", "longestEpisode is 0")]
    [InlineData("{ \"environment\": \"CartPole-v1\", \"agent\": { \"kind\": \"dqn\" }, \"preset\": \"../x\" }", "preset is '../x'")]
    public void A_run_needs_a_world_and_an_agent_and_options_in_range(string json, string beginning)
        => Assert.StartsWith(beginning, Assert.Throws<BellmanException>(() => Whole(json)).Message);

    [Fact]
    public void The_folder_of_a_run_reads_its_options_in_the_same_way()
    {
        string folder = Directory.CreateTempSubdirectory("bellman").FullName;
        File.WriteAllText(Path.Combine(folder, "config.json"), """
            {
              // sorted, and with less than everything
              "agent": { "gamma": 1, "kind": "tabular" },
              "environment": "CliffWalking-v1",
            }
            """);
        RunOptions options = RunFolder.Open(folder).ReadOptions();
        Assert.Equal(new RunOptions { Environment = "CliffWalking-v1", Agent = new TabularOptions { Gamma = 1 } }, options);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Every_preset_is_read_as_it_was_written()
        => Assert.All(Presets.All, preset => Assert.Equal(preset.Options,
            Whole(System.Text.Json.JsonSerializer.Serialize(preset.Options, OptionsJson.Default.RunOptions))));
}
