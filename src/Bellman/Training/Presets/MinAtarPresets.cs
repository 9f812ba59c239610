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

    /// <summary>Every preset, the default first.</summary>
    public static IReadOnlyList<Preset> All { get; } =
    [
        Make("minatar", "Tuned for every MinAtar game, and four times as quick as the paper's: see docs/results.md.", Published with
        {
            Double = true,
            NStep = 3,
            Loss = LossKind.Squared,
            Optimizer = OptimizerSpec.Adam,
            LearningRate = Schedule.Constant(5e-4),
            TrainEvery = new(4, TrainingUnit.Steps),
            Epsilon = Schedule.Linear(1, 0.01, 100_000),
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
