using System.Text.Json;

namespace Bellman.Agents;

/// <summary>Saves a policy alone, without anything that only learning needs, and loads it again.</summary>
public static class PolicyFile
{
    private const string Magic = "policy";
    private const int Version = 1;

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
        string kind = policy is null or QPolicy ? "q-network"
            : throw new BellmanException("A policy over a network of your own cannot be saved: save the network itself.");
        stream.Sync(ref kind);
        QPolicy? saved = policy as QPolicy;
        string spec = saved is null ? "" : JsonSerializer.Serialize(saved.Spec, AgentJson.Default.EnvironmentSpec);
        string options = saved is null ? "" : JsonSerializer.Serialize(saved.Options, AgentJson.Default.DqnOptions);
        stream.Sync(ref spec);
        stream.Sync(ref options);
        saved ??= DqnAgent.EmptyPolicy(
            JsonSerializer.Deserialize(options, AgentJson.Default.DqnOptions)!,
            JsonSerializer.Deserialize(spec, AgentJson.Default.EnvironmentSpec)!);
        saved.Network.Sync(stream);
        policy = saved;
    }
}
