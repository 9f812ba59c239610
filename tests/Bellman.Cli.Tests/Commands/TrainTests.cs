using System.Text.Json;
using Bellman.Cli.Terminal;
using Bellman.Cli.Tests.Support;

namespace Bellman.Cli.Tests.Commands;

public sealed class TrainTests : IDisposable
{
    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void A_training_says_what_came_of_it_and_where_it_is()
    {
        Printed result = _tool.Train("r");
        Assert.Equal(App.Fine, result.Code);
        Assert.Contains("replay memory: ", result.Out);
        Assert.Contains("score by episode", result.Out);
        Assert.Contains("1,500 steps", result.Out);
        Assert.Contains("On 100 episodes by which it was not chosen: mean ", result.Out);
        Assert.True(File.Exists(Path.Combine(_tool.At("r"), "plot.svg")));
        Assert.Equal("", result.Error);
    }

    [Fact]
    public void Whoever_watches_sees_the_first_lane_beside_the_numbers()
    {
        using StringWriter output = new(), error = new();
        string[] args = ["train", "CartPole-v1", "--watch", "--out", _tool.At("w"), .. Tool.Tiny];
        Assert.Equal(App.Fine, App.Run(args, new ConsoleOutput(output, error, IsLive: true, Width: 120, Height: 30)));
        string text = output.ToString();
        Assert.Contains('\u2580', text);
        Assert.Contains("step     1,500 of 1,500", text);
        Assert.Contains("\e[?25h", text);
    }

    [Fact]
    public void A_support_that_the_rewards_exceed_is_said_once()
    {
        string[] narrow = ["--set", "head=categorical 11 0 3"];
        const string Warning = "% of what the targets say lies beyond the support of the head";
        Assert.Single(_tool.Train("plain", narrow).Out.Split('\n'), line => line.Contains(Warning));
        Printed json = _tool.Train("json", [.. narrow, "--json"]);
        Assert.DoesNotContain(Warning, json.Out);
        Assert.Single(json.Error.Split('\n'), line => line.Contains(Warning));
        foreach (string[] more in (string[][])[[], ["--watch"]])
        {
            using StringWriter output = new(), error = new();
            string[] args = ["train", "CartPole-v1", "--out", _tool.At("live" + more.Length), .. Tool.Tiny, .. narrow, .. more];
            Assert.Equal(App.Fine, App.Run(args, new ConsoleOutput(output, error, IsLive: true, Width: 120, Height: 30)));
            Assert.Single(output.ToString().Split('\n'), line => line.Contains(Warning));
        }
    }

    [Fact]
    public void With_json_standard_output_is_one_object_with_the_agreed_names()
    {
        Printed result = _tool.Train("r", "--json", "--seed", "3");
        JsonElement json = JsonDocument.Parse(Assert.Single(result.Out.TrimEnd('\n').Split('\n'))).RootElement;
        Assert.Equal(["environment", "preset", "seed", "steps", "episodes", "updates", "wallSeconds", "stepsPerSecond", "updatesPerSecond", "fingerprint",
            "out", "evaluation"], json.EnumerateObject().Select(p => p.Name));
        Assert.Equal(["episodes", "mean", "std", "min", "max"], json.GetProperty("evaluation").EnumerateObject().Select(p => p.Name));
        Assert.Equal(("CartPole-v1", "cartpole", 3UL, 1500), (json.GetProperty("environment").GetString(), json.GetProperty("preset").GetString(),
            json.GetProperty("seed").GetUInt64(), json.GetProperty("steps").GetInt32()));
        Assert.Equal(_tool.At("r"), json.GetProperty("out").GetString());
    }

    [Fact]
    public void The_same_seed_leaves_the_same_fingerprint_with_any_number_of_threads()
    {
        string one = Fingerprint(_tool.Train("a", "--json")), two = Fingerprint(_tool.Train("b", "--json", "--threads", "2"));
        Assert.Equal(one, two);
        Assert.NotEqual(one, Fingerprint(_tool.Train("c", "--json", "--seed", "2")));
    }

    [Fact]
    public void Evaluating_with_the_same_seed_repeats_the_score_of_the_training()
    {
        string trained = JsonDocument.Parse(_tool.Train("r", "--json").Out).RootElement.GetProperty("evaluation").GetRawText();
        Assert.Equal(trained, Tool.Run("evaluate", _tool.At("r"), "--json").Out.Trim());
        Assert.NotEqual(trained, Tool.Run("evaluate", _tool.At("r"), "--json", "--seed", "99").Out.Trim());
        Assert.Contains("3 greedy episodes: mean ", Tool.Run("evaluate", _tool.At("r"), "--episodes", "3").Out);
    }

    [Fact]
    public void A_finished_run_can_be_prolonged()
    {
        Assert.Equal(App.Fine, _tool.Train("whole", "--set", "steps=2500").Code);
        Assert.Equal(App.Fine, _tool.Train("parts").Code);
        Printed prolonged = Tool.Run("train", "--resume", _tool.At("parts"), "--steps", "2500", "--threads", "2");
        Assert.Equal(App.Fine, prolonged.Code);
        Assert.Contains("going on at step 1,500", prolonged.Out);
        Assert.Equal(File.ReadAllText(Path.Combine(_tool.At("whole"), "episodes.jsonl")), File.ReadAllText(Path.Combine(_tool.At("parts"), "episodes.jsonl")));
    }

    [Fact]
    public void Plots_are_drawn_of_one_run_and_of_several()
    {
        _tool.Train("a");
        _tool.Train("b", "--seed", "2");
        Assert.Equal(App.Fine, Tool.Run("plot", _tool.At("a"), _tool.At("b"), "--out", _tool.At("both.svg")).Code);
        string both = File.ReadAllText(_tool.At("both.svg"));
        Assert.Contains("2 seeds<", both);
        _tool.Train("c", "--set", "gamma=0.9");
        Assert.Equal(App.Fine, Tool.Run("plot", _tool.At("a"), _tool.At("c"), "--out", _tool.At("other.svg")).Code);
        Assert.Contains(">a<", File.ReadAllText(_tool.At("other.svg")));
        Assert.Contains(">c<", File.ReadAllText(_tool.At("other.svg")));
        File.Delete(Path.Combine(_tool.At("a"), "plot.svg"));
        Assert.Equal(Path.Combine(_tool.At("a"), "plot.svg"), Tool.Run("plot", _tool.At("a")).Out.Trim());
        Assert.Contains("<svg", File.ReadAllText(Path.Combine(_tool.At("a"), "plot.svg")));
    }

    internal static string Fingerprint(Printed result)
    {
        Assert.True(result.Code == App.Fine, result.Error);
        return JsonDocument.Parse(result.Out).RootElement.GetProperty("fingerprint").GetString()!;
    }
}
