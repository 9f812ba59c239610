using System.Text.Json.Serialization;
using Bellman.Learning;
using Bellman.Neural.Optimizers;

namespace Bellman.Agents;

/// <summary>
/// Deep Q-learning as data. The defaults are DQN as Mnih et al. 2015 define it, sized for worlds with a few numbers per observation;
/// a preset states what it changes.
/// </summary>
public sealed record DqnOptions : AgentOptions
{
    private const int MostNStep = 10_000, MostBatch = 65_536, MostCompress = 1_000, MostGradientSteps = 100_000;
    private const double MostRate = 1_000, MostReward = 1e9;

    // Below, a random action lasts for ever; above, it hardly ever lasts longer than one step.
    private const double LeastPersistence = 1.01, MostPersistence = 100;

    /// <summary>Hidden layers.</summary>
    [Option("Hidden layers, first to last: 'dense N', 'conv N HxW stride S pad P', 'relu', 'tanh', 'layernorm', 'batchnorm'.", Source = "Bellman")]
    [JsonConverter(typeof(TextConverter<NetworkSpec>))]
    public NetworkSpec Network { get; init; } = NetworkSpec.Mlp(64, 64);

    /// <summary>Whether observations are brought to one size.</summary>
    [Option("Map every number of an observation from its range to [-1, 1]; only for worlds with bounds.", Source = "Castro et al. 2018")]
    public bool Rescale { get; init; }

    /// <summary>How weights begin.</summary>
    [Option("Initial weights: torch (uniform, 1/sqrt(inputs)), he or glorot.", Source = "PyTorch")]
    public Initializer Initializer { get; init; } = Initializer.Torch;

    /// <summary>Discount.</summary>
    [Option("Discount of the reward one step later.", Unit = "per step", Source = "Mnih et al. 2015")]
    public double Gamma { get; init; } = 0.99;

    /// <summary>Steps of true rewards before bootstrapping.</summary>
    [Option("Rewards that are summed before the target network's value is used.", Unit = "steps", Source = "Mnih et al. 2015")]
    public int NStep { get; init; } = 1;

    /// <summary>Double Q-learning.</summary>
    [Option("Choose the successor's action with the online network, value it with the target network.", Source = "van Hasselt et al. 2016")]
    public bool Double { get; init; }

    /// <summary>Loss.</summary>
    [Option("Loss of a temporal-difference error: squared, huber or clippedError.", Source = "Mnih et al. 2015")]
    public LossKind Loss { get; init; } = LossKind.ClippedError;

    /// <summary>Optimiser.</summary>
    [Option("Optimiser and what differs from its usual constants, such as 'adam epsilon=1e-4'.", Source = "Kingma and Ba 2015")]
    [JsonConverter(typeof(TextConverter<OptimizerSpec>))]
    public OptimizerSpec Optimizer { get; init; } = OptimizerSpec.Adam;

    /// <summary>Step size.</summary>
    [Option("Step size of the optimiser: a number or a schedule.", Source = "Kingma and Ba 2015")]
    [JsonConverter(typeof(TextConverter<Schedule>))]
    public Schedule LearningRate { get; init; } = Schedule.Constant(1e-3);

    /// <summary>Clips rewards.</summary>
    [Option("Learn from rewards clipped to plus or minus this, while scores stay raw; null: do not.", Source = "Mnih et al. 2015")]
    public double? ClipReward { get; init; }

    /// <summary>What the end of an episode earns.</summary>
    [Option("Learn as if the step after which the world is over had earned this, while scores stay raw; null: what it earned.",
        Source = "an Atari tutorial")]
    public double? EndReward { get; init; }

    /// <summary>Clips each component of the gradient.</summary>
    [Option("Clip every component of the gradient to plus or minus this; null: do not.", Source = "PyTorch tutorial")]
    public double? ClipValue { get; init; }

    /// <summary>Clips the length of the gradient.</summary>
    [Option("Scale the whole gradient down to this length; null: do not.", Source = "Wang et al. 2016")]
    public double? ClipNorm { get; init; }

    /// <summary>Transitions per gradient step.</summary>
    [Option("Transitions in one gradient step.", Unit = "transitions", Source = "Mnih et al. 2015")]
    public int Batch { get; init; } = 32;

    /// <summary>Replay memory.</summary>
    [Option("Observations that the replay memory holds, all lanes together.", Unit = "observations", Source = "SB3 zoo")]
    public int Memory { get; init; } = 100_000;

    /// <summary>Packed replay memory.</summary>
    [Option("Pack pictures in a replay memory this many times smaller than they are; where they pack worse, the oldest go sooner; null: do not.",
        Unit = "times", Source = "Bellman")]
    public int? Compress { get; init; }

    /// <summary>When learning begins.</summary>
    [Option("Steps before the first gradient step.", Unit = "steps", Source = "SB3 zoo")]
    public int LearningStarts { get; init; } = 1_000;

    /// <summary>How often to train.</summary>
    [Option("How often to train: '4 steps', '1 episode'.", Source = "Mnih et al. 2015")]
    [JsonConverter(typeof(TextConverter<Period>))]
    public Period TrainEvery { get; init; } = new(4, TrainingUnit.Steps);

    /// <summary>How much to train.</summary>
    [Option("Gradient steps each time.", Unit = "updates", Source = "Mnih et al. 2015")]
    public int GradientSteps { get; init; } = 1;

    /// <summary>How often the target network follows.</summary>
    [Option("How often the target network follows: '500 steps', '10 episodes', '100 updates'.", Source = "Mnih et al. 2015")]
    [JsonConverter(typeof(TextConverter<Period>))]
    public Period TargetEvery { get; init; } = new(500, TrainingUnit.Steps);

    /// <summary>How far the target network follows.</summary>
    [Option("How far it follows: 1 copies, less mixes.", Source = "Lillicrap et al. 2016")]
    public double Tau { get; init; } = 1;

    /// <summary>Exploration.</summary>
    [Option("Share of random actions: a number or a schedule.", Source = "Mnih et al. 2015")]
    [JsonConverter(typeof(TextConverter<Schedule>))]
    public Schedule Epsilon { get; init; } = Schedule.Linear(1, 0.05, 10_000);

    /// <summary>Temporally extended exploration.</summary>
    [Option("Repeat a random action for a random time, n steps with probability proportional to 1/n to this power; null: one step.",
        Source = "Dabney et al. 2021")]
    public double? Persistence { get; init; }

    /// <inheritdoc/>
    public override void Validate()
    {
        Optimizer.Validate();
        OptionCheck.Within(Gamma, 0, 1, "gamma");
        OptionCheck.Within(NStep, 1, MostNStep, "nStep");
        OptionCheck.Rate(LearningRate, MostRate, "learningRate");
        OptionCheck.Positive(ClipReward ?? 1, "clipReward");
        OptionCheck.Within(EndReward ?? 0, -MostReward, MostReward, "endReward");
        OptionCheck.Positive(ClipValue ?? 1, "clipValue");
        OptionCheck.Positive(ClipNorm ?? 1, "clipNorm");
        OptionCheck.Within(Batch, 1, MostBatch, "batch");
        OptionCheck.AtLeast(Memory, 1, "memory");
        OptionCheck.Within(Compress ?? 1, 1, MostCompress, "compress");
        OptionCheck.AtLeast(LearningStarts, 0, "learningStarts");
        OptionCheck.AtLeast(TrainEvery.Count, 1, "trainEvery");
        OptionCheck.Within(GradientSteps, 1, MostGradientSteps, "gradientSteps");
        OptionCheck.AtLeast(TargetEvery.Count, 1, "targetEvery");
        OptionCheck.Positive(Tau, "tau");
        OptionCheck.Within(Tau, 0, 1, "tau");
        OptionCheck.Within(Epsilon, 0, 1, "epsilon");
        OptionCheck.Within(Persistence ?? LeastPersistence, LeastPersistence, MostPersistence, "persistence");
        if (TrainEvery.Unit == TrainingUnit.Updates)
        {
            throw new BellmanException("trainEvery counts updates, which only training makes: write steps or episodes.");
        }
    }
}
