using System.Text.Json.Serialization;
using Bellman.Learning;
using Bellman.Neural.Layers;
using Bellman.Neural.Optimizers;

namespace Bellman.Agents.Pqn;

/// <summary>
/// Parallelised Q-network (Gallici et al. 2025) as data: deep Q-learning without replay and without a target network.
/// Several lanes collect a few steps each; the network is then trained on what they did, a few times over, and it is
/// forgotten. It needs normalised layers, and many lanes.
/// </summary>
public sealed record PqnOptions : AgentOptions
{
    private const int MostRollout = 1_000_000, MostMinibatches = 1_000_000, MostEpochs = 1_000;
    private const double MostRate = 1_000, MostReward = 1e9;

    // Below, a random action lasts for ever; above, it hardly ever lasts longer than one step.
    private const double LeastPersistence = 1.01, MostPersistence = 100;

    /// <summary>
    /// Hidden layers in order: 'dense N', 'conv N HxW stride S pad P', 'relu', 'tanh', 'layernorm', 'channelnorm',
    /// 'batchnorm'.
    /// </summary>
    [Option("Hidden layers in order: 'dense N', 'conv N HxW stride S pad P', 'relu', 'tanh', 'layernorm', 'channelnorm', 'batchnorm'.", Source = "Bellman")]
    [JsonConverter(typeof(TextConverter<NetworkSpec>))]
    public NetworkSpec Network { get; init; } = NetworkSpec.Parse("dense 64, layernorm, relu, dense 64, layernorm, relu");

    /// <summary>Rescale each observation from its bounds to [-1, 1]. The environment must state bounds.</summary>
    [Option("Rescale each observation from its bounds to [-1, 1]. The environment must state bounds.", Source = "Castro et al. 2018")]
    public bool Rescale { get; init; }

    /// <summary>Weight initialisation: torch (uniform, 1/sqrt(inputs)), he or glorot.</summary>
    [Option("Weight initialisation: torch (uniform, 1/sqrt(inputs)), he or glorot.", Source = "Gallici et al. 2025")]
    public Initializer Initializer { get; init; } = Initializer.He;

    /// <summary>Discount factor (gamma).</summary>
    [Option("Discount factor (gamma).", Unit = "per step", Source = "Gallici et al. 2025")]
    public double Gamma { get; init; } = 0.99;

    /// <summary>Lambda of the return: 0 looks one step ahead, 1 to the end of the rollout.</summary>
    [Option("Lambda of the return: 0 looks one step ahead, 1 to the end of the rollout.", Source = "Gallici et al. 2025")]
    public double Lambda { get; init; } = 0.65;

    /// <summary>Steps that each lane takes between two updates (num_steps).</summary>
    [Option("Steps that each lane takes between two updates (num_steps).", Unit = "steps per lane", Source = "CleanRL")]
    public int Rollout { get; init; } = 128;

    /// <summary>Minibatches that a rollout is cut into, drawn anew in every epoch: gradient steps per epoch.</summary>
    [Option("Minibatches that a rollout is cut into, drawn anew in every epoch: gradient steps per epoch.", Unit = "minibatches", Source = "CleanRL")]
    public int Minibatches { get; init; } = 4;

    /// <summary>Epochs: how often each rollout is learned from.</summary>
    [Option("Epochs: how often each rollout is learned from.", Unit = "epochs", Source = "CleanRL")]
    public int Epochs { get; init; } = 4;

    /// <summary>Head: 'scalar', 'gaussian N LOW HIGH' (HL-Gauss) or 'twohot N LOW HIGH'.</summary>
    [Option("Head: 'scalar', 'gaussian N LOW HIGH' (HL-Gauss) or 'twohot N LOW HIGH'.", Source = "Farebrother et al. 2024")]
    [JsonConverter(typeof(TextConverter<HeadSpec>))]
    public HeadSpec Head { get; init; }

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

    /// <summary>Optimiser, with the constants that differ from its defaults, such as 'adam epsilon=1e-4'.</summary>
    [Option("Optimiser, with the constants that differ from its defaults, such as 'adam epsilon=1e-4'.", Source = "Gallici et al. 2025")]
    [JsonConverter(typeof(TextConverter<OptimizerSpec>))]
    public OptimizerSpec Optimizer { get; init; } = OptimizerSpec.RAdam;

    /// <summary>Learning rate: a number or a schedule.</summary>
    [Option("Learning rate: a number or a schedule.", Source = "CleanRL")]
    [JsonConverter(typeof(TextConverter<Schedule>))]
    public Schedule LearningRate { get; init; } = Schedule.Constant(2.5e-4);

    /// <summary>Multiply rewards by this for learning, after clipping; scores stay raw.</summary>
    [Option("Multiply rewards by this for learning, after clipping; scores stay raw.", Source = "Gallici et al. 2025")]
    public double RewardScale { get; init; } = 1;

    /// <summary>Clip rewards to [-x, x] for learning; scores stay raw. null: no clipping.</summary>
    [Option("Clip rewards to [-x, x] for learning; scores stay raw. null: no clipping.", Source = "Mnih et al. 2015")]
    public double? ClipReward { get; init; }

    /// <summary>Replace the reward of a terminal step by this for learning; scores stay raw. null: keep it.</summary>
    [Option("Replace the reward of a terminal step by this for learning; scores stay raw. null: keep it.",
        Source = "an Atari tutorial")]
    public double? EndReward { get; init; }

    /// <summary>Clip the global gradient norm to this; null: no clipping.</summary>
    [Option("Clip the global gradient norm to this; null: no clipping.", Source = "Gallici et al. 2025")]
    public double? ClipNorm { get; init; } = 10;

    /// <summary>Epsilon: probability of a random action. A number or a schedule.</summary>
    [Option("Epsilon: probability of a random action. A number or a schedule.", Source = "Gallici et al. 2025")]
    [JsonConverter(typeof(TextConverter<Schedule>))]
    public Schedule Epsilon { get; init; } = Schedule.Linear(1, 0.05, 10_000);

    /// <summary>
    /// Epsilon-z: repeat a random action for n steps, n drawn with probability proportional to n^-x; null: one step.
    /// </summary>
    [Option("Epsilon-z: repeat a random action for n steps, n drawn with probability proportional to n^-x; null: one step.",
        Source = "Dabney et al. 2021")]
    public double? Persistence { get; init; }

    /// <summary>The network that it learns.</summary>
    internal QNetworkSpec QNetwork => new()
    {
        Network = Network,
        Rescale = Rescale,
        Initializer = Initializer,
        Head = Head,
        Streams = Streams,
        SharedStreams = SharedStreams,
    };

    /// <inheritdoc/>
    internal override (string Name, AgentOptions Options) Baseline => ("PQN", new PqnOptions());

    /// <inheritdoc/>
    internal override IAgent CreateAgent(EnvironmentSpec spec, int lanes, ulong seed, WorkerPool? workers) => new PqnAgent(this, spec, lanes, seed, workers);

    /// <inheritdoc/>
    internal override void RequireLearning(long steps, int lanes)
    {
        if ((long)Rollout * lanes > steps)
        {
            throw new BellmanException($"A rollout is {Rollout} steps in {lanes} lanes and the run has {steps} steps, so nothing would ever be learned: "
                + "set rollout lower or steps higher.");
        }
    }

    /// <inheritdoc/>
    internal override void RequireRoom(StateStream stream, EnvironmentSpec spec) => PolicyFile.RequireRoom(stream, QNetwork, spec);

    /// <inheritdoc/>
    internal override double BytesFor(EnvironmentSpec spec, int lanes) => RolloutShape.Of(this, spec, lanes).MemoryOf(this, spec).Bytes;

    /// <inheritdoc/>
    internal override IReadOnlyList<ILayer> LayersFor(EnvironmentSpec spec) => QNetwork.CreateLayers(spec);

    /// <inheritdoc/>
    public override void Validate()
    {
        Optimizer.Validate();
        OptionCheck.Within(Gamma, 0, 1, "gamma");
        OptionCheck.Within(Lambda, 0, 1, "lambda");
        OptionCheck.Within(Rollout, 1, MostRollout, "rollout");
        OptionCheck.Within(Minibatches, 1, MostMinibatches, "minibatches");
        OptionCheck.Within(Epochs, 1, MostEpochs, "epochs");
        OptionCheck.Within(StreamPenalty, 0, MostRate, "streamPenalty");
        OptionCheck.Rate(LearningRate, MostRate, "learningRate");
        OptionCheck.Positive(RewardScale, "rewardScale");
        OptionCheck.Positive(ClipReward ?? 1, "clipReward");
        OptionCheck.Within(EndReward ?? 0, -MostReward, MostReward, "endReward");
        OptionCheck.Positive(ClipNorm ?? 1, "clipNorm");
        OptionCheck.Within(Epsilon, 0, 1, "epsilon");
        OptionCheck.Within(Persistence ?? LeastPersistence, LeastPersistence, MostPersistence, "persistence");
        if (Head.Kind is not (HeadKind.Scalar or HeadKind.Gaussian or HeadKind.TwoHot))
        {
            throw new BellmanException($"PQN learns returns that are single numbers, and the head '{Head}' needs distributions: "
                + "use 'scalar', 'gaussian N LOW HIGH' or 'twohot N LOW HIGH', or a preset of DQN.");
        }
    }
}
