using Bellman.Environments;
using Bellman.Environments.Finite;
using Bellman.Training;

namespace Bellman.Learning.Tests;

/// <summary>Tables reach what planning knows can be reached, as docs/results.md says for ten seeds.</summary>
[Trait("speed", "slow")]
public class TablePresetTests
{
    private const int Episodes = 10_000;

    public static TheoryData<ulong> Seeds => [1, 2, 3];

    public static TheoryData<string> Presets => ["q-learning", "sarsa", "expected-sarsa", "double-q", "n-step-q", "q-lambda", "dyna-q"];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Q_learning_crosses_the_frozen_lake(ulong seed) => Assert.InRange(Train("FrozenLake-v1", seed).Score(Episodes).Mean, 0.72, 0.76);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Q_learning_drives_the_taxi(ulong seed) => Assert.InRange(Train("Taxi-v3", seed).Score(Episodes).Mean, 7.8, 8.1);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Q_learning_walks_along_the_cliff(ulong seed) => Assert.Equal(-13, Train("CliffWalking-v1", seed).Score(Episodes).Mean);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Q_learning_loses_little_at_blackjack(ulong seed)
        // Exactly, not played: the standard error of 10,000 games, 0.0095, is most of what lies between the optimum and the bar.
        => Assert.InRange(Exactly("Blackjack-v1", Train("Blackjack-v1", seed)), -0.046, -0.043);

    [Theory]
    [MemberData(nameof(Presets))]
    public void Every_method_drives_the_taxi_nearly_as_well_as_it_can_be_driven(string preset)
        => Assert.InRange(Exactly("Taxi-v3", Train("Taxi-v3", 1, preset)), 7.85, 7.93 + 1e-9);

    [Fact]
    public void A_network_on_columns_crosses_the_frozen_lake_too()
        => Assert.InRange(Train("FrozenLake-v1", 1, "frozenlake-dqn").Score(Episodes).Mean, 0.7, 0.76);

    private static TrainingRun Train(string environment, ulong seed, string? preset = null)
    {
        var run = new TrainingRun(Training.Presets.For(environment, preset) with { Seed = seed });
        foreach (Progress _ in run.Train())
        {
        }
        return run;
    }

    private static double Exactly(string environment, TrainingRun run)
        => ExactEvaluator.Run(run.Policy, (MdpEnvironment)Catalogue.Create(environment));
}
