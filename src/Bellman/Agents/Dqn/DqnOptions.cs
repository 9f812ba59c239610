using System.Text.Json.Serialization;
using Bellman.Learning;
using Bellman.Neural.Layers;
using Bellman.Neural.Optimizers;
using Bellman.Replay;

namespace Bellman.Agents.Dqn;

/// <summary>
/// Options of DQN. The defaults are DQN as Mnih et al. 2015 define it, sized for environments with a few numbers per
/// observation. A preset states what it changes.
/// </summary>
public sealed record DqnOptions : AgentOptions
{
    private const int MostNStep = 10_000, MostBatch = 65_536, MostCompress = 1_000, MostGradientSteps = 100_000;
    private const double MostRate = 1_000, MostReward = 1e9, MostNoise = 10, LeastTemperature = 1e-6;

    // Below, a random action lasts for ever; above, it hardly ever lasts longer than one step.
    private const double LeastPersistence = 1.01, MostPersistence = 100;

    /// <summary>
    /// Hidden layers in order: 'dense N', 'conv N HxW stride S pad P', 'relu', 'tanh', 'layernorm', 'batchnorm'.
    /// </summary>
    [Option("Hidden layers in order: 'dense N', 'conv N HxW stride S pad P', 'relu', 'tanh', 'layernorm', 'batchnorm'.", Source = "Bellman")]
    [JsonConverter(typeof(TextConverter<NetworkSpec>))]
    public NetworkSpec Network { get; init; } = NetworkSpec.Mlp(64, 64);

    /// <summary>Rescale each observation from its bounds to [-1, 1]. The environment must state bounds.</summary>
    [Option("Rescale each observation from its bounds to [-1, 1]. The environment must state bounds.", Source = "Castro et al. 2018")]
    public bool Rescale { get; init; }

    /// <summary>Weight initialisation: torch (uniform, 1/sqrt(inputs)), he or glorot.</summary>
    [Option("Weight initialisation: torch (uniform, 1/sqrt(inputs)), he or glorot.", Source = "PyTorch")]
    public Initializer Initializer { get; init; } = Initializer.Torch;

    /// <summary>Discount factor (gamma).</summary>
    [Option("Discount factor (gamma).", Unit = "per step", Source = "Mnih et al. 2015")]
    public double Gamma { get; init; } = 0.99;

    /// <summary>n of the n-step return.</summary>
    [Option("n of the n-step return.", Unit = "steps", Source = "Mnih et al. 2015")]
    public int NStep { get; init; } = 1;

    /// <summary>Double DQN: the online network chooses the next action, the target network evaluates it.</summary>
    [Option("Double DQN: the online network chooses the next action, the target network evaluates it.", Source = "van Hasselt et al. 2016")]
    public bool Double { get; init; }

    /// <summary>
    /// Munchausen: share (alpha) of the log-policy that is added to rewards, with soft targets; null: plain targets.
    /// </summary>
    [Option("Munchausen: share (alpha) of the log-policy that is added to rewards, with soft targets; null: plain targets.", Source = "Vieillard et al. 2020")]
    public double? Munchausen { get; init; }

    /// <summary>Munchausen: temperature (tau) of the softmax policy.</summary>
    [Option("Munchausen: temperature (tau) of the softmax policy.", Unit = "rewards", Source = "Vieillard et al. 2020")]
    public double Temperature { get; init; } = 0.03;

    /// <summary>Munchausen: least value (l0) of the scaled log-policy.</summary>
    [Option("Munchausen: least value (l0) of the scaled log-policy.", Unit = "rewards", Source = "Vieillard et al. 2020")]
    public double LogPolicyFloor { get; init; } = -1;

    /// <summary>
    /// Head: 'scalar', 'categorical N LOW HIGH', 'quantile N', 'implicit N', 'gaussian N LOW HIGH' or 'twohot N LOW
    /// HIGH'.
    /// </summary>
    [Option("Head: 'scalar', 'categorical N LOW HIGH', 'quantile N', 'implicit N', 'gaussian N LOW HIGH' or 'twohot N LOW HIGH'.",
        Source = "Bellemare et al. 2017")]
    [JsonConverter(typeof(TextConverter<HeadSpec>))]
    public HeadSpec Head { get; init; }

    /// <summary>
    /// Implicit head: fractions join the features before the last hidden layer, as published; else behind it, which is
    /// cheaper.
    /// </summary>
    [Option("Implicit head: fractions join the features before the last hidden layer, as published; else behind it, which is cheaper.",
        Source = "Dabney et al. 2018")]
    public bool FractionsFirst { get; init; }

    /// <summary>
    /// Streams behind the hidden layers: plain, dueling, regularized (dueling without the mean, RDQ) or meanExpansion.
    /// </summary>
    [Option("Streams behind the hidden layers: plain, dueling, regularized (dueling without the mean, RDQ) or meanExpansion.", Source = "Wang et al. 2016")]
    public StreamKind Streams { get; init; }

    /// <summary>Dueling: both streams share the last hidden layer; else each has one of its own.</summary>
    [Option("Dueling: both streams share the last hidden layer; else each has one of its own.", Source = "Wang et al. 2016")]
    public bool SharedStreams { get; init; }

    /// <summary>Regularized streams: weight (beta) of the squares of V and A in the loss.</summary>
    [Option("Regularized streams: weight (beta) of the squares of V and A in the loss.", Source = "Daley et al. 2025")]
    public double StreamPenalty { get; init; } = 1e-3;

    /// <summary>Noisy dense layers: first deviation (sigma0) of their weights; null: no noise.</summary>
    [Option("Noisy dense layers: first deviation (sigma0) of their weights; null: no noise.", Source = "Fortunato et al. 2018")]
    public double? Noise { get; init; }

    /// <summary>
    /// Loss of the TD error: squared, halfSquared, huber, or clippedError (the same gradient as huber).
    /// </summary>
    [Option("Loss of the TD error: squared, halfSquared, huber, or clippedError (the same gradient as huber).", Source = "Mnih et al. 2015")]
    public LossKind Loss { get; init; } = LossKind.ClippedError;

    /// <summary>Optimiser, with the constants that differ from its defaults, such as 'adam epsilon=1e-4'.</summary>
    [Option("Optimiser, with the constants that differ from its defaults, such as 'adam epsilon=1e-4'.", Source = "Kingma and Ba 2015")]
    [JsonConverter(typeof(TextConverter<OptimizerSpec>))]
    public OptimizerSpec Optimizer { get; init; } = OptimizerSpec.Adam;

    /// <summary>Learning rate: a number or a schedule.</summary>
    [Option("Learning rate: a number or a schedule.", Source = "Kingma and Ba 2015")]
    [JsonConverter(typeof(TextConverter<Schedule>))]
    public Schedule LearningRate { get; init; } = Schedule.Constant(1e-3);

    /// <summary>Clip rewards to [-x, x] for learning; scores stay raw. null: no clipping.</summary>
    [Option("Clip rewards to [-x, x] for learning; scores stay raw. null: no clipping.", Source = "Mnih et al. 2015")]
    public double? ClipReward { get; init; }

    /// <summary>Replace the reward of a terminal step by this for learning; scores stay raw. null: keep it.</summary>
    [Option("Replace the reward of a terminal step by this for learning; scores stay raw. null: keep it.",
        Source = "an Atari tutorial")]
    public double? EndReward { get; init; }

    /// <summary>Clip each gradient element to [-x, x]; null: no clipping.</summary>
    [Option("Clip each gradient element to [-x, x]; null: no clipping.", Source = "PyTorch tutorial")]
    public double? ClipValue { get; init; }

    /// <summary>Clip the global gradient norm to this; null: no clipping.</summary>
    [Option("Clip the global gradient norm to this; null: no clipping.", Source = "Wang et al. 2016")]
    public double? ClipNorm { get; init; }

    /// <summary>Batch size.</summary>
    [Option("Batch size.", Unit = "transitions", Source = "Mnih et al. 2015")]
    public int Batch { get; init; } = 32;

    /// <summary>Replay memory capacity, summed over all lanes.</summary>
    [Option("Replay memory capacity, summed over all lanes.", Unit = "observations", Source = "SB3 zoo")]
    public int Memory { get; init; } = 100_000;

    /// <summary>
    /// Compress stored frames to this fraction of their size, 1 / x. Where they compress less, older ones are dropped
    /// sooner. null: no compression.
    /// </summary>
    [Option("Compress stored frames to this fraction of their size, 1 / x. Where they compress less, older ones are dropped sooner. null: no compression.",
        Unit = "times", Source = "Bellman")]
    public int? Compress { get; init; }

    /// <summary>Prioritised replay: exponent (alpha) of the priorities; null: uniform replay.</summary>
    [Option("Prioritised replay: exponent (alpha) of the priorities; null: uniform replay.", Source = "Schaul et al. 2016")]
    public double? Priority { get; init; }

    /// <summary>Prioritised replay: exponent (beta) of the importance weights. A number or a schedule.</summary>
    [Option("Prioritised replay: exponent (beta) of the importance weights. A number or a schedule.", Source = "Schaul et al. 2016")]
    [JsonConverter(typeof(TextConverter<Schedule>))]
    public Schedule ImportanceBeta { get; init; } = Schedule.Constant(0.4);

    /// <summary>Steps before learning starts.</summary>
    [Option("Steps before learning starts.", Unit = "steps", Source = "SB3 zoo")]
    public int LearningStarts { get; init; } = 1_000;

    /// <summary>Train every: '4 steps', '1 episode'.</summary>
    [Option("Train every: '4 steps', '1 episode'.", Source = "Mnih et al. 2015")]
    [JsonConverter(typeof(TextConverter<Period>))]
    public Period TrainEvery { get; init; } = new(4, TrainingUnit.Steps);

    /// <summary>Gradient steps per training.</summary>
    [Option("Gradient steps per training.", Unit = "updates", Source = "Mnih et al. 2015")]
    public int GradientSteps { get; init; } = 1;

    /// <summary>Update the target network every: '500 steps', '10 episodes', '100 updates'.</summary>
    [Option("Update the target network every: '500 steps', '10 episodes', '100 updates'.", Source = "Mnih et al. 2015")]
    [JsonConverter(typeof(TextConverter<Period>))]
    public Period TargetEvery { get; init; } = new(500, TrainingUnit.Steps);

    /// <summary>Tau of the target update: 1 copies the online network, less averages with it (Polyak).</summary>
    [Option("Tau of the target update: 1 copies the online network, less averages with it (Polyak).", Source = "Lillicrap et al. 2016")]
    public double Tau { get; init; } = 1;

    /// <summary>Epsilon: probability of a random action. A number or a schedule.</summary>
    [Option("Epsilon: probability of a random action. A number or a schedule.", Source = "Mnih et al. 2015")]
    [JsonConverter(typeof(TextConverter<Schedule>))]
    public Schedule Epsilon { get; init; } = Schedule.Linear(1, 0.05, 10_000);

    /// <summary>
    /// Epsilon-z: repeat a random action for n steps, n drawn with probability proportional to n^-x; null: one step.
    /// </summary>
    [Option("Epsilon-z: repeat a random action for n steps, n drawn with probability proportional to n^-x; null: one step.",
        Source = "Dabney et al. 2021")]
    public double? Persistence { get; init; }

    /// <summary>The network that these options ask for.</summary>
    internal QNetworkSpec QNetwork => new()
    {
        Network = Network,
        Rescale = Rescale,
        Initializer = Initializer,
        Head = Head,
        FractionsFirst = FractionsFirst,
        Streams = Streams,
        SharedStreams = SharedStreams,
        Noise = Noise,
    };

    /// <summary>Whether networks draw numbers where they act and learn.</summary>
    internal bool HasNoise => Noise is not null || Head.Kind == HeadKind.Implicit;

    /// <summary>How targets are softened; null: they are not.</summary>
    internal Munchausen? SoftTargets => Munchausen is double alpha ? new((float)alpha, (float)Temperature, (float)LogPolicyFloor) : null;

    /// <inheritdoc/>
    internal override (string Name, AgentOptions Options) Baseline => ("DQN", new DqnOptions());

    /// <inheritdoc/>
    internal override IAgent CreateAgent(EnvironmentSpec spec, int lanes, ulong seed, WorkerPool? workers) => new DqnAgent(this, spec, lanes, seed, workers);

    /// <inheritdoc/>
    internal override void RequireLearning(long steps, int lanes)
    {
        if (TrainEvery is { Unit: TrainingUnit.Steps, Count: var every } && every > steps)
        {
            throw new BellmanException(
                $"trainEvery is {every} steps and the run has {steps}, so nothing would ever be learned: set trainEvery lower or steps higher.");
        }
        if (LearningStarts >= steps)
        {
            throw new BellmanException(
                $"learningStarts is {LearningStarts} and the run has {steps} steps, so nothing would ever be learned: "
                + "set learningStarts lower or steps higher.");
        }
    }

    /// <inheritdoc/>
    internal override void RequireRoom(StateStream stream, EnvironmentSpec spec) => PolicyFile.RequireRoom(stream, QNetwork, spec);

    /// <inheritdoc/>
    internal override ReplayShape? ReplayFor(EnvironmentSpec spec, int lanes) => DqnReplay.Shape(this, spec, lanes);

    /// <inheritdoc/>
    internal override double BytesFor(EnvironmentSpec spec, int lanes)
        => AgentMemory.Of(DqnReplay.Shape(this, spec, lanes).Bytes, Batch, spec, DqnAgent.Layers(this, spec)).Bytes;

    /// <inheritdoc/>
    internal override IReadOnlyList<ILayer> LayersFor(EnvironmentSpec spec) => DqnAgent.Layers(this, spec);

    /// <inheritdoc/>
    public override void Validate()
    {
        Optimizer.Validate();
        OptionCheck.Within(Gamma, 0, 1, "gamma");
        OptionCheck.Within(NStep, 1, MostNStep, "nStep");
        OptionCheck.Within(Munchausen ?? 0, 0, 1, "munchausen");
        OptionCheck.Within(Temperature, LeastTemperature, MostReward, "temperature");
        OptionCheck.Within(LogPolicyFloor, -MostReward, 0, "logPolicyFloor");
        OptionCheck.Within(StreamPenalty, 0, MostRate, "streamPenalty");
        OptionCheck.Within(Noise ?? 0, 0, MostNoise, "noise");
        OptionCheck.Within(Priority ?? 0, 0, 1, "priority");
        OptionCheck.Within(ImportanceBeta, 0, 1, "importanceBeta");
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
        RequireCombination();
    }

    private void RequireCombination()
    {
        string? fault = Munchausen is not null && Double
                ? "munchausen softens the choice of the next action, and double would choose one: set double to false"
            : Munchausen is not null && Head.Kind == HeadKind.Categorical
                ? "munchausen mixes what the next actions are worth, and a categorical head has one support for all: "
                    + "use the head 'quantile 51' or 'gaussian 51 LOW HIGH'"
            : Head.Kind == HeadKind.Implicit && Noise is not null
                ? "an implicit head draws fractions where the others draw noise: set noise to null"
            : Head.Kind == HeadKind.Implicit && Streams is (StreamKind.Dueling or StreamKind.Regularized) && !SharedStreams
                ? "an implicit head has one last layer for all fractions: set sharedStreams to true"
            : null;
        if (fault is not null)
        {
            throw new BellmanException($"These options do not go together: {fault}.");
        }
    }
}
