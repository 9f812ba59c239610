using System.Diagnostics;
using Bellman.Cli.Tests.Support;

namespace Bellman.Cli.Tests.Commands;

/// <summary>The real program, really interrupted.</summary>
public sealed class InterruptionTests : IDisposable
{
    private static readonly string[] Long = ["--json", "--set", "steps=12000", "--save-every", "0"];

    // So long that the signal, which a program of its own sends, comes in time on a busy machine too.
    private static readonly string[] Longer = [.. Long, "--set", "steps=50000"];

    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(2500)]
    [InlineData(7100)]
    public void A_run_that_is_killed_and_resumed_ends_with_the_same_bits(int steps)
    {
        string uninterrupted = TrainTests.Fingerprint(_tool.Train("whole", Long));
        using (Process victim = StartTraining("parts", Long))
        {
            WaitForSteps("parts", steps);
            victim.Kill(); // SIGKILL: no chance to tidy up
            victim.WaitForExit();
        }
        using Process resumed = _tool.Start("train", "--resume", _tool.At("parts"), "--json");
        Assert.Equal(uninterrupted, TrainTests.Fingerprint(Tool.Finish(resumed)));
        Assert.Equal(File.ReadAllText(Path.Combine(_tool.At("whole"), "episodes.jsonl")), File.ReadAllText(Path.Combine(_tool.At("parts"), "episodes.jsonl")));
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void A_polite_signal_saves_and_says_how_to_go_on(string signal)
    {
        string uninterrupted = TrainTests.Fingerprint(_tool.Train("whole", Longer));
        Printed stopped;
        using (Process process = StartTraining("parts", Longer))
        {
            WaitForSteps("parts", 1000);
            Process.Start("kill", ["-" + signal, process.Id.ToString(null, null)]).WaitForExit();
            stopped = Tool.Finish(process);
        }
        Assert.Equal(App.Stopped, stopped.Code);
        Assert.Equal("", stopped.Out);
        Assert.Contains($"To go on: bellman train --resume {_tool.At("parts")}", stopped.Error);
        Assert.Equal(uninterrupted, TrainTests.Fingerprint(Tool.Run("train", "--resume", _tool.At("parts"), "--json")));
    }

    [Fact]
    public void The_real_program_ends_with_the_codes_it_promises()
    {
        using Process help = _tool.Start("--help");
        Assert.Equal(App.Fine, Tool.Finish(help).Code);
        using Process mistake = _tool.Start("train", "CartPol-v1");
        Assert.Equal("There is no environment 'CartPol-v1': did you mean 'CartPole-v1'?", Tool.Finish(mistake).Mistake);
    }

    private Process StartTraining(string name, string[] more)
        => _tool.Start(["train", "CartPole-v1", "--out", _tool.At(name), .. Tool.Tiny, .. more]);

    private void WaitForSteps(string name, int steps)
    {
        string checkpoint = Path.Combine(_tool.At(name), "checkpoint.bin"), metrics = Path.Combine(_tool.At(name), "metrics.jsonl");
        Assert.True(SpinWait.SpinUntil(() => File.Exists(checkpoint) && Lines(metrics) * 100 >= steps, TimeSpan.FromMinutes(1)), "the training never came so far");
    }

    private static int Lines(string path)
    {
        Thread.Sleep(2);
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().Count(c => c == '\n');
    }
}
