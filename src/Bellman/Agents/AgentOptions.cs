using System.Text.Json.Serialization;

namespace Bellman.Agents;

/// <summary>The options of one kind of agent. A closed set: each kind names itself in configuration files.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(DqnOptions), "dqn")]
[JsonDerivedType(typeof(Tabular.TabularOptions), "tabular")]
public abstract record AgentOptions
{
    /// <summary>Checks every number.</summary>
    /// <exception cref="BellmanException">One is out of range.</exception>
    public abstract void Validate();
}
