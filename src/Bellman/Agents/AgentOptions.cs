using Bellman.Agents.Dqn;
using Bellman.Agents.Pqn;
using System.Text.Json.Serialization;
using Bellman.Agents.Tabular;
using Bellman.Replay;

namespace Bellman.Agents;

/// <summary>
/// The options of one kind of agent, and everything that training needs to know about the kind. The set is closed; this
/// class has the names of the kinds in configuration files.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(DqnOptions), Dqn)]
[JsonDerivedType(typeof(PqnOptions), Pqn)]
[JsonDerivedType(typeof(TabularOptions), Table)]
public abstract record AgentOptions
{
    private const string Dqn = "dqn", Pqn = "pqn", Table = "tabular";

    /// <summary>Makes the default options of each kind.</summary>
    internal static IReadOnlyDictionary<string, Func<AgentOptions>> Kinds { get; } = new Dictionary<string, Func<AgentOptions>>
    {
        [Dqn] = () => new DqnOptions(),
        [Pqn] = () => new PqnOptions(),
        [Table] = () => new TabularOptions(),
    };

    /// <summary>The names of all kinds, as a sentence has them.</summary>
    internal static string KindNames { get; } = string.Join(", ", Kinds.Keys.SkipLast(1)) + " or " + Kinds.Keys.Last();

    /// <summary>Checks every number.</summary>
    /// <exception cref="BellmanException">One is out of range.</exception>
    public abstract void Validate();

    /// <summary>
    /// The name of the algorithm with the default options of the literature, which presets are compared with.
    /// </summary>
    internal abstract (string Name, AgentOptions Options) Baseline { get; }

    /// <summary>Whether the agent needs state numbers instead of observation vectors.</summary>
    internal virtual bool ReadsStateNumbers => false;

    /// <summary>The agent.</summary>
    /// <exception cref="BellmanException">An option is out of range, or the machine has too little memory.</exception>
    internal abstract IAgent CreateAgent(EnvironmentSpec spec, int lanes, ulong seed, WorkerPool? workers);

    /// <summary>Throws if a run with this number of steps would not learn anything.</summary>
    /// <exception cref="BellmanException">It would end before.</exception>
    internal virtual void RequireLearning(long steps, int lanes)
    {
    }

    /// <summary>Checks that a file is long enough for what the options ask for, before memory is taken.</summary>
    internal virtual void RequireRoom(StateStream stream, EnvironmentSpec spec)
    {
    }

    /// <summary>Sizes of the agent's replay memory; null: none.</summary>
    internal virtual ReplayShape? ReplayFor(EnvironmentSpec spec, int lanes) => null;

    /// <summary>Bytes of memory that the agent will use, estimated; 0 where nothing is known.</summary>
    internal virtual double BytesFor(EnvironmentSpec spec, int lanes) => 0;

    /// <summary>The layers of the agent's network; empty: none.</summary>
    internal virtual IReadOnlyList<Neural.Layers.ILayer> LayersFor(EnvironmentSpec spec) => [];
}
