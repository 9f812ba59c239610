using Bellman.Agents.Pqn;

namespace Bellman.Training;

/// <summary>
/// Presets of PQN, with the numbers of PureJaxQL, the code of Gallici et al. 2025, or with our own. Nothing is
/// evaluated on the way: the last agent is kept.
/// </summary>
internal static class PqnPresets
{
    private static readonly PqnOptions Published = new()
    {
        Rollout = 32,
        Minibatches = 32,
        Epochs = 2,
    };

    private static readonly PqnOptions OnMinAtar = Published with
    {
        Network = NetworkSpec.Parse("conv 16 3x3, channelnorm, relu, dense 128, layernorm, relu"),
        LearningRate = Schedule.Linear(5e-4, 0, 10_000_000),
        Epsilon = Schedule.Linear(1, 0.05, 1_000_000),
    };

    /// <summary>The default for MinAtar: exploration ends at 1%, and both schedules fit half the frames.</summary>
    public static Preset MinAtar { get; } = Make(
        "minatar", "MinAtar/Asterix-v0", "PQN, tuned for every MinAtar game: see docs/results.md.", 5_000_000, 128, OnMinAtar with
        {
            LearningRate = Schedule.Linear(5e-4, 0, 5_000_000),
            Epsilon = Schedule.Linear(1, 0.01, 500_000),
        });

    /// <summary>
    /// The default for Marchers. Its few frames are learned from often and in small batches; a life is worth more than
    /// what it shoots within the seven seconds that gamma 0.99 sees.
    /// </summary>
    public static Preset Marchers { get; } = Make(
        "marchers", "Bellman/Marchers-v0" + AtariScreens.OneFrame, "Our own Atari game in twenty minutes: a small picture, a small network.", 600_000, 32,
        Published with
        {
            Network = NetworkSpec.Parse("conv 16 8x8 stride 4, channelnorm, relu, conv 32 4x4 stride 2, channelnorm, relu, dense 128, layernorm, relu"),
            Gamma = 0.997,
            Lambda = 0.8,
            Rollout = 16,
            Minibatches = 16,
            Epochs = 8,
            LearningRate = Schedule.Linear(1e-3, 0, 600_000),
            ClipReward = 1,
            Epsilon = Schedule.Linear(1, 0.01, 60_000),
        }, run => run with { Pixels = AtariScreens.Marchers with { Repeat = 4 } });

    /// <summary>Every other preset.</summary>
    public static IReadOnlyList<Preset> All { get; } =
    [
        Make("cartpole-pqn", "CartPole-v1", "PQN as Gallici et al. 2025 published it: no replay, no target network, 32 lanes.", 500_000, 32, Published with
        {
            Network = NetworkSpec.Parse("dense 256, layernorm, relu, dense 256, layernorm, relu"),
            Lambda = 0.95,
            Rollout = 64,
            Minibatches = 16,
            Epochs = 4,
            LearningRate = Schedule.Linear(1e-4, 0, 500_000),
            RewardScale = 0.1,
            Epsilon = Schedule.Linear(1, 0.2, 100_000),
        }),
        Make("cartpole-pqn-quick", "CartPole-v1", "PQN with a small network and 8 lanes, for a second: see docs/results.md.", 100_000, 8, Published with
        {
            Lambda = 0.95,
            Rollout = 128,
            Minibatches = 16,
            Epochs = 4,
            LearningRate = Schedule.Linear(1e-3, 0, 100_000),
            RewardScale = 0.1,
            Epsilon = Schedule.Linear(1, 0.1, 20_000),
        }),
        Make("minatar-pqn", "MinAtar/Breakout-v0", "PQN as published, for every MinAtar game: 128 lanes.", 10_000_000, 128, OnMinAtar),
        Make("atari-pqn", "BreakoutNoFrameskip-v4" + AtariScreens.OneFrame, "PQN as published, for every Atari game: 128 lanes.", 50_000_000, 128,
            Published with
            {
                Network = NetworkSpec.Parse("conv 32 8x8 stride 4, channelnorm, relu, conv 64 4x4 stride 2, channelnorm, relu, "
                    + "conv 64 3x3, channelnorm, relu, dense 512, layernorm, relu"),
                LearningRate = Schedule.Linear(2.5e-4, 0, 50_000_000),
                ClipReward = 1,
                Epsilon = Schedule.Linear(1, 0.001, 5_000_000),
            }, run => run with { Pixels = AtariScreens.Nature, EvaluateEpsilon = 0.001 }),
    ];

    private static Preset Make(string name, string environment, string description, long steps, int lanes, PqnOptions agent,
        Func<RunOptions, RunOptions>? change = null)
    {
        var options = new RunOptions
        {
            Environment = environment,
            Preset = name,
            Steps = steps,
            Lanes = lanes,
            EvaluateEvery = 0,
            ReportEvery = 100 * lanes,
            Agent = agent,
        };
        return new(name, description, change?.Invoke(options) ?? options);
    }
}
