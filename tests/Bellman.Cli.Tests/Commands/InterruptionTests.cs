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

    // Each lasts for hours before the next report: what has no end of its own must be left in the middle.
    [Theory]
    [InlineData("INT", "steps=2000000000")]
    [InlineData("TERM", "steps=2000000000")]
    [InlineData("HUP", "steps=2000000000")]
    [InlineData("HUP", "steps=1000 gradientSteps=100000 batch=128")]
    [InlineData("INT", "steps=1000 gradientSteps=100000 batch=128")]
    public void A_signal_does_not_wait_for_a_report(string signal, string options)
    {
        string[] more = [.. options.Split(' ').SelectMany(option => (string[])["--set", option])];
        string[] start =
        [
            "train", "CartPole-v1", "--out", _tool.At("r"), "--json", "--set", "network=dense 256, relu, dense 256, relu", "--set", "learningStarts=100",
            "--set", "memory=1000", "--set", "batch=8", "--set", "evaluateEvery=0", "--set", "reportEvery=2000000000", .. more,
        ];
        Printed stopped = Interrupted(_tool.Start(start), Path.Combine(_tool.At("r"), "config.json"), signal);
        Assert.Contains("bellman: stopping, the run is being saved", stopped.Error);
        Assert.Contains("everything is saved. To go on: bellman train --resume", stopped.Error);
        // A second signal shortens, and loses nothing.
        Interrupted(_tool.Start("train", "--resume", _tool.At("r"), "--json"), Path.Combine(_tool.At("r"), ".lock"), signal, signal);
        Assert.Contains("cartpole", Tool.Run("evaluate", _tool.At("r"), "--episodes", "1").Out, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public void A_signal_ends_an_evaluation_that_has_no_end(string signal)
    {
        // A table that knows nothing walks against the wall for ever.
        Process process = _tool.Start("train", "CliffWalking-v1", "--out", _tool.At("r"), "--json", "--save-every", "0", "--set", "lanes=1", "--set", "evaluateEvery=1",
            "--set", "evaluateSteps=1000000000000", "--set", "longestEpisode=2000000000");
        Printed stopped = Interrupted(process, Path.Combine(_tool.At("r"), "config.json"), signal);
        Assert.Contains("everything is saved. To go on: bellman train --resume", stopped.Error);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void A_signal_ends_the_final_scoring_of_a_run_that_is_saved(string signal)
    {
        Process process = _tool.Start("train", "CliffWalking-v1", "--out", _tool.At("r"), "--json", "--steps", "8", "--set", "longestEpisode=2000000000");
        Printed stopped = Interrupted(process, Path.Combine(_tool.At("r"), "plot.svg"), signal);
        Assert.Contains("bellman: stopping; press Ctrl-C again to end at once", stopped.Error);
        Assert.True(File.Exists(Path.Combine(_tool.At("r"), "policy.bin")));
    }

    [Fact]
    public void A_chart_in_utf_8_is_drawn_with_dots()
    {
        using Process process = _tool.Start(["train", "CartPole-v1", "--out", _tool.At("r"), .. Tool.Tiny]);
        Assert.Contains(Tool.Finish(process).Out, letter => letter is > '\u2800' and <= '\u28ff');
    }

    [Fact]
    public void The_real_program_ends_with_the_codes_it_promises()
    {
        using Process help = _tool.Start("--help");
        Assert.Equal(App.Fine, Tool.Finish(help).Code);
        using Process mistake = _tool.Start("train", "CartPol-v1");
        Assert.Equal("There is no environment 'CartPol-v1': did you mean 'CartPole-v1'?", Tool.Finish(mistake).Mistake);
    }

    /// <summary>Sends signals to a program once a file exists. One that does not stop within a minute, where all it does would take hours, never will.</summary>
    private static Printed Interrupted(Process process, string file, params string[] signals)
    {
        using (process)
        {
            Task<Printed> printed = Task.Run(() => Tool.Finish(process));
            Assert.True(SpinWait.SpinUntil(() => File.Exists(file), TimeSpan.FromMinutes(2)), "it never began");
            Thread.Sleep(500); // into the middle of it; whenever the signal comes, the same must happen
            foreach (string signal in signals)
            {
                Process.Start("kill", ["-" + signal, process.Id.ToString(null, null)]).WaitForExit();
            }
            if (!printed.Wait(TimeSpan.FromMinutes(1)))
            {
                process.Kill();
                Assert.Fail("it did not stop: " + printed.Result.Error);
            }
            Assert.Equal(App.Stopped, printed.Result.Code);
            return printed.Result;
        }
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
