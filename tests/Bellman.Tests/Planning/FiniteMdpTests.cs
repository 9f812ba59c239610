using Bellman.Planning;

namespace Bellman.Tests.Planning;

public class FiniteMdpTests
{
    [Fact]
    public void A_world_holds_what_its_function_listed()
    {
        FiniteMdp mdp = FiniteMdp.Create(3, 2,
            (state, action) => action == 0 ? [new(0.25, 2, 1), new(0.75, state, -1)] : state == 0 ? [] : [new(1, 0, 5)],
            state => state == 2, state => state == 0 ? 1 : 0);
        Assert.Equal([0, 2, 2, 4, 5, 5, 5], mdp.Offsets.ToArray());
        Assert.Equal([2, 0, 2, 1, 0], mdp.NextStates.ToArray());
        Assert.Equal([0.25, 0.75, 0.25, 0.75, 1], mdp.Probabilities.ToArray());
        Assert.Equal([1, -1, 1, -1, 5], mdp.Rewards.ToArray());
        Assert.False(mdp.IsLegal(0, 1));
        Assert.True(mdp.IsLegal(1, 1));
    }

    [Theory]
    [InlineData(0.5, 1, 0, "The probabilities of state 0, action 0 sum to 0.5: they must sum to 1.")]
    [InlineData(1.5, 1, 0, "The probabilities of state 0, action 0 sum to 1.5: they must sum to 1.")]
    [InlineData(double.NaN, 1, 0, "State 0, action 0 leads to state 1 with probability NaN and reward 0: the probability must be positive and the reward finite.")]
    [InlineData(1, 2, 0, "State 0, action 0 leads to state 2: states are 0 to 1.")]
    [InlineData(1, -1, 0, "State 0, action 0 leads to state -1: states are 0 to 1.")]
    [InlineData(1, 1, double.PositiveInfinity,
        "State 0, action 0 leads to state 1 with probability 1 and reward Infinity: the probability must be positive and the reward finite.")]
    public void An_impossible_transition_is_refused_in_one_sentence(double probability, int successor, double reward, string sentence)
        => Refused(sentence, () => FiniteMdp.Create(2, 1, (_, _) => [new(probability, successor, reward)], s => s == 1, s => 1 - s));

    [Theory]
    [InlineData(0.5, 0, "The start probabilities sum to 0.5: they must sum to 1.")]
    [InlineData(1.5, -0.5, "A start probability is -0.5: it must not be negative.")]
    public void An_impossible_start_is_refused(double first, double second, string sentence)
        => Refused(sentence, () => FiniteMdp.Create(2, 1, (_, _) => [new(1, 1, 0)], s => s == 1, s => s == 0 ? first : second));

    [Fact]
    public void A_state_that_leads_nowhere_must_be_absorbing()
        => Refused("State 1 has no transitions but is not absorbing: give it some, or let it be absorbing.",
            () => FiniteMdp.Create(3, 1, (s, _) => s == 0 ? [new(1, 1, 0)] : [], s => s == 2, s => s == 0 ? 1 : 0));

    [Fact]
    public void An_absorbing_state_must_lead_nowhere()
        => Refused("State 0 is absorbing but has transitions: remove them, or let it not be absorbing.",
            () => _ = new FiniteMdp(1, [0, 1], [0], [1], [0], [true], [1]));

    [Fact]
    public void Columns_of_different_lengths_are_refused()
    {
        Refused("The offsets go from 0 to 1 over 2 successors, 1 probabilities and 1 rewards: they must go from 0 to the columns' common length.",
            () => _ = new FiniteMdp(1, [0, 1], [0, 0], [1], [0], [false], [1]));
        Refused("An environment of 1 states and 2 actions cannot have 2 offsets and 1 start probabilities: it needs at least one state and action, "
            + "states x actions + 1 offsets, and a start probability for each state.",
            () => _ = new FiniteMdp(2, [0, 1], [0], [1], [0], [false], [1]));
    }

    [Fact]
    public void Offsets_that_fall_are_refused()
        => Refused("The offsets go from 2 to 1 at state 0, action 1: they must never fall.",
            () => _ = new FiniteMdp(3, [0, 2, 1, 2], [0, 0], [0.5, 0.5], [0, 0], [false], [1]));

    private static void Refused(string sentence, Action make) => Assert.Equal(sentence, Assert.Throws<BellmanException>(make).Message);
}
