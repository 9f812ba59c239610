using Bellman.Agents.Dqn;
using Bellman.Learning;
using Bellman.Neural.Optimizers;

namespace Bellman.Training;

/// <summary>
/// Presets for the MinAtar games; each works in all five. As in the paper there are no evaluations during training: the
/// last agent is kept.
/// </summary>
internal static class MinAtarPresets
{
    // What Young and Tian 2019 say, and where the paper is silent their examples/dqn.py: uniformly random until learning begins, for example.
    private static readonly DqnOptions Published = new()
    {
        Network = NetworkSpec.MinAtar(),
        Loss = LossKind.Huber,
        Optimizer = OptimizerSpec.MinAtarRmsProp,
        LearningRate = Schedule.Constant(2.5e-4),
        Memory = 100_000,
        LearningStarts = 5_000,
        TrainEvery = new(1, TrainingUnit.Steps),
        TargetEvery = new(1_000, TrainingUnit.Updates),
        Epsilon = Schedule.Linear(1, 0.1, 100_000, start: 5_000),
    };

    // The numbers that Dopamine gives every agent of the family on MinAtar, and Daley et al. 2025 with it.
    private static readonly DqnOptions Family = Published with
    {
        Loss = LossKind.HalfSquared,
        Optimizer = OptimizerSpec.Adam with { Epsilon = 3.125e-4f },
        LearningStarts = 1_000,
        TrainEvery = new(4, TrainingUnit.Steps),
        TargetEvery = new(250, TrainingUnit.Updates),
        Epsilon = Schedule.Linear(1, 0.01, 250_000),
    };

    private static readonly HeadSpec Atoms = HeadSpec.Parse("categorical 51 -100 100");

    /// <summary>Every preset, the default first.</summary>
    public static IReadOnlyList<Preset> All { get; } =
    [
        PqnPresets.MinAtar,
        // A rally is long and a wall has one last brick: where PQN stops at the first wall for five million frames, replay does not.
        Make("minatar-breakout", "Regularized dueling, tuned for Breakout: see docs/results.md.", Family with
        {
            Double = true,
            NStep = 3,
            Streams = StreamKind.Regularized,
            SharedStreams = true,
            LearningRate = Schedule.Linear(5e-4, 0, 5_000_000),
        }),
        Make("minatar-double", "Double DQN with three true rewards and Adam, four times as quick as the paper's: see docs/results.md.", Published with
        {
            Double = true,
            NStep = 3,
            Loss = LossKind.Squared,
            Optimizer = OptimizerSpec.Adam,
            LearningRate = Schedule.Constant(5e-4),
            TrainEvery = new(4, TrainingUnit.Steps),
            Epsilon = Schedule.Linear(1, 0.01, 100_000),
        }),
        Make("minatar-rdq", "Regularized dueling as Daley et al. 2025 published it, for every MinAtar game.", Family with
        {
            Streams = StreamKind.Regularized,
        }),
        Make("minatar-dueling", "Dueling, with the numbers that Daley et al. 2025 compare by.", Family with { Streams = StreamKind.Dueling }),
        Make("minatar-mean-expansion", "Mean expansion (Nagarajan et al. 2026), with the same numbers.", Family with { Streams = StreamKind.MeanExpansion }),
        Make("minatar-per", "Prioritised replay (Schaul et al. 2016), with the same numbers.", Family with
        {
            Priority = 0.6,
            ImportanceBeta = Schedule.Linear(0.4, 1, 5_000_000),
        }),
        Make("minatar-noisy", "Noisy layers (Fortunato et al. 2018), with the same numbers; no epsilon.", Family with
        {
            Noise = 0.5,
            Epsilon = Schedule.Constant(0),
        }),
        Make("minatar-munchausen", "Munchausen DQN (Vieillard et al. 2020), with the same numbers.", Family with { Munchausen = 0.9 }),
        Make("minatar-c51", "C51 (Bellemare et al. 2017), with Dopamine's numbers for MinAtar.", Family with { Head = Atoms }),
        Make("minatar-qr-dqn", "QR-DQN (Dabney et al. 2018) with 51 quantiles.", Family with { Head = HeadSpec.Parse("quantile 51") }),
        Make("minatar-iqn", "IQN (Dabney et al. 2018) with 8 fractions, embedded behind the dense layer.", Family with
        {
            Head = HeadSpec.Parse("implicit 8"),
        }),
        Make("minatar-hl-gauss", "HL-Gauss (Farebrother et al. 2024) with 51 bins.", Family with { Head = HeadSpec.Parse("gaussian 51 -20 120") }),
        Make("minatar-rainbow", "Rainbow (Hessel et al. 2018), with Dopamine's numbers for MinAtar.", Family with
        {
            Head = Atoms,
            Double = true,
            NStep = 3,
            Streams = StreamKind.Dueling,
            Noise = 0.1,
            Priority = 0.5,
            ImportanceBeta = Schedule.Constant(0.5),
            Epsilon = Schedule.Constant(0),
        }),
        Make("minatar-dqn", "Young and Tian's DQN with their numbers, for every MinAtar game; keeps the last agent.", Published),
    ];

    private static Preset Make(string name, string description, DqnOptions agent) => new(name, description, new()
    {
        Environment = "MinAtar/Breakout-v0",
        Preset = name,
        Steps = 5_000_000,
        EvaluateEvery = 0,
        ReportEvery = 10_000,
        Agent = agent,
    });
}
