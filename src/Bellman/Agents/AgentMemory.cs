using System.Globalization;
using Bellman.Neural.Layers;

namespace Bellman.Agents;

/// <summary>Memory estimate of a DQN agent, before anything is allocated.</summary>
/// <param name="Replay">Bytes of the replay memory.</param>
/// <param name="Networks">
/// Bytes of the network that learns, with its gradient and the optimiser's memories, of its target and of the policy
/// that is kept.
/// </param>
/// <param name="Batch">Bytes of a batch on its way through them.</param>
internal readonly record struct AgentMemory(double Replay, double Networks, double Batch)
{
    // Of every parameter: itself, its gradient and at most three memories of an optimiser; the target's; those of the kept policy and of its successor.
    private const int NumbersPerParameter = 8;

    /// <summary>All of it.</summary>
    public double Bytes => Replay + Networks + Batch;

    /// <summary>What an agent costs.</summary>
    /// <param name="replay">Bytes of the replay memory.</param>
    /// <param name="batch">Batch size.</param>
    /// <param name="spec">The environment.</param>
    /// <param name="layers">The layers of Bellman's own network; empty: a network of your own.</param>
    public static AgentMemory Of(long replay, int batch, EnvironmentSpec spec, IReadOnlyList<ILayer> layers)
    {
        double numbers = layers.Sum(layer => (double)layer.ParameterCount);
        // Observations and successors; of each layer what it makes, what it keeps on the way, and the derivatives.
        double row = 2 * (spec.ObservationLength + layers.Sum(layer => (double)layer.OutputLength + ((layer as INoisy)?.KeptPerRow ?? 0)));
        return new(replay, NumbersPerParameter * sizeof(float) * numbers, sizeof(float) * batch * row);
    }

    /// <summary>Throws if the memory of this machine, or an array, is too small for the agent.</summary>
    /// <exception cref="BellmanException">It does not fit.</exception>
    public static void RequireFits(long replay, int batch, EnvironmentSpec spec, int lanes, IReadOnlyList<ILayer> layers, Names? names = null)
        => RequireFits(replay, batch, spec, lanes, layers, Machine.Bytes, names);

    internal static void RequireFits(
        long replay, int batch, EnvironmentSpec spec, int lanes, IReadOnlyList<ILayer> layers, long machineBytes, Names? names = null)
    {
        names ??= new("replay memory", "memory", "batch");
        long widest = Math.Max(spec.ObservationLength, layers.Count == 0 ? spec.ActionCount : layers.Max(layer => (long)layer.OutputLength));
        long numbers = batch * widest, values = (long)lanes * spec.ActionCount;
        if (numbers > Array.MaxLength)
        {
            throw new BellmanException(string.Create(CultureInfo.InvariantCulture,
                $"A batch of {batch:N0} transitions needs {numbers:N0} numbers in one array, and {Array.MaxLength:N0} is the most: "
                + $"set '{names.OfBatch}' lower."));
        }
        if (values > Array.MaxLength)
        {
            throw new BellmanException(string.Create(CultureInfo.InvariantCulture,
                $"{lanes:N0} lanes of {spec.ActionCount:N0} actions have {values:N0} values in one array, "
                + $"and {Array.MaxLength:N0} is the most: set 'lanes' lower."));
        }
        AgentMemory memory = Of(replay, batch, spec, layers);
        if (!Machine.Holds(memory.Bytes, machineBytes))
        {
            throw new BellmanException($"The agent needs {Machine.Size(memory.Bytes)} ({Machine.Size(memory.Replay)} for its {names.Replay}, "
                + $"{Machine.Size(memory.Networks)} for its networks and {Machine.Size(memory.Batch)} for a batch), and this machine has "
                + $"{Machine.Size(machineBytes)}: set '{memory.Largest(names)}' lower.");
        }
    }

    private string Largest(Names names) => Replay >= Math.Max(Networks, Batch) ? names.OfReplay : Batch >= Networks ? names.OfBatch : "network";

    /// <summary>What a kind of agent calls its parts.</summary>
    /// <param name="Replay">What it learns from.</param>
    /// <param name="OfReplay">The option that says how much of it there is.</param>
    /// <param name="OfBatch">The option that says how much is learned from at a time.</param>
    internal sealed record Names(string Replay, string OfReplay, string OfBatch);
}
