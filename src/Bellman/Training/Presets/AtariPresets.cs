using Bellman.Agents.Dqn;
using Bellman.Environments.Pixels;
using Bellman.Learning;
using Bellman.Neural.Optimizers;

namespace Bellman.Training;

/// <summary>
/// Presets for the Atari 2600. The frame skip of four is that of the preprocessing (<c>pixels.repeat</c>); the
/// environment itself does not skip frames.
/// </summary>
internal static class AtariPresets
{
    // What Mnih et al. 2015, extended data table 1, say; a million steps are four million frames.
    private static readonly DqnOptions Published = new()
    {
        Network = NetworkSpec.Nature(),
        ClipReward = 1,
        Optimizer = OptimizerSpec.NatureRmsProp,
        LearningRate = Schedule.Constant(2.5e-4),
        Memory = 1_000_000,
        LearningStarts = 50_000,
        TargetEvery = new(10_000, TrainingUnit.Updates),
        Epsilon = Schedule.Linear(1, 0.1, 1_000_000, start: 50_000),
    };

    // What DQN Zoo gives its distributional agents, and what Rainbow changes.
    private static readonly DqnOptions Distributions = Published with
    {
        Optimizer = OptimizerSpec.Adam with { Epsilon = 3.125e-4f }, // 0.01 / 32
        Compress = 4,
        Epsilon = Schedule.Linear(1, 0.01, 1_000_000, start: 50_000),
    };

    private static readonly DqnOptions Rainbow = Distributions with
    {
        Head = HeadSpec.Parse("categorical 51 -10 10"),
        Double = true,
        NStep = 3,
        Streams = StreamKind.Dueling,
        Noise = 0.5,
        Priority = 0.5,
        ImportanceBeta = Schedule.Linear(0.4, 1, 50_000_000),
        Optimizer = OptimizerSpec.Adam with { Epsilon = 1.5e-4f },
        LearningRate = Schedule.Constant(6.25e-5),
        LearningStarts = 20_000,
        TargetEvery = new(8_000, TrainingUnit.Steps),
        Epsilon = Schedule.Constant(0),
    };

    /// <summary>Every preset, the default first.</summary>
    public static IReadOnlyList<Preset> All { get; } =
    [
        // The numbers that Stable-Baselines3 and CleanRL agree on, with Double and three true rewards.
        Make("atari", "BreakoutNoFrameskip-v4", "The practical protocol of 10 million steps, for every Atari game.", 10_000_000, Published with
        {
            Double = true,
            NStep = 3,
            Loss = LossKind.Huber,
            Optimizer = OptimizerSpec.Adam,
            LearningRate = Schedule.Constant(1e-4),
            ClipNorm = 10,
            Compress = 4,
            LearningStarts = 80_000,
            TargetEvery = new(1_000, TrainingUnit.Steps),
            Epsilon = Schedule.Linear(1, 0.01, 1_000_000),
        }, AtariScreens.Nature),
        Make("atari-nature", "BreakoutNoFrameskip-v4", "DQN as Mnih et al. 2015 published it; keeps the last agent.", 50_000_000,
            Published, AtariScreens.Nature, run => run with { EvaluateEvery = 0, EvaluateEpsilon = 0.05 }),
        Family("atari-c51", "C51 as Bellemare et al. 2017 published it; keeps the last agent.", Distributions with { Head = Rainbow.Head }),
        Family("atari-qr-dqn", "QR-DQN as Dabney et al. 2018 published it, with 200 quantiles; keeps the last agent.", Distributions with
        {
            Head = HeadSpec.Parse("quantile 200"),
            LearningRate = Schedule.Constant(5e-5),
        }),
        Family("atari-iqn", "IQN as Dabney et al. 2018 published it, with 64 fractions; keeps the last agent.", Distributions with
        {
            Head = HeadSpec.Parse("implicit 64"),
            FractionsFirst = true,
            LearningRate = Schedule.Constant(5e-5),
        }),
        Family("atari-munchausen", "Munchausen DQN as Vieillard et al. 2020 published it; keeps the last agent.", Distributions with
        {
            Munchausen = 0.9,
            Loss = LossKind.Huber,
            LearningRate = Schedule.Constant(5e-5),
        }),
        Family("atari-dueling", "Dueling Double DQN as Wang et al. 2016 published it; keeps the last agent.", Published with
        {
            Streams = StreamKind.Dueling,
            Double = true,
            LearningRate = Schedule.Constant(6.25e-5),
            ClipNorm = 10,
        }),
        Family("atari-per", "Prioritised Double DQN as Schaul et al. 2016 published it; keeps the last agent.", Published with
        {
            Double = true,
            Priority = 0.6,
            ImportanceBeta = Schedule.Linear(0.4, 1, 50_000_000),
            LearningRate = Schedule.Constant(6.25e-5),
        }),
        Family("atari-rainbow", "Rainbow as Hessel et al. 2018 published it; keeps the last agent.", Rainbow),
        Make("atari-tutorial", "SpaceInvadersNoFrameskip-v4", "A tutorial's: RMSProp with much momentum, Huber loss, minus one at the end.",
            10_000_000, Published with
            {
                Loss = LossKind.Huber,
                EndReward = -1,
                Optimizer = OptimizerSpec.TensorFlowRmsProp,
                Memory = 100_000,
                Epsilon = Schedule.Linear(1, 0.1, 1_000_000),
            }, AtariScreens.Nature with { Brighter = MaxOver.Greys, LifeLoss = false, NoOps = 0 }),
        PqnPresets.Marchers,
        Make("marchers-double", "Bellman/Marchers-v0", "Our own Atari game with Double DQN: a small picture, a small network.", 600_000, Presets.Tuned with
        {
            Network = NetworkSpec.Parse("conv 16 8x8 stride 4, relu, conv 32 4x4 stride 2, relu, dense 128, layernorm, relu"),
            NStep = 3,
            ClipReward = 1,
            LearningRate = Schedule.Linear(2.5e-4, 5e-5, 600_000),
            Batch = 32,
            Memory = 100_000,
            LearningStarts = 5_000,
            TrainEvery = new(4, TrainingUnit.Steps),
            TargetEvery = new(4, TrainingUnit.Steps),
            Epsilon = Schedule.Linear(1, 0.01, 50_000),
        }, AtariScreens.Marchers, run => run with
        {
            Environment = "Bellman/Marchers-v0:lifeloss=true",
            Lanes = 4,
            EvaluateEvery = 50_000,
            EvaluateEpisodes = 10,
            ConfirmEpisodes = 30,
            ReportEvery = 5_000,
        }),
    ];

    private static Preset Family(string name, string description, DqnOptions agent) => Make(
        name, "BreakoutNoFrameskip-v4", description, 50_000_000, agent, AtariScreens.Nature, run => run with { EvaluateEvery = 0, EvaluateEpsilon = 0.001 });

    private static Preset Make(
        string name, string environment, string description, long steps, DqnOptions agent, PixelOptions pixels,
        Func<RunOptions, RunOptions>? change = null)
    {
        var options = new RunOptions
        {
            Environment = environment + AtariScreens.OneFrame,
            Preset = name,
            Steps = steps,
            EvaluateEvery = 250_000,
            EvaluateEpisodes = 10,
            ConfirmEpisodes = 30,
            ReportEvery = 10_000,
            Agent = agent,
            Pixels = pixels,
        };
        return new(name, description, change?.Invoke(options) ?? options);
    }
}
