using System.Text.Json.Serialization;
using Bellman.Learning;
using Bellman.Neural.Layers;
using Bellman.Neural.Optimizers;

namespace Bellman.Agents;

/// <summary>
/// The specification of a Q-network: everything that a policy file needs to build it, and nothing about learning.
/// </summary>
internal sealed record QNetworkSpec
{
    /// <summary>Hidden layers.</summary>
    [JsonConverter(typeof(TextConverter<NetworkSpec>))]
    public NetworkSpec Network { get; init; } = NetworkSpec.Mlp(64, 64);

    /// <summary>Whether observations are rescaled from their bounds to [-1, 1].</summary>
    public bool Rescale { get; init; }

    /// <summary>How weights begin.</summary>
    public Initializer Initializer { get; init; } = Initializer.Torch;

    /// <summary>What the outputs mean.</summary>
    [JsonConverter(typeof(TextConverter<HeadSpec>))]
    public HeadSpec Head { get; init; }

    /// <summary>Whether the fractions of an implicit head join what the last hidden layer sees.</summary>
    public bool FractionsFirst { get; init; }

    /// <summary>What lies between the hidden layers and the outputs.</summary>
    public StreamKind Streams { get; init; }

    /// <summary>Whether the streams share the last hidden layer.</summary>
    public bool SharedStreams { get; init; }

    /// <summary>First deviation of noisy weights; null: there is no noise.</summary>
    public double? Noise { get; init; }

    /// <summary>The layers, first to last.</summary>
    /// <param name="environment">What the network looks at, and what it chooses among.</param>
    /// <param name="penalty">
    /// Weight of the squares of V and A in the loss of a row, where the streams are regularized.
    /// </param>
    /// <exception cref="BellmanException">A layer does not fit its input.</exception>
    public IReadOnlyList<ILayer> CreateLayers(EnvironmentSpec environment, double penalty = 0)
    {
        IReadOnlyList<ILayer> layers = LayerFactory.Create(Network, environment.ObservationLength, environment.Image, Initializer, new OutputSpec
        {
            Groups = environment.ActionCount,
            PerGroup = Math.Max(Head.Count, 1),
            Streams = Streams,
            SharesHidden = SharedStreams,
            Penalty = (float)penalty,
            Noise = Noise,
            IsImplicit = Head.Kind == HeadKind.Implicit,
            FractionsFirst = FractionsFirst,
        });
        return Rescale ? [Rescaling(environment), .. layers] : layers;
    }

    /// <summary>The network.</summary>
    /// <param name="environment">What it looks at, and what it chooses among.</param>
    /// <param name="seed">Random seed of the weights.</param>
    /// <param name="optimizer">Null: it never learns, such as a target or a policy.</param>
    /// <param name="clip">Gradient clipping.</param>
    /// <param name="workers">Threads for large passes; null: the caller's thread only.</param>
    /// <param name="penalty">
    /// Weight of the squares of V and A in the loss of a row, where the streams are regularized.
    /// </param>
    public Network CreateNetwork(
        EnvironmentSpec environment, ulong seed = 0, OptimizerSpec? optimizer = null, GradientClip clip = default, WorkerPool? workers = null,
        double penalty = 0)
    {
        var random = new Rng(Seeds.For(seed, RandomStream.Weights));
        return new(CreateLayers(environment, penalty), ref random, optimizer, clip, workers);
    }

    private static Rescale Rescaling(EnvironmentSpec environment)
    {
        int length = environment.ObservationLength;
        return environment.Low.Count == length && environment.High.Count == length ? new(environment.Low, environment.High) : throw new BellmanException(
            $"rescale needs bounds for every number of an observation, and {environment.Name} has none: set rescale to false.");
    }
}
