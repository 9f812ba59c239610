using System.Text.Json.Serialization;
using Bellman.Learning;
using Bellman.Neural.Layers;
using Bellman.Neural.Optimizers;

namespace Bellman.Agents;

/// <summary>A Q-network as data: all that a policy file needs in order to build it again, and nothing about how it learns.</summary>
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
    /// <param name="loss">The loss to learn with, where the head leaves a choice.</param>
    public IQHead CreateHead(LossKind loss = LossKind.Huber) => new ScalarHead(loss);

    /// <summary>The layers, first to last.</summary>
    /// <exception cref="BellmanException">A layer does not fit what reaches it.</exception>
    public IReadOnlyList<ILayer> CreateLayers(EnvironmentSpec environment)
    {
        int outputs = environment.ActionCount * CreateHead().OutputsPerAction;
        IReadOnlyList<ILayer> layers = Network.CreateLayers(environment.ObservationLength, outputs, Initializer, environment.Image);
        return Rescale ? [Rescaling(environment), .. layers] : layers;
    }

    /// <summary>The network.</summary>
    /// <param name="environment">What it looks at, and what it chooses among.</param>
    /// <param name="seed">Of its weights.</param>
    /// <param name="optimizer">Null: it never learns, such as a target or a policy.</param>
    /// <param name="clip">Bounds on the gradient.</param>
    /// <param name="workers">Threads to share large passes with; null: the caller's alone.</param>
    public Network CreateNetwork(
        EnvironmentSpec environment, ulong seed = 0, OptimizerSpec? optimizer = null, GradientClip clip = default, WorkerPool? workers = null)
    {
        var random = new Rng(Seeds.For(seed, RandomStream.Weights));
        return new(CreateLayers(environment), ref random, optimizer, clip, workers);
    }

    private static Rescale Rescaling(EnvironmentSpec environment)
    {
        int length = environment.ObservationLength;
        return environment.Low.Count == length && environment.High.Count == length ? new(environment.Low, environment.High) : throw new BellmanException(
            $"rescale needs bounds for every number of an observation, and {environment.Name} has none: set rescale to false.");
    }
}
