using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Bellman.Agents.Tabular;

namespace Bellman.Agents;

/// <summary>Saves a policy alone, without anything that only learning needs, and loads it again.</summary>
public static class PolicyFile
{
    private const string Magic = "policy";
    private const int Version = 1;
    private const string Network = "q-network", Table = "table";

    /// <summary>Writes a policy, beside and renamed.</summary>
    /// <exception cref="BellmanException">It cannot be written, or is of a kind that cannot be saved.</exception>
    public static void Save(IPolicy policy, string path)
        => SealedFile.Write(path, Magic, Version, file => Sync(StateStream.Writer(file), ref policy));

    /// <summary>Reads a policy.</summary>
    /// <exception cref="BellmanException">The file is missing, damaged or of another kind.</exception>
    public static IPolicy Load(string path) => SealedFile.Read(path, Magic, Version, file =>
    {
        IPolicy policy = null!;
        Sync(StateStream.Reader(file), ref policy);
        return policy;
    });

    /// <summary>Passes a policy through a stream: the file's content, and a part of checkpoints.</summary>
    internal static void Sync(StateStream stream, ref IPolicy policy)
    {
        string kind = policy switch
        {
            null or QPolicy => Network,
            TablePolicy => Table,
            _ => throw new BellmanException("A policy over a network of your own cannot be saved: save the network itself."),
        };
        stream.Sync(ref kind);
        policy = kind switch
        {
            Network => SyncNetwork(stream, policy as QPolicy),
            Table => SyncTable(stream, policy as TablePolicy),
            _ => throw new BellmanException($"The policy is of the kind '{kind}', which this version does not know: use a newer one."),
        };
    }

    private static QPolicy SyncNetwork(StateStream stream, QPolicy? policy)
    {
        EnvironmentSpec spec = SyncJson(stream, policy?.Spec, AgentJson.Default.EnvironmentSpec);
        DqnOptions options = SyncJson(stream, policy?.Options, AgentJson.Default.DqnOptions);
        policy ??= DqnAgent.EmptyPolicy(options, spec);
        policy.Network.Sync(stream);
        return policy;
    }

    private static TablePolicy SyncTable(StateStream stream, TablePolicy? policy)
    {
        EnvironmentSpec spec = SyncJson(stream, policy?.Spec, AgentJson.Default.EnvironmentSpec);
        TabularOptions options = SyncJson(stream, policy?.Options, AgentJson.Default.TabularOptions);
        policy ??= TablePolicy.Empty(options, spec);
        policy.Table.Sync(stream);
        return policy;
    }

    private static T SyncJson<T>(StateStream stream, T? value, JsonTypeInfo<T> type) where T : class
    {
        string text = value is null ? "" : JsonSerializer.Serialize(value, type);
        stream.Sync(ref text);
        return value ?? JsonSerializer.Deserialize(text, type)!;
    }
}
