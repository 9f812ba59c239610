using System.Text.Json;
using Bellman.Cli.Tests.Support;

namespace Bellman.Cli.Tests.Commands;

public sealed class SolveTests : IDisposable
{
    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Theory]
    [InlineData("0.7442", "FrozenLake-v1")]
    [InlineData("0.7402", "FrozenLake-v1", "--gamma", "0.99")]
    [InlineData("0.8235", "FrozenLake-v1", "--horizon", "none")]
    [InlineData("0.9132", "FrozenLake8x8-v1")]
    [InlineData("0.9132", "FrozenLake-v1:map=8x8,limit=200")]
    [InlineData("1.0000", "FrozenLake-v1:slippery=false")]
    [InlineData("7.9300", "Taxi-v3")]
    [InlineData("7.9300", "Taxi-v4:masked=true")]
    [InlineData("-13.0000", "CliffWalking-v1")]
    [InlineData("-0.0431", "Blackjack-v1")]
    [InlineData("-0.0431", "Blackjack-v1:rules=sab")]
    [InlineData("-0.0257", "Blackjack-v1:rules=natural")]
    [InlineData("-0.0466", "Blackjack-v1:rules=plain")]
    public void The_best_returns_are_known_to_four_decimals(string expected, params string[] args)
        => Assert.Equal(expected, Solve(args).GetProperty("expectedReturn").GetDouble().ToString("0.0000", null));

    [Theory]
    [InlineData("value-iteration")]
    [InlineData("q-value-iteration")]
    [InlineData("policy-iteration")]
    public void Every_method_finds_the_same(string method)
    {
        JsonElement solved = Solve("FrozenLake-v1", "--horizon", "none", "--method", method);
        Assert.Equal(method, solved.GetProperty("method").GetString());
        Assert.Equal(0.823529, solved.GetProperty("expectedReturn").GetDouble(), 1e-6);
        Assert.InRange(solved.GetProperty("bound").GetDouble(), 0, 1e-8);
        Assert.InRange(solved.GetProperty("sweeps").GetInt32(), 1, 2_000);
    }

    [Fact]
    public void With_json_standard_output_is_one_object_with_the_agreed_names()
    {
        JsonElement limited = Solve("FrozenLake-v1"), endless = Solve("CliffWalking-v1");
        Assert.Equal(["environment", "method", "gamma", "horizon", "expectedReturn", "sweeps", "bound"], limited.EnumerateObject().Select(p => p.Name));
        Assert.Equal(("FrozenLake-v1", "finite-horizon", 1, 100, 100), (limited.GetProperty("environment").GetString(),
            limited.GetProperty("method").GetString(), limited.GetProperty("gamma").GetDouble(), limited.GetProperty("horizon").GetInt32(),
            limited.GetProperty("sweeps").GetInt32()));
        Assert.Equal(JsonValueKind.Null, endless.GetProperty("horizon").ValueKind);
    }

    [Fact]
    public void A_world_of_ones_own_is_solved_from_its_file()
    {
        // Waiting pays 1, leaving pays 5 and ends it: with two steps, wait and leave.
        string file = Write("""{ "states": 2, "actions": 2, "timeLimit": 2, "transitions": [[0, 0, 1, 0, 1], [0, 1, 1, 1, 5]] }""");
        Assert.Equal(6, Solve(file).GetProperty("expectedReturn").GetDouble());
        Assert.Equal(10, Solve(file, "--horizon", "6").GetProperty("expectedReturn").GetDouble());
        Assert.Contains("the expected return is 6.0000", Tool.Run("solve", file).Out);
    }

    [Theory]
    [InlineData("The map has no start: put a letter S into it.", "FrozenLake-v1:map=FF/FG")]
    [InlineData("The map has no goal: put a letter G into it.", "FrozenLake-v1:map=SF/FF")]
    [InlineData("The rows of the map differ in length, or there are none: give every row the same number of letters.", "FrozenLake-v1:map=SFF/FG")]
    [InlineData("The map has the letter 'X': a lake is made of S (start), F (ice), H (hole) and G (goal).", "FrozenLake-v1:map=SX/FG")]
    [InlineData("'1.5' does not fit --gamma: it must be a number from 0 to 1.", "FrozenLake-v1", "--gamma", "1.5")]
    [InlineData("'nan' does not fit --gamma: it must be a number from 0 to 1.", "FrozenLake-v1", "--gamma", "nan")]
    [InlineData("'0' does not fit --horizon: it must be a whole number of at least 1, or none.", "FrozenLake-v1", "--horizon", "0")]
    [InlineData("There is no method 'value-iterate': did you mean 'value-iteration'?", "FrozenLake-v1", "--method", "value-iterate")]
    [InlineData("Planning for a finite horizon needs one: name the number of steps, or choose value-iteration.",
        "CliffWalking-v1", "--method", "finite-horizon")]
    [InlineData("The dynamics of CartPole-v1 are not known as a table, so that it cannot be solved: 'bellman train CartPole-v1' learns it instead.",
        "CartPole-v1")]
    [InlineData("There is no environment 'FrozenLake-v2': did you mean 'FrozenLake-v1'?", "FrozenLake-v2")]
    [InlineData("FrozenLake-v1 has no option 'slipery': it has limit, map, slippery.", "FrozenLake-v1:slipery=false")]
    [InlineData("'maybe' does not fit the option 'slippery' of FrozenLake-v1: it must be true or false.", "FrozenLake-v1:slippery=maybe")]
    [InlineData("CartPole-v1 has no options: leave ':map=...' away.", "CartPole-v1:map=8x8")]
    [InlineData("'map' in 'FrozenLake-v1:map' is not an option: write for example FrozenLake-v1:map=8x8,slippery=false, "
        + "and a value with commas or equal signs between quotation marks, such as rom=\"a, b.bin\".", "FrozenLake-v1:map")]
    public void A_mistake_is_one_sentence(string sentence, params string[] args) => Assert.Equal(sentence, Tool.Run(["solve", .. args]).Mistake);

    [Theory]
    [InlineData("The probabilities of state 0, action 0 sum to 0.75: they must sum to 1.",
        """{ "states": 2, "actions": 1, "transitions": [[0, 0, 0.5, 1, 0], [0, 0, 0.25, 0, 0]] }""")]
    [InlineData("The start probabilities sum to 0.5: they must sum to 1.",
        """{ "states": 2, "actions": 1, "start": [0.5, 0], "transitions": [[0, 0, 1, 1, 0]] }""")]
    [InlineData("With gamma = 1 the return from state 0 has no bound, because an episode can never end from there: choose a gamma below 1, or a horizon.",
        """{ "states": 1, "actions": 1, "transitions": [[0, 0, 1, 0, -1]] }""")]
    [InlineData("Row 0 of the transitions is [0, 0, 1, 7, 0]: it must be state (below 2), action (below 1), probability, successor, reward.",
        """{ "states": 2, "actions": 1, "transitions": [[0, 0, 1, 7, 0]] }""")]
    public void A_world_that_is_none_is_one_sentence(string sentence, string json) => Assert.Equal(sentence, Tool.Run("solve", Write(json)).Mistake);

    [Fact]
    public void A_file_that_is_not_a_world_says_where()
    {
        Assert.EndsWith("cannot be read: it says 'stats', which no environment has: did you mean 'states'?", Tool.Run("solve", Write("""{ "stats": 2 }""")).Mistake);
        Assert.Contains("There is no file", Tool.Run("solve", _tool.At("nothing.json")).Mistake);
    }

    private static JsonElement Solve(params string[] args)
    {
        Printed result = Tool.Run(["solve", .. args, "--json"]);
        Assert.True(result.Code == App.Fine, result.Error);
        return JsonDocument.Parse(Assert.Single(result.Out.TrimEnd('\n').Split('\n'))).RootElement;
    }

    private string Write(string json)
    {
        File.WriteAllText(_tool.At("world.json"), json);
        return _tool.At("world.json");
    }
}
