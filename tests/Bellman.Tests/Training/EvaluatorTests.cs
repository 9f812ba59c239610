using Bellman.Agents;
using Bellman.Agents.Dqn;
using Bellman.Environments;
using Bellman.Environments.Control;
using Bellman.Environments.MinAtar;
using Bellman.Training;

namespace Bellman.Tests.Training;

public class EvaluatorTests
{
    private sealed class LeanPolicy : IPolicy
    {
        public void Act(ReadOnlySpan<float> observations, ReadOnlySpan<bool> legal, Span<int> actions)
        {
            for (int row = 0; row < actions.Length; row++)
            {
                actions[row] = observations[row * 4 + 2] + observations[row * 4 + 3] > 0 ? 1 : 0;
            }
        }
    }

    [Fact]
    public void A_score_does_not_depend_on_how_many_episodes_are_played_at_once()
    {
        Evaluation together = Evaluator.Run(new LeanPolicy(), CartPole.V1, 50, seed: 3);
        var alone = new double[50];
        for (int episode = 0; episode < 50; episode++)
        {
            alone[episode] = PlayAlone(CartPole.V1(), new Rng(3, (ulong)episode));
        }
        Assert.Equal(Evaluation.Of(alone), together);
        Assert.True(together.Std > 0);
    }

    [Fact]
    public void Figures_are_those_worked_by_hand()
    {
        Evaluation score = Evaluation.Of([1, 2, 3, 6]);
        Assert.Equal((4, 3.0, 1.0, 6.0), (score.Episodes, score.Mean, score.Min, score.Max));
        Assert.Equal(Math.Sqrt(3.5), score.Std, 12);
        Assert.Equal(3 - 1.959964 * Math.Sqrt(3.5 / 3), score.Interval95!.Value.Low, 9);
    }

    [Fact]
    public void The_time_limit_ends_an_evaluation_episode()
        => Assert.Equal(-200, Evaluator.Run(new IdlePolicy(), () => new MountainCar(), 3, 1).Mean);

    [Fact]
    public void In_a_world_without_a_time_limit_an_episode_is_cut_off()
    {
        // A submarine that never dives is never hit, and has air for ever.
        Evaluation score = Evaluator.Run(
            new IdlePolicy(action: 0), () => new MinAtarEnvironment(MinAtarGame.Seaquest, new() { Sticky = 0 }), 2, 1, longest: 500);
        Assert.Equal(0, score.Mean);
        Assert.Equal(27_000, new RunOptions { Environment = "any", Agent = new DqnOptions() }.LongestEpisode);
    }

    private sealed class IdlePolicy(int action = 1) : IPolicy
    {
        public void Act(ReadOnlySpan<float> observations, ReadOnlySpan<bool> legal, Span<int> actions) => actions.Fill(action);
    }

    private static double PlayAlone(IEnvironment environment, Rng random)
    {
        var seen = new float[4];
        var action = new int[1];
        environment.Reset(ref random, seen);
        double total = 0;
        for (int step = 0; step < environment.Spec.TimeLimit; step++)
        {
            new LeanPolicy().Act(seen, [], action);
            Outcome outcome = environment.Step(action[0], ref random, seen);
            total += outcome.Reward;
            if (outcome.EpisodeOver)
            {
                break;
            }
        }
        return total;
    }

    [Fact]
    public void A_policy_that_walks_in_circles_where_there_is_no_time_limit_is_cut_off()
        => Assert.Equal(-Evaluator.LongestEpisode, Evaluator.Run(new AlwaysTheFirst(), Catalogue.Factory("CliffWalking-v1"), 1, 1).Mean);

    private sealed class AlwaysTheFirst : IPolicy
    {
        public void Act(ReadOnlySpan<float> observations, ReadOnlySpan<bool> legal, Span<int> actions) => actions.Clear();
    }
}
