using System.Runtime.CompilerServices;
using Bellman.Cli.Tests.Support;

namespace Bellman.Cli.Tests;

/// <summary>What the README says is true.</summary>
public sealed class ReadmeTests
{
    private static readonly string Root = Path.Combine(Path.GetDirectoryName(Here())!, "..", "..");

    private static string Here([CallerFilePath] string path = "") => path;

    [Fact]
    public void Its_program_is_the_example_that_is_compiled_and_run()
    {
        string program = File.ReadAllText(Path.Combine(Root, "README.md")).Split("```csharp\n")[1].Split("```")[0];
        Assert.EndsWith(program, File.ReadAllText(Path.Combine(Root, "examples", "cartpole.cs")).TrimEnd() + "\n");
    }

    [Fact]
    public void Its_table_names_every_command()
    {
        string readme = File.ReadAllText(Path.Combine(Root, "README.md"));
        string[] commands = [.. Tool.Run("--help").Out.Split("Commands:")[1].Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Trim().Split(' ')[0]).Where(name => name.Length > 0)];
        Assert.Equal(10, commands.Length);
        Assert.All(commands, name => Assert.Contains($"| `bellman {name}", readme));
    }
}
