using Bellman.Environments;

namespace Bellman.Tests.Environments;

/// <summary>Names of worlds that nobody would write. The environment variable BELLMAN_FUZZ_NAMES asks for more than the usual number.</summary>
public class EnvironmentNameFuzzTests
{
    private static readonly string[] Names =
    [
        "FrozenLake-v1:map=8x8,slippery=false,limit=9", "Taxi-v4:masked=true,fickle=true,rain=true,limit=none", "Blackjack-v1:rules=sab",
        "Bellman/Marchers-v0:skip=4,sticky=0.25,actions=all,limit=none,noops=30,lifeloss=true,seed=-1", "MinAtar/Breakout-v1:sticky=0.1,ramping=true",
        "CliffWalking-v1:limit=2147483647", "ALE/Rom-v5:rom=\"a, b=c\"\"d.bin\",skip=1", "CartPole-v1",
    ];

    private static readonly string[] Pieces =
        [":", ",", "=", "\"", "\"\"", "\0", "-", "-1", "0", "2147483647", "99999999999", "1e400", "NaN", "none", "true", " ", "é", "map=", "limit=", "seed="];

    [Fact]
    public void A_name_is_a_world_or_refused_with_a_sentence()
    {
        int count = Mutations.Count("BELLMAN_FUZZ_NAMES", 1000), made = 0;
        var random = new Rng(3);
        for (int i = 0; i < count; i++)
        {
            string name = Names[random.NextInt(Names.Length)];
            for (int changes = random.NextInt(4); changes > 0; changes--)
            {
                int at = random.NextInt(name.Length + 1), gone = Math.Min(random.NextInt(3), name.Length - at);
                name = name[..at] + (random.NextInt(2) == 0 ? Pieces[random.NextInt(Pieces.Length)] : "") + name[(at + gone)..];
            }
            try
            {
                Catalogue.Factory(name);
                made++;
            }
            catch (BellmanException error)
            {
                Assert.NotEmpty(error.Message);
            }
        }
        Assert.InRange(made, 1, count - 1);
    }

    [Theory]
    [InlineData("plain.bin"), InlineData("Pitfall (1983), v=2.bin"), InlineData("\"quoted\", a=b"), InlineData("=,\"\"")]
    public void Every_path_can_be_an_option(string path)
    {
        EnvironmentName name = EnvironmentName.Parse(EnvironmentName.With("ALE/Pong-v5:sticky=0", "rom", path));
        Assert.Equal((path, "0"), (name["rom"], name["sticky"]));
        Assert.Equal("ALE/Pong-v5:sticky=0", name.Without("rom"));
    }

    [Fact]
    public void An_option_that_stands_twice_is_refused()
        => Assert.Contains("twice", Assert.Throws<BellmanException>(() => EnvironmentName.Parse("A:b=1,b=2")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("-1", uint.MaxValue), InlineData("-2147483648", 0x80000000u), InlineData("4294967295", uint.MaxValue), InlineData("7", 7u)]
    public void A_seed_of_ALE_is_32_bits_with_a_sign_or_without(string text, uint bits)
        => Assert.Equal(bits, EnvironmentName.Parse("A:seed=" + text).Bits("seed"));

    [Fact]
    public void Only_what_is_near_is_suggested()
    {
        Assert.DoesNotContain("did you mean", Assert.Throws<BellmanException>(() => Catalogue.Create("BipedalWalker-v3")).Message, StringComparison.Ordinal);
        Assert.Contains("'CartPole-v1'", Assert.Throws<BellmanException>(() => Catalogue.Create("Cartpole-v1")).Message, StringComparison.Ordinal);
    }
}
