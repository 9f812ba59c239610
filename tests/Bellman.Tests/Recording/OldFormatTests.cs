using System.Runtime.InteropServices;
using Bellman.Agents;
using Bellman.Agents.Tabular;
using Bellman.Training;

namespace Bellman.Tests.Recording;

/// <summary>Files that version 0.1.0 left: policies are read, runs are refused by name.</summary>
public sealed class OldFormatTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bellman").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_network_of_format_1_is_read_with_every_weight()
    {
        string file = Old("policy-of-a-network-format-1");
        var policy = Assert.IsType<QNetworkPolicy>(PolicyFile.Load(file));
        byte[] bytes = File.ReadAllBytes(file);
        int length = policy.Network.Parameters.Length * sizeof(float);
        Assert.Equal(MemoryMarshal.Cast<byte, float>(bytes.AsSpan(bytes.Length - 4 - length, length)), policy.Network.Parameters);
        Assert.Equal("CartPole-v1", policy.Spec.Name);
    }

    [Fact]
    public void A_table_of_format_1_is_read()
    {
        var policy = Assert.IsType<TablePolicy>(PolicyFile.Load(Old("policy-of-a-table-format-1")));
        Assert.InRange(policy.StateCount, 5, 16);
    }

    [Fact]
    public void A_run_of_format_1_is_refused_by_its_number()
        => Assert.Contains("has format 1, and this version of Bellman goes on from 3 on",
            Assert.Throws<BellmanException>(() => Checkpoint.Load(Old("checkpoint-format-1"), out _)).Message);

    [Fact]
    public void A_run_of_format_2_is_refused_by_its_number()
    {
        string path = Path.Combine(_folder, "checkpoint");
        ChecksummedFile.Write(path, "bellman", 2, file => file.WriteByte(0));
        Assert.Contains("has format 2, and this version of Bellman goes on from 3 on",
            Assert.Throws<BellmanException>(() => Checkpoint.Load(path, out _)).Message);
    }

    private string Old(string name)
    {
        string path = Path.Combine(_folder, name);
        using FileStream file = File.Create(path);
        using Stream golden = typeof(OldFormatTests).Assembly.GetManifestResourceStream($"Golden.{name}.bin")!;
        golden.CopyTo(file);
        return path;
    }
}
