namespace Bellman.Tests;

public class SuggestionTests
{
    [Theory]
    [InlineData("CartPol-v1", "CartPole-v1")]
    [InlineData("cartpole-v0", "CartPole-v0")]
    [InlineData("montaincar", "MountainCar-v0")]
    [InlineData("", "CartPole-v0")]
    public void The_name_that_needs_the_fewest_edits_is_nearest(string typed, string meant)
        => Assert.Equal(meant, Suggestion.Nearest(typed, ["CartPole-v0", "CartPole-v1", "MountainCar-v0"]));

    [Fact]
    public void Of_equally_near_names_the_first_is_meant() => Assert.Equal("ab", Suggestion.Nearest("a", ["ab", "ac"]));

    [Fact]
    public void Without_candidates_there_is_nothing_to_suggest()
        => Assert.Throws<ArgumentException>(() => Suggestion.Nearest("a", []));
}
