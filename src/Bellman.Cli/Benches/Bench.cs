using Bellman.Environments.MinAtar;

namespace Bellman.Cli.Benches;

/// <summary>What a bench measured; null where it has nothing to say.</summary>
internal sealed record BenchResult
{
    /// <summary>
    /// A hash of what was learned: a change that moves it changes behaviour, and one that does not is a refactoring.
    /// </summary>
    public string? Fingerprint { get; init; }

    public double? StepsPerSecond { get; init; }

    public double? UpdatesPerSecond { get; init; }

    public double? BytesPerStep { get; init; }

    /// <summary>Floating-point operations per second.</summary>
    public double? Flops { get; init; }

    /// <summary>The most that one core can do, in the same moments, in billions.</summary>
    public double? Peak { get; init; }
}

/// <summary>Something to measure.</summary>
internal sealed record Bench(string Name, string Description, Func<BenchResult> Run)
{
    /// <summary>Everything that <c>bellman bench</c> measures.</summary>
    public static IReadOnlyList<Bench> All { get; } =
    [
        new("training", "the preset cartpole for 6,000 steps, not evaluated", TrainingBench.CartPole),
        new("training-pqn", "the preset minatar-pqn on Breakout for 49,152 steps of 128 lanes, everything included", () => TrainingBench.Pqn(threads: 1)),
        new("training-pqn-2", "the same with two threads", () => TrainingBench.Pqn(threads: 2)),
        new("stepping", "CartPole-v1 alone, one lane", SteppingBench.CartPole),
        new("stepping-pixels", "CartPole-v1 drawn and seen as cartpole-pixels sees it", SteppingBench.Pixels),
        new("stepping-atari", "Bellman/Marchers-v0: four frames, the brighter of two, grey, 84x84, four stacked; ten lanes",
            () => SteppingBench.Atari(threads: 1)),
        new("stepping-atari-2", "the same with two threads", () => SteppingBench.Atari(threads: 2)),
        new("stepping-lunarlander", "LunarLander-v3 alone, random actions", SteppingBench.LunarLander),
        .. Enum.GetNames<MinAtarGame>().Select(MinAtar),
        new("update-24", "one DQN update of 4-24-24-2, batch 32", () => UpdateBench.Dense(32, 24, 24)),
        new("update-64", "one DQN update of 4-64-64-2, batch 64", () => UpdateBench.Dense(64, 64, 64)),
        new("update-120", "one DQN update of 4-120-84-2, batch 128", () => UpdateBench.Dense(128, 120, 84)),
        new("update-256", "one DQN update of 4-256-256-2, batch 64", () => UpdateBench.Dense(64, 256, 256)),
        new("update-nature", "one DQN update of the Nature network, batch 32, four frames of 84x84", () => UpdateBench.Nature(threads: 1)),
        new("update-nature-2", "the same with two threads, of one core's peak", () => UpdateBench.Nature(threads: 2)),
        new("update-minatar", "one DQN update of MinAtar's network, batch 32, four channels of 10x10", UpdateBench.MinAtar),
        new("acting-nature", "the Nature network on one state", ActingBench.Nature),
    ];

    private static Bench MinAtar(string game)
        => new("stepping-" + game.ToLowerInvariant(), $"MinAtar/{game}-v0 alone, random actions", () => SteppingBench.MinAtar(game));
}
