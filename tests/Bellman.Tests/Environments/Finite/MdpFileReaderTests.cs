using System.Text;
using Bellman.Environments;
using Bellman.Environments.Finite;
using Bellman.Planning;
using Xunit.Abstractions;
using Encoding = System.Text.Encoding;

namespace Bellman.Tests.Environments.Finite;

public class MdpFileReaderTests(ITestOutputHelper output)
{
    private const string Good = """
        { // waiting pays 1, leaving pays 5 and ends it
          "states": 2, "actions": 2, "timeLimit": 2, "start": [1, 0],
          "transitions": [[0, 0, 1, 0, 1], [0, 1, 0.5, 1, 5], [0, 1, 0.5, 0, -1e-3],], }
        """;

    [Fact]
    public void Rows_become_columns_in_any_order_of_pairs()
    {
        FiniteMdp mdp = Parse("""{ "states": 3, "actions": 2, "transitions": [[1, 1, 1, 2, 7], [0, 0, 0.5, 1, 2], [1, 0, 1, 0, 3], [0, 0, 0.5, 2, 4]] }""").ToMdp();
        Assert.Equal([0, 2, 2, 3, 4, 4, 4], mdp.Offsets.ToArray());
        Assert.Equal([1, 2, 0, 2], mdp.NextStates.ToArray());
        Assert.Equal([2, 4, 3, 7], mdp.Rewards.ToArray());
        Assert.Equal([false, false, true], mdp.Absorbing.ToArray());
        Assert.Equal([1, 0, 0], mdp.Start.ToArray());
    }

    [Fact]
    public void Comments_last_commas_and_a_byte_order_mark_do_no_harm()
    {
        MdpFile file = MdpFileReader.Parse([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Good)], "w.json");
        Assert.Equal((2, 2, 3, 2), (file.States, file.Actions, file.Transitions.Count, file.TimeLimit));
    }

    [Theory]
    [InlineData("[]", "it must be an object, { \"states\": ..., ... }.")]
    [InlineData("null", "it must be an object, { \"states\": ..., ... }.")]
    [InlineData("""{ "states": 1, "actions": 1 }""", "it does not say 'transitions'.")]
    [InlineData("""{ "stats": 1 }""", "it says 'stats', which no environment has: did you mean 'states'?")]
    [InlineData("""{ "states": 1, "states": 2 }""", "it says 'states' twice.")]
    [InlineData("""{ "states": 1.5 }""", "states must be a whole number from 1 to 2147483647.")]
    [InlineData("""{ "states": 3000000000 }""", "states must be a whole number from 1 to 2147483647.")]
    [InlineData("""{ "actions": "two" }""", "actions must be a whole number of at least 1.")]
    [InlineData("""{ "timeLimit": 0 }""", "timeLimit must be a whole number from 1 to 2147483647.")]
    [InlineData("""{ "start": 1 }""", "start must be a list of numbers.")]
    [InlineData("""{ "start": [null] }""", "start must have nothing but numbers.")]
    [InlineData("""{ "transitions": null }""", "transitions must be a list of rows, [[state, action, probability, successor, reward], ...].")]
    [InlineData("""{ "transitions": [null] }""", "row 0 of the transitions must be five numbers: state, action, probability, successor, reward.")]
    [InlineData("""{ "transitions": [[0, 0, 1, 0]] }""", "row 0 of the transitions must be five numbers: state, action, probability, successor, reward.")]
    [InlineData("""{ "transitions": [[0, 0, 1, 0, 1, 1]] }""", "row 0 of the transitions must be five numbers: state, action, probability, successor, reward.")]
    [InlineData("""{ "transitions": [[0, 0, 1, 0, 1e400]] }""", "a number in it is too large.")]
    public void What_is_no_world_is_refused_in_its_own_terms(string text, string sentence)
        => Assert.Equal($"The environment 'w.json' cannot be read: {sentence}", Assert.Throws<BellmanException>(() => Parse(text)).Message);

    [Fact]
    public void What_is_no_json_is_refused_with_the_place()
    {
        Assert.Equal("The environment 'w.json' is no JSON from line 2, byte 13 on: mend it there, or just before.",
            Assert.Throws<BellmanException>(() => Parse("{ \"states\": 2,\n \"actions\": x }")).Message);
        Assert.StartsWith("The environment 'w.json' is no JSON from line 1, ", Assert.Throws<BellmanException>(() => Parse("")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2000000000 states and 1 actions are too many for an environment of 1 transitions: number only the states that occur.",
        """{ "states": 2000000000, "actions": 1, "transitions": [[0, 0, 1, 1, 0]] }""")]
    [InlineData("2147483647 states and 2147483647 actions are too many for an environment of 0 transitions: number only the states that occur.",
        """{ "states": 2147483647, "actions": 2147483647, "transitions": [] }""")]
    [InlineData("State 0, action 0 pays 1E+39: whoever plays is paid in single precision, at most 3.4E+38.",
        """{ "states": 2, "actions": 1, "transitions": [[0, 0, 1, 1, 1e39]] }""")]
    public void Sizes_and_rewards_that_cannot_be_are_refused(string sentence, string text)
        => Assert.Equal(sentence, Assert.Throws<BellmanException>(() => Parse(text).ToMdp()).Message);

    [Fact]
    public void A_world_of_many_states_is_read_and_drawn_in_little_memory()
    {
        const int States = 60_000;
        var text = new StringBuilder($$"""{ "states": {{States}}, "actions": 1, "transitions": [""");
        for (int state = 0; state < States - 1; state++)
        {
            text.Append(null, $"[{state},0,1,{state + 1},-1],");
        }
        FiniteMdp mdp = Parse(text.Append("] }").ToString()).ToMdp();
        Assert.Equal(1 - States, Plan.Solve(mdp, null).ExpectedReturn);
        var environment = new MdpEnvironment("Long", mdp);
        Assert.InRange((long)environment.Width * environment.Height, States, 2400 * 2400);
    }

    [Theory]
    [InlineData("world.json", true)]
    [InlineData("WORLD.JSON", true)]
    [InlineData("world.jsn", false)]
    public void A_file_is_known_by_its_ending_in_capitals_too(string name, bool isFile) => Assert.Equal(isFile, Catalogue.IsFinite(name));

    /// <summary>BELLMAN_FUZZ_WORLDS asks for another number of mutations than 1,000.</summary>
    [Fact]
    public void A_file_that_somebody_changed_is_read_or_refused()
    {
        int mutations = Mutations.Count("BELLMAN_FUZZ_WORLDS", 1000), read = 0;
        string[] scraps = ["0", "-1", "1e39", "1e-320", "1e400", "2147483647", "2000000000", "99999999999999999999", "null", "[", "]", "{", "}", "\"", ",", ":", "[null]",
            "\"states\"", "\"start\":", "\\ud800", "\u001b", "\uFEFF", "NaN", "true", "//", "/*", "0.30000000000000004", "[[[[[[[[[[[[[[[[[[[["];
        var random = new Rng(20261129);
        long most = 0;
        for (int i = 0; i < mutations; i++)
        {
            byte[] text = Mutations.OfText(Encoding.UTF8.GetBytes(Good), scraps, ref random);
            long before = GC.GetAllocatedBytesForCurrentThread();
            read += Survives(text, random) ? 1 : 0;
            most = Math.Max(most, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        output.WriteLine($"{mutations} mutations, {read} read, at most {most / 1e6:F1} MB");
        Assert.InRange(most, 0, 256_000_000);
        Assert.InRange(read, mutations / 50, mutations / 2);
    }

    // Read, planned for and played if it can be, else refused with a sentence.
    private static bool Survives(byte[] text, Rng random)
    {
        try
        {
            MdpFile file = MdpFileReader.Parse(text, "w.json");
            var environment = new MdpEnvironment("Own", file.ToMdp(), timeLimit: file.TimeLimit);
            var lanes = new VectorEnvironment(() => environment, 1, 1);
            for (int step = 0; step < 20; step++)
            {
                lanes.Step([random.NextInt(environment.Mdp.ActionCount)]);
            }
            Assert.True(double.IsFinite(Plan.Solve(environment.Mdp, Math.Min(file.TimeLimit ?? 10, 10)).ExpectedReturn));
            return true;
        }
        catch (BellmanException refusal)
        {
            Assert.Contains(refusal.Message[^1], ".?");
            Assert.DoesNotContain("System.", refusal.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(refusal.Message, char.IsControl);
            return false;
        }
    }

    private static MdpFile Parse(string text) => MdpFileReader.Parse(Encoding.UTF8.GetBytes(text), "w.json");
}
