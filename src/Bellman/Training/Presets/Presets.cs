using Bellman.Agents.Dqn;
using Bellman.Environments;
using Bellman.Learning;
using Bellman.Neural.Optimizers;

namespace Bellman.Training;

/// <summary>A preset: named options for one environment.</summary>
/// <param name="Name">The name that users type.</param>
/// <param name="Description">One line: what it is, with its source.</param>
/// <param name="Options">The options.</param>
public sealed record Preset(string Name, string Description, RunOptions Options);

/// <summary>
/// The built-in presets. Each states what it changes in <see cref="DqnOptions"/>, whose defaults are plain DQN, or in
/// the tuned options. The first preset of an environment is its default.
/// </summary>
public static class Presets
{
    // What the tuned presets have in common: plain DQN's errors squared, its choice and its value apart, and a target that follows slowly.
    internal static DqnOptions Tuned { get; } = new()
    {
        Network = NetworkSpec.Parse("dense 64, layernorm, relu, dense 64, layernorm, relu"),
        Double = true,
        Loss = LossKind.Squared,
        ClipNorm = 10,
        Batch = 64,
        Memory = 50_000,
        TrainEvery = new(2, TrainingUnit.Steps),
        TargetEvery = new(1, TrainingUnit.Steps),
        Tau = 0.005,
    };

    private static readonly DqnOptions CartPole = Tuned with { Epsilon = Schedule.Linear(1, 0.04, 5_000) };

    /// <summary>Every preset; the default of each environment comes first.</summary>
    public static IReadOnlyList<Preset> All { get; } =
    [
        // So that the last agent balances, and not only the best: a step size that falls settles it, twice the updates make up for that, and a longer
        // horizon sees the cart drift.
        Make("cartpole", "CartPole-v1", "Tuned so that every seed works: see docs/results.md.", 50_000, CartPole with
        {
            Gamma = 0.995,
            NStep = 2,
            LearningRate = Schedule.Linear(1e-3, 1e-5, 50_000),
            TrainEvery = new(1, TrainingUnit.Steps),
        }),
        Make("cartpole-zoo", "CartPole-v1", "The tuned public recipe of Stable-Baselines3's zoo, exactly; keeps the last agent.", 50_000, new()
        {
            Network = NetworkSpec.Mlp(256, 256),
            Loss = LossKind.Huber,
            LearningRate = Schedule.Constant(2.3e-3),
            ClipNorm = 10,
            Batch = 64,
            Memory = 100_000,
            TrainEvery = new(256, TrainingUnit.Steps),
            GradientSteps = 128,
            TargetEvery = new(10, TrainingUnit.Steps),
            Epsilon = Schedule.Linear(1, 0.04, 8_000),
        }, run => run with { EvaluateEvery = 0 }),
        Make("cartpole-c51", "CartPole-v1", "C51 on the tuned recipe.", 50_000, CartPole with { Head = HeadSpec.Parse("categorical 51 0 100") }),
        Make("cartpole-qr-dqn", "CartPole-v1", "QR-DQN on the tuned recipe.", 50_000, CartPole with { Head = HeadSpec.Parse("quantile 25") }),
        Make("cartpole-iqn", "CartPole-v1", "IQN on the tuned recipe, embedded behind the dense layers.", 50_000, CartPole with
        {
            Head = HeadSpec.Parse("implicit 8"),
        }),
        Make("cartpole-hl-gauss", "CartPole-v1", "HL-Gauss on the tuned recipe.", 50_000, CartPole with { Head = HeadSpec.Parse("gaussian 51 -20 120") }),
        Make("cartpole-munchausen", "CartPole-v1", "Munchausen DQN on the tuned recipe.", 50_000, CartPole with { Double = false, Munchausen = 0.9 }),
        Make("cartpole-dueling", "CartPole-v1", "Dueling on the tuned recipe.", 50_000, CartPole with { Streams = StreamKind.Dueling, SharedStreams = true }),
        Make("cartpole-rdq", "CartPole-v1", "Regularized dueling on the tuned recipe.", 50_000, CartPole with
        {
            Streams = StreamKind.Regularized,
            SharedStreams = true,
        }),
        Make("cartpole-per", "CartPole-v1", "Prioritised replay on the tuned recipe.", 50_000, CartPole with { Priority = 0.6 }),
        Make("cartpole-noisy", "CartPole-v1", "Noisy layers on the tuned recipe; no epsilon.", 50_000, CartPole with
        {
            Noise = 0.5,
            Epsilon = Schedule.Constant(0),
        }),
        Make("cartpole-rainbow", "CartPole-v1", "Rainbow on the tuned recipe; noise and epsilon.", 50_000, CartPole with
        {
            Head = HeadSpec.Parse("categorical 51 0 100"),
            NStep = 3,
            Streams = StreamKind.Dueling,
            SharedStreams = true,
            Noise = 0.5,
            Priority = 0.5,
        }),
        Make("cartpole-adam", "CartPole-v0", "A tutorial's small network, trained sample by sample at each episode's end.", 200_000, new()
        {
            Network = NetworkSpec.Mlp(24, 24),
            Initializer = Initializer.Glorot,
            Gamma = 0.95,
            Loss = LossKind.Squared,
            Batch = 1,
            Memory = 2_000,
            LearningStarts = 32,
            TrainEvery = new(1, TrainingUnit.Episodes),
            GradientSteps = 32,
            TargetEvery = new(1, TrainingUnit.Updates),
            Epsilon = Schedule.Multiplicative(1, 0.01, 0.995, TrainingUnit.Updates),
        }),
        Make("cartpole-huber", "CartPole-v0", "A tutorial's wide network with Huber loss, RMSProp and clamped gradients.", 60_000, new()
        {
            Network = NetworkSpec.Mlp(256),
            Gamma = 0.8,
            Loss = LossKind.Huber,
            Optimizer = OptimizerSpec.RmsProp,
            ClipValue = 1,
            Batch = 64,
            Memory = 10_000,
            LearningStarts = 64,
            TrainEvery = new(1, TrainingUnit.Steps),
            TargetEvery = new(10, TrainingUnit.Episodes),
            Epsilon = Schedule.Exponential(0.9, 0.05, 200),
        }),
        Make("cartpole-pixels", "CartPole-v1", "The tutorials' exercise: CartPole from its screen, four frames at a time.", 80_000, Tuned with
        {
            Network = NetworkSpec.Parse(
                "conv 16 5x5 stride 2, relu, conv 32 5x5 stride 2, relu, conv 32 3x3 stride 2, relu, dense 128, layernorm, relu"),
            LearningRate = Schedule.Constant(5e-4),
            Batch = 32,
            Epsilon = Schedule.Linear(1, 0.04, 10_000),
        }, run => run with
        {
            EvaluateEvery = 4_000,
            // The strip between the sky and the floor; empty paper is 0.
            Pixels = new() { On = true, Width = 80, Height = 26, ResizeHeight = 40, CropTop = 8, Negative = true, Supersample = 1 },
        }),
        Make("mountaincar", "MountainCar-v0", "Tuned so that every seed escapes: see docs/results.md.", 120_000, Tuned with
        {
            Rescale = true,
            NStep = 3,
            Epsilon = Schedule.Linear(1, 0.05, 30_000),
        }, run => run with { EvaluateEvery = 2_000 }),
        Make("mountaincar-soft", "MountainCar-v0", "A tutorial's batch-normalised network and soft targets, repaired: see docs/tutorials.md.", 150_000, new()
        {
            Network = NetworkSpec.Parse("batchnorm, dense 32, batchnorm, relu"),
            Loss = LossKind.Squared,
            Batch = 64,
            Memory = 50_000,
            LearningStarts = 64,
            TrainEvery = new(1, TrainingUnit.Steps),
            TargetEvery = new(1, TrainingUnit.Steps),
            Tau = 0.005,
            Epsilon = Schedule.Constant(0.1),
            Persistence = 1.5,
        }, run => run with { EvaluateEvery = 2_000 }),
        // An action moves the score by less than a network errs, so that policies differ from one update to the next: it pays to look at many.
        Make("acrobot", "Acrobot-v1", "Tuned so that every seed swings up: see docs/results.md.", 100_000, Tuned with
        {
            Network = NetworkSpec.Parse("dense 128, layernorm, relu, dense 128, layernorm, relu"),
            Rescale = true,
            TrainEvery = new(1, TrainingUnit.Steps),
            Epsilon = Schedule.Linear(1, 0.05, 10_000),
        }, run => run with { EvaluateEvery = 500, EvaluateEpisodes = 50 }),
        Make("lunarlander", "LunarLander-v3", "Tuned so that every seed lands: see docs/results.md.", 300_000, Tuned with
        {
            Network = NetworkSpec.Parse("dense 128, layernorm, relu, dense 128, layernorm, relu"),
            NStep = 3,
            LearningRate = Schedule.Constant(5e-4),
            Memory = 100_000,
            Epsilon = Schedule.Linear(1, 0.05, 30_000),
        }, run => run with { EvaluateEvery = 5_000 }),
        Make("lunarlander-zoo", "LunarLander-v3", "The tuned public recipe of Stable-Baselines3's zoo, exactly; keeps the last agent.", 100_000, new()
        {
            Network = NetworkSpec.Mlp(256, 256),
            Loss = LossKind.Huber,
            LearningRate = Schedule.Constant(6.3e-4),
            ClipNorm = 10,
            Batch = 128,
            Memory = 50_000,
            LearningStarts = 0,
            TrainEvery = new(4, TrainingUnit.Steps),
            GradientSteps = 4,
            TargetEvery = new(250, TrainingUnit.Steps),
            Epsilon = Schedule.Linear(1, 0.1, 12_000),
        }, run => run with { EvaluateEvery = 0 }),
        .. MinAtarPresets.All,
        .. AtariPresets.All,
        .. PqnPresets.All,
        .. TablePresets.All,
    ];

    /// <summary>
    /// The options of a preset for an environment; without a name, its default preset. Options of the preset's own
    /// environment (<c>skip=1</c> after the colon) are added to the given name, unless the name has them already.
    /// </summary>
    /// <exception cref="BellmanException">There is no such preset, or none for that environment.</exception>
    public static RunOptions For(string environment, string? preset = null)
    {
        Preset found = preset is null
            ? All.FirstOrDefault(p => Bare(p.Options.Environment) == Bare(environment))
                ?? All.FirstOrDefault(p => Unversioned(p.Options.Environment) == Unversioned(environment))
                ?? All.FirstOrDefault(p => Family(p.Options.Environment) == Family(environment))
                ?? All.FirstOrDefault(p => p.Name == TablePresets.Default && Catalogue.IsFinite(environment))
                ?? throw new BellmanException($"There is no preset for {environment}: give a configuration with --config.")
            : All.FirstOrDefault(p => p.Name == preset)
                ?? throw new BellmanException($"There is no preset '{preset}': did you mean '{Suggestion.Nearest(preset, All.Select(p => p.Name))}'?");
        return found.Options with
        {
            Environment = Family(environment) == Family(found.Options.Environment)
                ? EnvironmentName.WithOptions(environment, found.Options.Environment)
                : environment,
        };
    }

    /// <summary>
    /// Environments of one family share presets: CartPole-v0 and CartPole-v1, names with the same prefix before the
    /// slash, and all Atari games.
    /// </summary>
    private static string Family(string environment)
        => Catalogue.IsAtari(environment) ? "Atari" : Unversioned(environment).Split('/')[0];

    /// <summary>A name without its version and options.</summary>
    private static string Unversioned(string environment) => environment.Split("-v")[0];

    /// <summary>A name without its options.</summary>
    private static string Bare(string environment) => environment.Split(':')[0];

    private static Preset Make(
        string name, string environment, string description, long steps, DqnOptions agent, Func<RunOptions, RunOptions>? change = null)
    {
        var options = new RunOptions { Environment = environment, Preset = name, Steps = steps, Agent = agent };
        return new(name, description, change?.Invoke(options) ?? options);
    }
}
