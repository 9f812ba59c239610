using Bellman.Environments;

namespace Bellman.Tests.Environments;

public class CatalogueTests
{
    [Fact]
    public void Every_entry_can_be_made_and_carries_its_own_name()
    {
        foreach (CatalogueEntry entry in Catalogue.Entries)
        {
            Assert.Equal(entry.Name, Catalogue.Create(entry.Name).Spec.Name);
        }
    }

    [Fact]
    public void Every_call_makes_a_fresh_world()
        => Assert.NotSame(Catalogue.Create("CartPole-v1"), Catalogue.Create("CartPole-v1"));

    [Theory]
    [InlineData("CartPole-v0", 4, 2, 200)]
    [InlineData("CartPole-v1", 4, 2, 500)]
    [InlineData("MountainCar-v0", 2, 3, 200)]
    [InlineData("Acrobot-v1", 6, 3, 500)]
    [InlineData("LunarLander-v3", 8, 4, 1_000)]
    public void Sizes_and_time_limits_are_Gymnasiums(string name, int observationLength, int actions, int timeLimit)
    {
        EnvironmentSpec spec = Catalogue.Create(name).Spec;
        Assert.Equal((observationLength, actions, timeLimit), (spec.ObservationLength, spec.ActionCount, spec.TimeLimit));
        Assert.Equal(actions, spec.ActionNames.Count);
    }

    [Fact]
    public void An_unknown_name_is_answered_with_the_nearest_one()
    {
        var error = Assert.Throws<BellmanException>(() => Catalogue.Create("cartpol-v1"));
        Assert.Equal("There is no environment 'cartpol-v1': did you mean 'CartPole-v1'?", error.Message);
    }
}
