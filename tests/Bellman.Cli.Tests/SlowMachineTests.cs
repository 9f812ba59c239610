using System.Diagnostics;
using System.Runtime.InteropServices;
using Bellman.Cli.Tests.Support;

namespace Bellman.Cli.Tests;

public sealed class SlowMachineTests
{
    [Theory]
    [InlineData("0", "train", "CartPole-v1")]
    [InlineData("0", "inspect", "frozenlake-q")]
    [InlineData("1", "train", "CartPole-v1")]
    public void A_network_without_FMA_says_so_once(string vectors, params string[] command)
    {
        using Tool tool = new();
        bool learns = command[0] == "train";
        using Process process = tool.Start([.. command, .. learns ? [.. Tool.Tiny, "--json"] : Array.Empty<string>()], ("DOTNET_EnableAVX2", vectors));
        Printed printed = Tool.Finish(process);
        Assert.Equal(App.Fine, printed.Code);
        int said = printed.Error.Split('\n').Count(line => line.Contains("without AVX2 and FMA", StringComparison.Ordinal));
        Assert.Equal(learns && vectors == "0" && RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 1 : 0, said);
    }
}
