using Bellman.Agents;
using Bellman.Environments.Control;
using Bellman.Training;

namespace Bellman.Learning.Tests;

/// <summary>Every preset solves its world, seed by seed, as docs/results.md says.</summary>
[Trait("speed", "slow")]
public class PresetTests
{
    public static TheoryData<ulong> TenSeeds => new(Seeds(10));

    public static TheoryData<ulong> FiveSeeds => new(Seeds(5));

    [Fact]
    public void Cartpole_balances_with_every_seed_and_the_last_agent_with_eight_of_ten()
    {
        int last = 0;
        foreach (ulong seed in Seeds(10))
        {
            using TrainingRun run = Train("CartPole-v1", "cartpole", seed);
            Assert.InRange(run.Score(100).Mean, 475, 500);
            last += Evaluator.Run(run.Agent.Snapshot(), CartPole.V1, 100, seed).Mean >= 475 ? 1 : 0;
        }
        Assert.InRange(last, 8, 10);
    }

    [Fact]
    public void The_last_agent_of_PQN_balances_after_a_second_for_nine_of_ten_seeds()
        => Assert.InRange(Seeds(10).Count(seed => Train("CartPole-v1", "cartpole-pqn-quick", seed).Score(100).Mean >= 475), 9, 10);

    [Theory]
    [MemberData(nameof(TenSeeds))]
    public void Mountaincar_escapes_its_ditch_with_every_seed(ulong seed)
        => Assert.InRange(Train("MountainCar-v0", "mountaincar", seed).Score(100).Mean, -110, -83);

    [Theory]
    [MemberData(nameof(FiveSeeds))]
    public void Acrobot_swings_up_with_every_seed(ulong seed)
        => Assert.InRange(Train("Acrobot-v1", "acrobot", seed).Score(100).Mean, -79, -60);

    /// <summary>All 300,000 steps take two minutes a seed; docs/results.md has ten seeds.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Lunarlander_lands_in_half_of_its_steps(ulong seed)
        => Assert.InRange(Train("LunarLander-v3", "lunarlander", seed, steps: 150_000).Score(100).Mean, 200, 320);

    [Fact]
    public void The_first_tutorials_own_numbers_reach_a_hundred_episode_mean_of_195_for_four_of_five_seeds()
        => Assert.InRange(Seeds(5).Count(seed => BestHundredEpisodes("cartpole-adam", seed) >= 195), 4, 5);

    [Fact]
    public void The_second_tutorials_agent_scores_195_over_a_hundred_greedy_episodes_for_four_of_five_seeds()
        => Assert.InRange(Seeds(5).Count(seed => Train("CartPole-v0", "cartpole-huber", seed).Score(100).Mean >= 195), 4, 5);

    [Fact]
    public void The_third_tutorials_repaired_recipe_reaches_the_flag_in_95_of_100_greedy_episodes_for_four_of_five_seeds()
        => Assert.InRange(Seeds(5).Count(seed => Flags(Train("MountainCar-v0", "mountaincar-soft", seed).Policy) >= 95), 4, 5);

    private static int Flags(IPolicy policy)
        => Enumerable.Range(0, 100).Count(i => Evaluator.Run(policy, () => new MountainCar(), 1, (ulong)i).Mean > -200);

    private static IEnumerable<ulong> Seeds(int count) => Enumerable.Range(1, count).Select(seed => (ulong)seed);

    private static TrainingRun Train(string environment, string preset, ulong seed, long? steps = null)
    {
        RunOptions options = Presets.For(environment, preset);
        var run = new TrainingRun(options with { Seed = seed, Steps = steps ?? options.Steps });
        foreach (Progress _ in run.Train())
        {
        }
        return run;
    }

    /// <summary>The best mean return of a hundred consecutive training episodes, exploration included.</summary>
    private static double BestHundredEpisodes(string preset, ulong seed)
    {
        using var run = new TrainingRun(Presets.For("CartPole-v0", preset) with { Seed = seed, EvaluateEvery = 0 });
        var window = new Queue<double>();
        double best = 0;
        foreach (Progress progress in run.Train())
        {
            foreach (Episode episode in progress.Finished)
            {
                window.Enqueue(episode.Return);
                if (window.Count > 100)
                {
                    window.Dequeue();
                }
                best = window.Count == 100 ? Math.Max(best, window.Average()) : best;
            }
        }
        return best;
    }
}
