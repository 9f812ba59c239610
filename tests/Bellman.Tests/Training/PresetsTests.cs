using Bellman.Agents.Dqn;
using Bellman.Training;

namespace Bellman.Tests.Training;

public class PresetsTests
{
    [Theory]
    [InlineData("ALE/Pong-v5", "atari", "ALE/Pong-v5:skip=1,lifeloss=true")]
    [InlineData("PongNoFrameskip-v4:sticky=0.25", "atari", "PongNoFrameskip-v4:sticky=0.25,skip=1,lifeloss=true")]
    [InlineData("ALE/Pong-v5:lifeloss=false", "atari", "ALE/Pong-v5:lifeloss=false,skip=1")]
    [InlineData("Bellman/Marchers-v0", "marchers", "Bellman/Marchers-v0:skip=1,lifeloss=true")]
    [InlineData("MinAtar/Freeway-v1", "minatar", "MinAtar/Freeway-v1")]
    [InlineData("MinAtar/Breakout-v0", "minatar-breakout", "MinAtar/Breakout-v0")]
    [InlineData("MinAtar/Breakout-v1:sticky=0", "minatar-breakout", "MinAtar/Breakout-v1:sticky=0")]
    [InlineData("CartPole-v1", "cartpole", "CartPole-v1")]
    public void A_world_has_a_default_which_keeps_what_its_name_says(string environment, string preset, string trained)
    {
        RunOptions options = Presets.For(environment);
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

    [Theory]
    // kenjyoung/MinAtar, examples/dqn.py: PyTorch's RMSprop with momentum; uniformly random until learning begins.
    [InlineData("minatar-dqn", "rmsprop epsilon=0.01 decay=0.95 momentum=0.95 centered", "linear(1, 0.1, 100000 steps from 5000)")]
    // Mnih et al. 2015: 0.01 / 32^2, because our loss is a mean over 32; annealed from where learning begins.
    [InlineData("atari-nature", "rmsprop epsilon=9.765625E-06 decay=0.95 centered inside", "linear(1, 0.1, 1000000 steps from 50000)")]
    [InlineData("atari-tutorial", "rmsprop epsilon=0.1 decay=0.9 momentum=0.95 initial=1 inside", "linear(1, 0.1, 1000000 steps)")]
    [InlineData("minatar-double", "adam", "linear(1, 0.01, 100000 steps)")]
    [InlineData("atari", "adam", "linear(1, 0.01, 1000000 steps)")]
    public void A_published_recipe_has_the_optimiser_and_the_exploration_that_were_published(string preset, string optimizer, string epsilon)
    {
        var agent = (DqnOptions)Presets.All.Single(p => p.Name == preset).Options.Agent;
        Assert.Equal((optimizer, epsilon), (agent.Optimizer.ToText(), agent.Epsilon.ToString()));
    }
}
