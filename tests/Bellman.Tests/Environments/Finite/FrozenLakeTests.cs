using Bellman.Environments.Finite;

namespace Bellman.Tests.Environments.Finite;

public class FrozenLakeTests
{
    [Theory]
    [InlineData("The map has no start: put a letter S into it.", "FFG", "HFF")]
    [InlineData("The map has no goal: put a letter G into it.", "SFF", "HFF")]
    [InlineData("The rows of the map differ in length, or there are none: give every row the same number of letters.", "SFF", "FG")]
    [InlineData("The rows of the map differ in length, or there are none: give every row the same number of letters.")]
    [InlineData("The rows of the map differ in length, or there are none: give every row the same number of letters.", "", "")]
    [InlineData("The map has the letter 'X': a lake is made of S (start), F (ice), H (hole) and G (goal).", "SFX", "HFG")]
    public void A_bad_map_is_refused_in_one_sentence(string sentence, params string[] map)
        => Assert.Equal(sentence, Assert.Throws<BellmanException>(() => FrozenLake.Mdp(map)).Message);

    [Fact]
    public void Several_starts_are_equally_likely()
        => Assert.Equal([0.5, 0, 0, 0.5], FrozenLake.Mdp(["SG", "FS"]).Start.ToArray());
}
