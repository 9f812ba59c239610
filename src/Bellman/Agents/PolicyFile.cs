using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Bellman.Agents.Tabular;

namespace Bellman.Agents;

/// <summary>Saves and loads policies, without the state that only learning needs.</summary>
public static class PolicyFile
{
    private const string Magic = "policy";
    private const string Network = "q-network", Table = "table", Own = "own";
    private const long MostActivations = 1 << 26; // floats

    /// <summary>Writes a policy atomically.</summary>
    /// <exception cref="BellmanException">It cannot be written, or is of a kind that cannot be saved.</exception>
    public static void Save(IPolicy policy, string path)
        => ChecksummedFile.Write(path, Magic, StateStream.CurrentVersion, file => Sync(StateStream.Writer(file), ref policy, withDigest: true));

    /// <summary>Reads a policy.</summary>
    /// <param name="path">The file.</param>
    /// <param name="own">
    /// For a policy with a network of your own: a policy of the same kind, such as <see cref="IAgent.Snapshot"/>
    /// creates, which receives the saved state.
    /// </param>
    /// <exception cref="BellmanException">The file is missing, damaged or of another kind.</exception>
    public static IPolicy Load(string path, IPolicy? own = null) => ChecksummedFile.Read(path, Magic, StateStream.CurrentVersion, (file, version) =>
    {
        IPolicy policy = own!;
        Sync(StateStream.Reader(file, version), ref policy);
        return policy;
    });

    /// <summary>Passes a policy through a stream: the file's content, and a part of checkpoints.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="policy">The policy; null where it is to be read.</param>
    /// <param name="withDigest">
    /// Writes of which data the environment consists, too: what acting does not need, and a file does.
    /// </param>
    internal static void Sync(StateStream stream, ref IPolicy policy, bool withDigest = false)
    {
        string kind = policy switch
        {
            null or QNetworkPolicy => Network,
            TablePolicy => Table,
            IStateful => Own,
            _ => throw new BellmanException("A policy of your own can be saved where it is IStateful."),
        };
        stream.Sync(ref kind);
        policy = kind switch
        {
            Network => SyncNetwork(stream, policy as QNetworkPolicy, withDigest),
            Table => SyncTable(stream, policy as TablePolicy, withDigest),
            Own => SyncOwn(stream, policy),
            _ => throw new BellmanException($"The policy is of the kind '{kind}', which this version does not know: use a newer one."),
        };
    }

    /// <summary>Passes through a stream what a policy has learned, and nothing of how it is described.</summary>
    internal static void SyncLearned(StateStream stream, IPolicy policy)
    {
        switch (policy)
        {
            case QNetworkPolicy network:
                network.Network.Sync(stream);
                break;
            case TablePolicy table:
                table.Table.Sync(stream);
                break;
            case IStateful own:
                own.Sync(stream);
                break;
        }
    }

    private static IPolicy SyncOwn(StateStream stream, IPolicy? policy)
    {
        if (policy is not IStateful own)
        {
            throw new BellmanException("The policy has a network of another program: "
                + "only the program that made it can read it, with PolicyFile.Load(path, own).");
        }
        own.Sync(stream);
        return policy;
    }

    private static QNetworkPolicy SyncNetwork(StateStream stream, QNetworkPolicy? policy, bool withDigest)
    {
        EnvironmentSpec spec = SyncJson(stream, Written(policy?.Spec, withDigest), new("", 0, 0), AgentJson.Default.EnvironmentSpec);
        // Version 0.1's files say all of the agent's options here, by the same names.
        QNetworkSpec network = SyncJson(stream, policy?.Architecture, new(), AgentJson.Default.QNetworkSpec);
        policy ??= Empty(stream, network, spec);
        policy.Network.Sync(stream);
        return policy;
    }

    private static QNetworkPolicy Empty(StateStream stream, QNetworkSpec network, EnvironmentSpec spec)
    {
        RequireRoom(stream, network, spec);
        return new(network.CreateNetwork(spec), network, spec);
    }

    /// <summary>
    /// Insists, before memory is taken for it, that a network can follow: a few letters can ask for one that no machine
    /// holds.
    /// </summary>
    internal static void RequireRoom(StateStream stream, QNetworkSpec network, EnvironmentSpec spec)
    {
        IReadOnlyList<Neural.Layers.ILayer> layers = network.CreateLayers(spec);
        stream.RequireLeft(layers.Sum(layer => (long)layer.ParameterCount), sizeof(float));
        OptionCheck.Saved(layers.All(layer => layer is { ParameterCount: >= 0, InputLength: > 0, OutputLength: > 0 })
            && layers.Sum(layer => (long)layer.OutputLength) <= MostActivations, "network");
    }

    private static TablePolicy SyncTable(StateStream stream, TablePolicy? policy, bool withDigest)
    {
        EnvironmentSpec spec = SyncJson(stream, Written(policy?.Spec, withDigest), new("", 0, 0), AgentJson.Default.EnvironmentSpec);
        TabularOptions options = SyncJson(stream, policy?.Options, new(), AgentJson.Default.TabularOptions);
        if (policy is null)
        {
            options.Validate();
            policy = TablePolicy.Empty(options, spec);
        }
        policy.Table.Sync(stream);
        return policy;
    }

    private static EnvironmentSpec? Written(EnvironmentSpec? spec, bool withDigest)
        => spec is null || withDigest ? spec : spec with { Digest = null };

    private static T SyncJson<T>(StateStream stream, T? value, T usual, JsonTypeInfo<T> type) where T : class
    {
        string text = value is null ? "" : JsonSerializer.Serialize(value, type);
        stream.Sync(ref text);
        return value ?? PartialJson.Read(text, usual, type, "the policy");
    }
}
