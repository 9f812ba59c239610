using System.Diagnostics;
using System.Text.RegularExpressions;
using Bellman.Cli.Tests.Support;

namespace Bellman.Cli.Tests.Commands;

/// <summary>
/// Every command and every option, as <c>--help</c> lists them, with arguments that nobody should give: each is taken, or refused with one
/// sentence and exit code 2. None shows a stack trace, none hangs.
/// </summary>
public sealed class SweepTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // What makes a command do little, so that a strange argument decides.
    private static readonly Dictionary<string, string[]> Usual = new()
    {
        ["list"] = [],
        ["train"] =
        [
            "CartPole-v1", "--set", "steps=40", "--set", "network=dense 4, relu", "--set", "learningStarts=20", "--set", "evaluateEvery=0",
            "--set", "longestEpisode=20", "--set", "memory=100", "--set", "batch=4",
        ],
        ["evaluate"] = ["RUN", "--episodes", "2"],
        ["play"] = ["RUN"],
        ["solve"] = ["FrozenLake-v1"],
        ["plot"] = ["RUN"],
        ["inspect"] = ["cartpole"],
        ["bench"] = ["no-such-bench"],
        ["roms"] = [],
        ["trace"] = ["ROM", "--frames", "2"],
    };

    private readonly Tool _tool = new();
    private readonly string[] _strange;

    public SweepTests()
    {
        Directory.CreateDirectory(_tool.At("folder"));
        File.WriteAllBytes(_tool.At("noise"), [.. Enumerable.Range(0, 700).Select(i => (byte)(i * 37))]);
        File.WriteAllText(_tool.At("empty"), "");
        File.WriteAllText(_tool.At("unreadable"), "{}");
        string[] special = [];
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_tool.At("unreadable"), UnixFileMode.None);
            Process.Start("mkfifo", _tool.At("pipe")).WaitForExit();
            special = ["/dev/null", "/dev/zero", "/dev/full", _tool.At("pipe"), _tool.At("unreadable")];
        }
        _strange =
        [
            "", " ", "0", "-1", "-0", "08", "NaN", "Infinity", "-Infinity", "1e400", "-1e400", "1e1", "99999999999999999999", "-99999999999999999999",
            "2147483648", "1x1", "0x0", "99999x99999", "=", "a=", "=1", ":", "CartPole-v1:", "CartPole-v1:x", "CartPole-v1:=", "FrozenLake-v1:map=", "@nothing", "--", "{}",
            "\0", "a\nb", "\u001b[31mred", "\ud800", new string('9', 400), new string('a', 5000), "no such file", "../../..",
            _tool.At("folder"), _tool.At("noise"), _tool.At("empty"), .. special,
        ];
    }

    public static TheoryData<string> Commands => [.. Usual.Keys];

    public void Dispose() => _tool.Dispose();

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_strange_argument_is_taken_or_refused_with_one_sentence(string command)
    {
        Assert.Equal(App.Fine, _tool.Train("run").Code);
        foreach (string strange in _strange)
        {
            if ((command, strange) is not ("bench", "--")) // which asks for every bench, and takes minutes
            {
                Check([command, strange]);
            }
            Check([command, strange, strange]);
            Check([command, .. Base(command), strange]);
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void An_option_with_a_strange_value_is_taken_or_refused_with_one_sentence(string command)
    {
        Assert.Equal(App.Fine, _tool.Train("run").Code);
        string[] options = [.. Options(command)];
        Assert.Contains("--help", options);
        foreach (string option in options)
        {
            Check([command, .. Base(command), option]);
            Check([command, option]);
            foreach (string strange in _strange)
            {
                Check([command, .. Base(command), option, strange]);
                Check([command, .. Base(command), $"{option}={strange}"]);
            }
        }
    }

    [Fact]
    public void A_strange_world_or_ROM_for_a_run_is_taken_or_refused_with_one_sentence()
    {
        Assert.Equal(App.Fine, _tool.Train("run").Code);
        foreach (string strange in _strange)
        {
            Check(["evaluate", _tool.At("run"), "--episodes", "2", "--environment", "ALE/Pong-v5", "--rom", strange]);
            Check(["play", _tool.At("run"), "--environment", strange + ".json"]);
            Check(["train", strange, "--resume", _tool.At("run")]);
            Check(["train", "--resume", _tool.At("run"), "--rom", strange]);
            Check(["train", "--resume", _tool.At("run"), "--config", strange]);
        }
    }

    [Fact]
    public void The_sweep_knows_every_command()
        => Assert.Equal(Usual.Keys.Order(), Lines(Tool.Run("--help").Out.Split("Commands:")[1]).Select(line => line.Trim().Split(' ')[0]).Order());

    [Fact]
    public void Arguments_that_are_no_text_are_refused_too()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // arguments are always text there
        }
        foreach (string line in (string[])["train $'\\xff'", "train $'/\\xff/\\xff'", "evaluate $'\\xc3\\x28'", "train CartPole-v1 --set $'gamma=\\xff'"])
        {
            var start = new ProcessStartInfo("bash", ["-c", $"exec dotnet exec '{typeof(App).Assembly.Location}' {line}"])
            {
                RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _tool.Root,
            };
            using Process process = Process.Start(start)!;
            Assert.NotEmpty(Tool.Finish(process).Mistake);
        }
    }

    private string[] Base(string command) => [.. Usual[command].Select(word => word switch
    {
        "RUN" => _tool.At("run"), "ROM" => _tool.At("noise"), _ => word,
    }), .. command == "train" ? (string[])["--out", Path.Combine(_tool.Root, Guid.NewGuid().ToString("N"))] : []];

    private static IEnumerable<string> Options(string command)
        => Lines(Tool.Run(command, "--help").Out.Split("Options:")[1]).Select(line => Regex.Match(line, "--[a-z-]+")).Where(name => name.Success)
            .Select(name => name.Value).Distinct();

    private static string[] Lines(string text) => [.. text.Split('\n').Where(line => line.Trim().Length > 0)];

    private void Check(string[] args)
    {
        string before = Directory.GetCurrentDirectory();
        string shown = string.Join(' ', args.Select(arg => $"[{(arg.Length > 60 ? arg[..60] + "..." : arg)}]"));
        Task<Printed> work = Task.Run(() => Tool.Run(args));
        Assert.True(work.Wait(Patience), $"{shown} did not end.");
        Printed printed = work.Result;
        Assert.True(printed.Code is App.Fine or App.Mistake, $"{shown} ended with {printed.Code}: {printed.Error}");
        Assert.DoesNotContain("should not have happened", printed.Error);
        if (printed.Code == App.Mistake)
        {
            string line = Assert.Single(printed.Error.Trim().Split('\n'), text => text.StartsWith("bellman: ", StringComparison.Ordinal));
            Assert.DoesNotContain('\u001b', line);
        }
        Assert.Equal(before, Directory.GetCurrentDirectory());
    }
}
