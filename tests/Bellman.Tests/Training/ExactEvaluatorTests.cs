using Bellman.Agents;
using Bellman.Environments;
using Bellman.Environments.Finite;
using Bellman.Training;

namespace Bellman.Tests.Training;

public sealed class ExactEvaluatorTests
{
    [Fact]
    public void A_policy_that_falls_off_the_cliff_until_the_limit_pays_for_every_fall()
    {
        // The first step right leads into the cliff and back to the start: -100 each.
        var cliff = (MdpEnvironment)Catalogue.Create("CliffWalking-v1:limit=7");
        Assert.Equal(-700, ExactEvaluator.Run(new Always(1), cliff));
    }

    [Fact]
    public void It_is_what_played_episodes_earn_on_average()
    {
        var lake = (MdpEnvironment)Catalogue.Create("FrozenLake-v1");
        Evaluation played = Evaluator.Run(new Always(2), () => Catalogue.Create("FrozenLake-v1"), 20_000, seed: 1);
        Assert.InRange(ExactEvaluator.Run(new Always(2), lake), played.Mean - 4 * played.Std / Math.Sqrt(20_000), played.Mean + 4 * played.Std / Math.Sqrt(20_000));
    }

    [Theory]
    [InlineData(StateEncoding.Plain)]
    [InlineData(StateEncoding.OneHot)]
    public void A_policy_sees_every_state_as_the_world_shows_it(StateEncoding encoding)
    {
        var lake = (MdpEnvironment)Catalogue.Create("FrozenLake-v1:map=SF/FG,slippery=false", encoding);
        var seen = new List<float[]>();
        ExactEvaluator.Run(new Watching(seen), lake);
        Assert.Equal(lake.Spec.ObservationLength * 3, seen.Sum(observation => observation.Length)); // the goal is not asked about
        Assert.Equal(3, seen.DistinctBy(observation => string.Join(',', observation)).Count());
    }

    private sealed class Always(int action) : IPolicy
    {
        public void Act(ReadOnlySpan<float> observations, ReadOnlySpan<bool> legal, Span<int> actions) => actions.Fill(action);
    }

    private sealed class Watching(List<float[]> seen) : IPolicy
    {
        public void Act(ReadOnlySpan<float> observations, ReadOnlySpan<bool> legal, Span<int> actions)
        {
            seen.Add(observations.ToArray());
            actions.Clear();
        }
    }
}
