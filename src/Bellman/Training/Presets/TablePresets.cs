using Bellman.Agents.Dqn;
using Bellman.Agents.Tabular;
using Bellman.Learning;

namespace Bellman.Training;

/// <summary>
/// Presets for finite environments. Each method has one preset for all of them, because step sizes that fall with the
/// visits adapt to the environment.
/// </summary>
internal static class TablePresets
{
    /// <summary>The recipe that such an environment gets without being asked.</summary>
    public const string Default = "q-learning";

    private const string Lake = "FrozenLake-v1";

    private static readonly TabularOptions Plain = new()
    {
        StepSize = Schedule.Constant(1),
        VisitPower = 0.7,
        Epsilon = Schedule.Linear(1, 0.1, 1_000_000),
    };

    /// <summary>Every preset, the default first.</summary>
    public static IReadOnlyList<Preset> All { get; } =
    [
        Table(Default, "Q-learning, for every finite environment: see docs/results.md.", Plain),
        Table("sarsa", "Sarsa: learns what the exploring policy earns; exploration dies away.", Plain with
        {
            Method = TabularMethod.Sarsa,
            Epsilon = Schedule.Exponential(1, 0.005, 300_000),
        }),
        Table("expected-sarsa", "Expected Sarsa: the same, without the noise of the next action.", Plain with
        {
            Method = TabularMethod.ExpectedSarsa,
            Epsilon = Schedule.Exponential(1, 0.005, 300_000),
        }),
        Table("double-q", "Double Q-learning: two tables that value each other's choices.", Plain with { Method = TabularMethod.DoubleQ }),
        Table("n-step-q", "Q-learning with four true rewards; exploration dies away.", Plain with
        {
            Method = TabularMethod.NStepQ,
            Epsilon = Schedule.Exponential(1, 0.005, 300_000),
        }),
        Table("q-lambda", "Watkins's Q(lambda): errors also correct what led there.", Plain with { Method = TabularMethod.QLambda }),
        Table("dyna-q", "Dyna-Q: five updates from a model of what was seen after every step.", Plain with
        {
            Method = TabularMethod.DynaQ,
        }),
        new("frozenlake-q", "A tutorial's experiment: a random walk, and a greedy evaluation after every step until 0.8.", new RunOptions
        {
            Environment = Lake,
            Preset = "frozenlake-q",
            Steps = 5_000,
            EvaluateEvery = 1,
            EvaluateEpisodes = 20,
            ConfirmEpisodes = 0,
            StopAt = 0.8,
            Agent = new TabularOptions { Gamma = 0.9, StepSize = Schedule.Constant(0.2), Epsilon = Schedule.Constant(1) },
        }),
        new("frozenlake-dqn", "A network that sees one column for each cell; squared loss, because the ice is random.", new RunOptions
        {
            Environment = Lake,
            Preset = "frozenlake-dqn",
            Steps = 50_000,
            Agent = new DqnOptions
            {
                Network = NetworkSpec.Mlp(64),
                Loss = LossKind.Squared,
                Memory = 50_000,
                TrainEvery = new(1, TrainingUnit.Steps),
                TargetEvery = new(1, TrainingUnit.Steps),
                Tau = 0.005,
                Epsilon = Schedule.Linear(1, 0.1, 20_000),
            },
        }),
    ];

    // Lanes and long reports only make it faster; the last table is kept, because it is the one that saw most.
    private static Preset Table(string name, string description, TabularOptions agent) => new(name, description, new RunOptions
    {
        Environment = Lake,
        Preset = name,
        Steps = 2_000_000,
        Lanes = 8,
        EvaluateEvery = 0,
        ReportEvery = 20_000,
        LogEvery = 100,
        Agent = agent,
    });
}
