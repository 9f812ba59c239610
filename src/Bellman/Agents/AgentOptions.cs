using System.Text.Json.Serialization;
using Bellman.Agents.Tabular;
using Bellman.Replay;

namespace Bellman.Agents;

/// <summary>
/// The options of one kind of agent, and all that the rest of Bellman asks of the kind. A closed set: each kind names itself in configuration files
/// here, and nowhere else.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(DqnOptions), "dqn")]
[JsonDerivedType(typeof(TabularOptions), "tabular")]
public abstract record AgentOptions
{
    /// <summary>Checks every number.</summary>
    /// <exception cref="BellmanException">One is out of range.</exception>
    public abstract void Validate();

    /// <summary>The default options of a kind; null where there is no such kind.</summary>
    internal static AgentOptions? OfKind(string kind) => kind switch
    {
        "dqn" => new DqnOptions(),
        "tabular" => new TabularOptions(),
        _ => null,
    };

    /// <summary>What the algorithm is called, and its options as the literature has them: what presets are compared with.</summary>
    internal abstract (string Name, AgentOptions Options) Baseline { get; }

    /// <summary>Whether the agent needs the number of a state instead of an observation vector.</summary>
    internal virtual bool ReadsStateNumbers => false;

    /// <summary>The agent.</summary>
    /// <exception cref="BellmanException">An option is out of range, or the machine has too little memory.</exception>
    internal abstract IAgent CreateAgent(EnvironmentSpec spec, int lanes, ulong seed, WorkerPool? workers);

    /// <summary>Checks that a run of so many steps would learn.</summary>
    /// <exception cref="BellmanException">It would end before.</exception>
    internal virtual void RequireLearning(long steps)
    {
    }

    /// <summary>Checks that a file is long enough for what the options ask for, before memory is taken.</summary>
    internal virtual void RequireRoom(StateStream stream, EnvironmentSpec spec)
    {
    }

    /// <summary>The agent's replay memory; null where it has none.</summary>
    internal virtual ReplayShape? ReplayFor(EnvironmentSpec spec, int lanes) => null;

    /// <summary>The layers of the agent's network; empty where it has none.</summary>
    internal virtual IReadOnlyList<Neural.Layers.ILayer> LayersFor(EnvironmentSpec spec) => [];
}
