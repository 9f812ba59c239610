using System.Globalization;
using Bellman.Environments.Finite;
using Bellman.Planning;
using Bellman.Tests.Oracles;

namespace Bellman.Tests.Environments.Finite;

/// <summary>The same transitions, rewards, endings and starts as Gymnasium's own tables; each file says how it was made.</summary>
public class GoldenTests
{
    [Theory]
    [InlineData("FrozenLake4x4")]
    [InlineData("FrozenLake8x8")]
    [InlineData("FrozenLakeDry")]
    [InlineData("CliffWalking")]
    [InlineData("CliffWalkingSlippery")]
    [InlineData("Taxi")]
    [InlineData("TaxiRain")]
    public void Transitions_and_starts_are_Gymnasiums(string name)
    {
        FiniteMdp mdp = Worlds.Make(name);
        var pairs = Rows(name).GroupBy(cells => (State: Int(cells[0]), Action: Int(cells[1])));
        int compared = 0;
        foreach (var pair in pairs.Where(pair => !mdp.Absorbing[pair.Key.State]))
        {
            // Gymnasium marks the transition that ends; here the state it leads to is absorbing.
            var expected = pair.Select(c => (Int(c[3]), Double(c[4]), c[5] == "1")).Order().ToArray();
            var actual = Outcomes(mdp, pair.Key.State, pair.Key.Action);
            Assert.Equal(expected, actual.Keys.Order());
            Assert.All(pair, c => Assert.Equal(Double(c[2]), actual[(Int(c[3]), Double(c[4]), c[5] == "1")], 1e-15));
            compared++;
        }
        Assert.InRange(compared, 28, 3000);
        AssertStarts(name, mdp);
    }

    [Fact]
    public void Legal_actions_of_a_masked_taxi_are_Gymnasiums()
    {
        FiniteMdp mdp = Taxi.Mdp(new() { Masked = true });
        string[][] rows = [.. Rows("TaxiMask")];
        for (int state = 0; state < 500; state++)
        {
            string legal = string.Concat(Enumerable.Range(0, 6).Select(action => mdp.IsLegal(state, action) ? '1' : '0'));
            Assert.True(mdp.Absorbing[state] || legal == rows[state][0], $"state {state}: {legal} instead of {rows[state][0]}");
        }
    }

    [Fact]
    public void A_fickle_passenger_changes_the_destination_as_Gymnasiums_does()
    {
        FiniteMdp mdp = Taxi.Mdp(new() { Fickle = 0.3 });
        foreach (var pair in Rows("TaxiFickle").GroupBy(c => (State: Int(c[0]), Action: Int(c[1]))))
        {
            // Our upper half of the states: a change of mind is still to come.
            int[] expected = [.. pair.Select(c => Int(c[2]) + (c[3] == "1" ? 0 : Taxi.Visible)).Order()];
            var outcomes = Outcomes(mdp, pair.Key.State + Taxi.Visible, pair.Key.Action);
            Assert.Equal(expected, outcomes.Keys.Select(k => k.Successor).Order());
            Assert.All(outcomes.Values, p => Assert.Equal(1.0 / expected.Length, p, 1e-15));
        }
        Assert.Equal(0.3, mdp.Start[Taxi.Visible..].ToArray().Sum(), 1e-12);
    }

    [Fact]
    public void Every_hand_of_blackjack_goes_on_as_Gymnasiums()
    {
        // Both sides add up thousands of products, in different orders.
        const double Rounding = 1e-12;
        var environments = Enum.GetValues<BlackjackRules>().ToDictionary(rules => rules.ToString(), Blackjack.Mdp);
        foreach (var pair in Rows("Blackjack").GroupBy(c => (Rules: c[0], Hand: string.Join(',', c[1..5]), Action: Int(c[5]))))
        {
            FiniteMdp mdp = environments[pair.Key.Rules];
            string[] first = pair.First();
            int state = HandState(Int(first[1]), Int(first[2]), first[3] == "1", first[4] == "1");
            var actual = Outcomes(mdp, state, pair.Key.Action).ToLookup(o => (See(o.Key.Successor), o.Key.Reward, o.Key.Ends), o => o.Value);
            Assert.Equal(pair.Count(), actual.Count);
            Assert.All(pair, c => Assert.Equal(Double(c[6]), actual[((Int(c[7]), Int(c[2]), Int(c[8])), Double(c[9]), c[10] == "1")].Sum(), Rounding));
        }
    }

    [Fact]
    public void Hands_of_blackjack_are_dealt_as_Gymnasiums()
    {
        FiniteMdp mdp = Blackjack.Mdp();
        double sum = 0;
        foreach (string[] cells in Rows("BlackjackStart"))
        {
            double probability = mdp.Start[HandState(Int(cells[0]), Int(cells[1]), cells[2] == "1", cells[3] == "1")];
            Assert.Equal(Double(cells[4]), probability, 1e-15);
            sum += probability;
        }
        Assert.Equal(1, sum, 1e-12);
    }

    private static void AssertStarts(string name, FiniteMdp mdp)
    {
        using StreamReader reader = Open(name);
        string line;
        do
        {
            line = reader.ReadLine()!;
        }
        while (!line.StartsWith("# start ", StringComparison.Ordinal));
        var starts = line["# start ".Length..].Split(' ').Select(s => s.Split(':')).ToDictionary(s => Int(s[0]), s => Double(s[1]));
        for (int state = 0; state < mdp.StateCount; state++)
        {
            Assert.Equal(starts.GetValueOrDefault(state), mdp.Start[state], 1e-15);
        }
    }

    private static Dictionary<(int Successor, double Reward, bool Ends), double> Outcomes(FiniteMdp mdp, int state, int action)
    {
        var outcomes = new Dictionary<(int, double, bool), double>();
        int pair = state * mdp.ActionCount + action;
        for (int i = mdp.Offsets[pair]; i < mdp.Offsets[pair + 1]; i++)
        {
            var key = (mdp.NextStates[i], mdp.Rewards[i], mdp.Absorbing[mdp.NextStates[i]]);
            outcomes[key] = outcomes.GetValueOrDefault(key) + mdp.Probabilities[i];
        }
        return outcomes;
    }

    private static int HandState(int sum, int dealer, bool ace, bool natural)
        => natural ? Blackjack.NaturalState(dealer) : Blackjack.State(sum, dealer, ace);

    private static (int, int, int) See(int state)
    {
        Span<float> look = stackalloc float[3];
        Blackjack.Labels.Write(state, StateEncoding.Plain, look);
        return ((int)look[0], (int)look[1], (int)look[2]);
    }

    private static IEnumerable<string[]> Rows(string name)
    {
        using StreamReader reader = Open(name);
        while (reader.ReadLine() is { } line)
        {
            string[] cells = line.Split(',');
            if (line[0] != '#' && !cells.Contains("sum") && cells[0] is not ("state" or "mask" or "rules"))
            {
                yield return cells;
            }
        }
    }

    private static StreamReader Open(string name) => new(typeof(GoldenTests).Assembly.GetManifestResourceStream($"Golden.{name}.csv")!);

    private static int Int(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static double Double(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
