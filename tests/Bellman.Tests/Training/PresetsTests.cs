using Bellman.Training;

namespace Bellman.Tests.Training;

public class PresetsTests
{
    [Theory]
    [InlineData("ALE/Pong-v5", "atari", "ALE/Pong-v5:skip=1,lifeloss=true")]
    [InlineData("PongNoFrameskip-v4:sticky=0.25", "atari", "PongNoFrameskip-v4:sticky=0.25,skip=1,lifeloss=true")]
    [InlineData("ALE/Pong-v5:lifeloss=false", "atari", "ALE/Pong-v5:lifeloss=false,skip=1")]
    [InlineData("Bellman/Marchers-v0", "marchers", "Bellman/Marchers-v0:lifeloss=true")]
    [InlineData("CartPole-v1", "cartpole", "CartPole-v1")]
    public void A_world_has_a_default_which_keeps_what_its_name_says(string world, string preset, string trained)
    {
        RunOptions options = Presets.For(world);
        Assert.Equal((preset, trained), (options.Preset, options.Environment));
    }

    [Fact]
    public void A_preset_of_another_family_leaves_the_name_alone()
        => Assert.Equal("CartPole-v1", Presets.For("CartPole-v1", "marchers").Environment);

    [Fact]
    public void Every_preset_is_consistent()
    {
        foreach (Preset preset in Presets.All)
        {
            preset.Options.Validate();
            Assert.Equal(preset.Name, preset.Options.Preset);
        }
    }
}
