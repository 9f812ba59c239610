using System.Diagnostics;
using Bellman.Cli.Terminal;

namespace Bellman.Cli.Tests.Support;

/// <summary>What a command left: its exit code and what it printed.</summary>
internal sealed record Printed(int Code, string Out, string Error)
{
    /// <summary>The one sentence of a mistake.</summary>
    public string Mistake
    {
        get
        {
            Assert.True(Code == App.Mistake, $"exit code {Code}, out: {Out}, error: {Error}");
            string line = Assert.Single(Error.Trim().Split('\n'));
            Assert.StartsWith("bellman: ", line);
            return line["bellman: ".Length..].TrimEnd();
        }
    }
}

/// <summary>The tool, run in this process or in one of its own, with a folder that goes away with the test.</summary>
internal sealed class Tool : IDisposable
{
    /// <summary>A training that takes a moment.</summary>
    public static readonly string[] Tiny =
    [
        "--steps", "1500", "--set", "network=dense 8, relu", "--set", "learningStarts=100", "--set", "evaluateEvery=500", "--set", "evaluateEpisodes=2",
        "--set", "confirmEpisodes=2", "--set", "reportEvery=100", "--set", "memory=1000", "--set", "batch=8",
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bellman");

    public string Root => _folder.FullName;

    public string At(string name) => Path.Combine(_folder.FullName, name);

    public static Printed Run(params string[] args)
    {
        using StringWriter output = new(), error = new();
        int code = App.Run(args, new ConsoleOutput(output, error));
        return new(code, output.ToString(), error.ToString());
    }

    /// <summary>Trains into a folder of the test.</summary>
    public Printed Train(string name, params string[] more) => Run(["train", "CartPole-v1", "--out", At(name), .. Tiny, .. more]);

    /// <summary>Starts the real program.</summary>
    public Process Start(params string[] args) => Start(args, null);

    /// <summary>Starts the real program with a variable of its environment set.</summary>
    public Process Start(string[] args, (string Name, string Value)? variable)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(App).Assembly.Location, .. args])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Root,
        };
        if (variable is { } set)
        {
            start.Environment[set.Name] = set.Value;
        }
        return Process.Start(start)!;
    }

    public static Printed Finish(Process process)
    {
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new(process.ExitCode, output, error.Result);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
