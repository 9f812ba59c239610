using System.Text;
using System.Text.Json;
using Bellman.Cli.Tests.Support;

namespace Bellman.Cli.Tests.Commands;

/// <summary>Tables go the same way as networks: train, evaluate, play, resume.</summary>
public sealed class TableTests : IDisposable
{
    private readonly Tool _tool = new();

    public static TheoryData<string> Presets => ["q-learning", "sarsa", "expected-sarsa", "double-q", "n-step-q", "q-lambda", "dyna-q"];

    public void Dispose() => _tool.Dispose();

    [Theory]
    [MemberData(nameof(Presets))]
    public void A_table_that_is_resumed_ends_with_the_same_bits(string preset)
    {
        string[] flags = ["train", "Taxi-v3:masked=true", "--preset", preset, "--set", "reportEvery=500", "--json"];
        string whole = TrainTests.Fingerprint(Tool.Run([.. flags, "--steps", "9000", "--out", _tool.At("whole")]));
        TrainTests.Fingerprint(Tool.Run([.. flags, "--steps", "3100", "--out", _tool.At("parts")]));
        Assert.Equal(whole, TrainTests.Fingerprint(Tool.Run("train", "--resume", _tool.At("parts"), "--steps", "9000", "--json")));
        Assert.Equal(File.ReadAllText(Path.Combine(_tool.At("whole"), "episodes.jsonl")), File.ReadAllText(Path.Combine(_tool.At("parts"), "episodes.jsonl")));
    }

    [Fact]
    public void A_policy_is_scored_exactly_where_the_dynamics_are_known()
    {
        Tool.Run("train", "FrozenLake-v1:map=SFG,slippery=false", "--steps", "5000", "--out", _tool.At("lake"));
        Assert.Equal("FrozenLake-v1:map=SFG,slippery=false: the expected return is 1.0000, exactly\n",
            Tool.Run("evaluate", _tool.At("lake"), "--exact").Out.ReplaceLineEndings("\n"));
        _tool.Train("pole");
        Assert.Contains("leave --exact away", Tool.Run("evaluate", _tool.At("pole"), "--exact").Mistake);
    }

    [Theory]
    [InlineData("FrozenLake-v1")]
    [InlineData("FrozenLake-v1:map=SFF/FHG,slippery=false")]
    [InlineData("FrozenLake8x8-v1")]
    [InlineData("CliffWalking-v1")]
    [InlineData("Taxi-v3")]
    [InlineData("Taxi-v4:rain=true,fickle=true")]
    [InlineData("Blackjack-v1")]
    public void Without_a_preset_a_world_of_numbered_states_gets_a_table_and_shows_it_at_play(string environment)
    {
        Printed trained = Tool.Run("train", environment, "--steps", "20000", "--out", _tool.At("r"));
        Assert.True(trained.Code == App.Fine, trained.Error);
        Assert.Contains("preset q-learning", trained.Out);
        Assert.StartsWith($"{environment}, 50 greedy episodes: mean ", Tool.Run("evaluate", _tool.At("r"), "--episodes", "50").Out);
        Assert.StartsWith("episode 1: score ", Tool.Run("play", _tool.At("r")).Out);
        Assert.Equal(App.Fine, Tool.Run("play", _tool.At("r"), "--gif", _tool.At("a.gif"), "--size", "80x60").Code);
    }

    [Fact]
    public void Options_of_a_table_are_flags_like_all_others()
    {
        Printed trained = Tool.Run("train", "CliffWalking-v1", "--steps", "500", "--set", "method=sarsa", "--set", "visitPower=0", "--out", _tool.At("r"));
        Assert.True(trained.Code == App.Fine, trained.Error);
        string config = File.ReadAllText(Path.Combine(_tool.At("r"), "config.json"));
        Assert.Contains("\"method\": \"sarsa\"", config, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("visitPower is 3: it must be between 0 and 1.", Tool.Run("train", "CliffWalking-v1", "--set", "visitPower=3").Mistake);
    }

    [Fact]
    public void A_world_whose_states_never_repeat_is_refused()
        => Assert.Contains("A table needs states that it meets again", Tool.Run("train", "CartPole-v1", "--preset", "q-learning", "--out", _tool.At("r")).Mistake);

    [Fact]
    public void The_tutorials_experiment_says_in_how_many_iterations_it_was_solved_and_logs_every_one()
    {
        Printed result = Tool.Run("train", "FrozenLake-v1", "--preset", "frozenlake-q", "--seed", "1", "--out", _tool.At("r"));
        Assert.True(result.Code == App.Fine, result.Error);
        Assert.Matches(@"(S|Not s)olved in [\d,]+ iterations; the best reward was 0\.\d\d\d\.", result.Out);
        int iterations = File.ReadLines(Path.Combine(_tool.At("r"), "metrics.jsonl")).Count();
        Assert.InRange(iterations, 100, 5_000);
        string events = Encoding.Latin1.GetString(File.ReadAllBytes(Path.Combine(_tool.At("r"), "events.out.tfevents.bellman")));
        Assert.Equal(iterations, Count(events, "\u0006reward"));
        Assert.Equal(iterations, Count(events, "\u000bbest_reward"));
    }

    [Fact]
    public void The_tutorials_experiment_stops_as_soon_as_its_mean_is_reached()
    {
        Printed result = Tool.Run("train", "FrozenLake-v1", "--preset", "frozenlake-q", "--set", "stopAt=0.3", "--json", "--out", _tool.At("r"));
        JsonElement last = JsonDocument.Parse(File.ReadLines(Path.Combine(_tool.At("r"), "metrics.jsonl")).Last()).RootElement;
        Assert.InRange(last.GetProperty("evaluation").GetProperty("mean").GetDouble(), 0.3, 1);
        Assert.Contains($"Solved in {last.GetProperty("steps").GetInt32():N0} iterations", result.Error);
        Assert.Equal(TrainTests.Fingerprint(result), TrainTests.Fingerprint(Tool.Run("train", "--resume", _tool.At("r"), "--json")));
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
