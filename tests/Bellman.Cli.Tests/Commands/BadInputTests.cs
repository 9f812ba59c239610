using System.Diagnostics;
using Bellman.Cli.Tests.Support;

namespace Bellman.Cli.Tests.Commands;

/// <summary>Each mistake is one clear sentence and exit code 2, and nothing is written.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    private string Mistake(params string[] args)
    {
        string sentence = Tool.Run(args).Mistake;
        Assert.Empty(Directory.GetFileSystemEntries(_tool.Root));
        return sentence;
    }

    [Theory]
    [InlineData("There is no environment 'CartPol-v1': did you mean 'CartPole-v1'?", "train", "CartPol-v1")]
    [InlineData("There is no preset 'cartpole-adm': did you mean 'cartpole-adam'?", "train", "CartPole-v0", "--preset", "cartpole-adm")]
    [InlineData("There is no option 'gama': did you mean 'gamma'? ('bellman inspect PRESET' lists them all.)", "train", "CartPole-v1", "--set", "gama=1")]
    [InlineData("'x' does not fit the option 'steps': it must be a whole number (steps).", "train", "CartPole-v1", "--steps", "x")]
    [InlineData("gamma is 1.5: it must be between 0 and 1.", "train", "CartPole-v1", "--set", "gamma=1.5")]
    [InlineData("batch is 0: it must be between 1 and 65536.", "train", "CartPole-v1", "--set", "batch=0")]
    [InlineData("steps is 0: it must be between 1 and 1000000000000.", "train", "CartPole-v1", "--steps", "0")]
    [InlineData("lanes is 0: it must be between 1 and 4096.", "train", "CartPole-v1", "--lanes", "0")]
    [InlineData("learningStarts is 5000 and the run has 5000 steps, so nothing would ever be learned: set learningStarts lower or steps higher.",
        "train", "CartPole-v1", "--steps", "5000", "--set", "learningStarts=5000")]
    [InlineData("There is no environment 'ALE/Pnog-v5': did you mean 'ALE/Pong-v5'?", "train", "ALE/Pnog-v5")]
    [InlineData("ALE/Rom-v5 plays any ROM: name its file, such as ALE/Rom-v5:rom=FILE or with --rom FILE.", "train", "ALE/Rom-v5")]
    [InlineData("There is no file '/nowhere.bin', which should be the ROM of Pong.", "train", "ALE/Pong-v5", "--rom", "/nowhere.bin")]
    [InlineData("There is no folder 'nowhere': set BELLMAN_ROMS to the folder that holds your ROMs.", "roms", "nowhere")]
    [InlineData("There is no file 'nowhere.bin', which should be a ROM.", "trace", "nowhere.bin")]
    [InlineData("Say which environment to train in, for example 'bellman train CartPole-v1' ('bellman list' shows them all).", "train")]
    [InlineData("There is no preset 'cartpol': did you mean 'cartpole'?", "inspect", "cartpol")]
    [InlineData("'0' does not fit --episodes: it must be a whole number of at least 1.", "evaluate", "x", "--episodes", "0")]
    [InlineData("There is no folder 'nowhere': name the folder of a run, as 'bellman train' printed it.", "evaluate", "nowhere")]
    [InlineData("There is no folder 'nowhere': name the folder of a run, as 'bellman train' printed it.", "plot", "nowhere")]
    [InlineData("There is no folder 'nowhere': name the folder of a run, as 'bellman train' printed it.", "train", "--resume", "nowhere")]
    public void A_mistake_on_the_command_line_is_one_sentence(string sentence, params string[] args) => Assert.Equal(sentence, Mistake(args));

    [Theory]
    [InlineData("There is no command 'trian': did you mean 'train'? ('bellman --help' lists them.)", "trian")]
    [InlineData("There is no command 'trian': did you mean 'train'? ('bellman --help' lists them.)", "help", "trian")]
    [InlineData("There is no option '--sede' of 'bellman train': did you mean '--seed'?", "train", "CartPole-v1", "--sede", "3")]
    [InlineData("There is no option '--sede' of 'bellman train': did you mean '--seed'?", "train", "--sede=3")]
    [InlineData("There is no option '--jason' of 'bellman list': did you mean '--help'?", "list", "--jason")]
    [InlineData("--seed needs a value: write --seed N.", "train", "CartPole-v1", "--seed")]
    [InlineData("--seed is given 2 times: leave all but one out.", "train", "CartPole-v1", "--seed", "1", "--seed", "2")]
    [InlineData("What follows --out is no text: say what it should be, or leave --out out.", "train", "CartPole-v1", "--out", "")]
    [InlineData("'1e12' does not fit --save-every: it must be a number of seconds from 0 to 31536000, which is a year.",
        "train", "CartPole-v1", "--save-every", "1e12")]
    [InlineData("There is no folder '@dir': name the folder of a run, as 'bellman train' printed it.", "evaluate", "@dir")]
    [InlineData("'bellman evaluate' needs DIR: the folder of a run.", "evaluate")]
    [InlineData("'bellman plot' needs DIR: folders of runs.", "plot")]
    [InlineData("--set preset=NAME would change the label and no option: write --preset NAME.", "train", "CartPole-v1", "--set", "preset=x")]
    [InlineData("--set environment=ENV would keep the options of another environment: write 'bellman train ENV'.",
        "train", "CartPole-v1", "--set", "Environment=Acrobot-v1")]
    [InlineData("Say which environment to train in, for example 'bellman train CartPole-v1' ('bellman list' shows them all).", "train", "--rom", "x.bin")]
    [InlineData("--rom names the ROM of an Atari game, and CartPole-v1 is none: leave it out.", "train", "CartPole-v1", "--rom", "x.bin")]
    [InlineData("The ROM is named twice, by rom= and by --rom: leave one of the two out.", "train", "ALE/Pong-v5:rom=x.bin", "--rom", "y.bin")]
    public void What_cannot_be_meant_is_one_sentence_too(string sentence, params string[] args) => Assert.Equal(sentence, Mistake(args));

    [Theory]
    [InlineData("priority is -0.1: it must be between 0 and 1.", "priority=-0.1")]
    [InlineData("priority is 1.5: it must be between 0 and 1.", "priority=1.5")]
    [InlineData("importanceBeta is 1.5: it must be between 0 and 1.", "priority=0.6", "importanceBeta=linear(0.4, 1.5, 100)")]
    [InlineData("munchausen is -0.5: it must be between 0 and 1.", "munchausen=-0.5")]
    [InlineData("munchausen is 2: it must be between 0 and 1.", "munchausen=2")]
    [InlineData("logPolicyFloor is 1: it must be between -1000000000 and 0.", "logPolicyFloor=1")]
    [InlineData("streamPenalty is -1: it must be between 0 and 1000.", "streamPenalty=-1")]
    [InlineData("noise is -1: it must be between 0 and 10.", "noise=-1")]
    [InlineData("Option 'head': 'quantile 0' is not a head: write 'scalar', 'categorical N LOW HIGH' (C51 is 'categorical 51 -10 10'), 'quantile N', 'implicit N', "
        + "'gaussian N LOW HIGH' or 'twohot N LOW HIGH', N from 2 to 1000 and LOW less than HIGH.", "head=quantile 0")]
    [InlineData("These options do not go together: munchausen softens the choice of the next action, and double would choose one: set double to false.",
        "munchausen=0.9", "double=true")]
    [InlineData("These options do not go together: an implicit head draws fractions where the others draw noise: set noise to null.",
        "head=implicit 8", "noise=0.5")]
    public void A_member_of_the_family_that_cannot_be_meant_is_one_sentence(string sentence, params string[] assignments)
        => Assert.Equal(sentence, Mistake(["train", "CartPole-v1", "--set", "double=false", .. assignments.SelectMany(text => (string[])["--set", text])]));

    [Fact]
    public void Whoever_says_nothing_gets_help()
        => Assert.All((string[][])[[], ["help"]], args => Assert.Equal(Tool.Run("--help"), Tool.Run(args)));

    [Fact]
    public void A_folder_is_no_ROM()
    {
        Assert.Equal($"'{_tool.Root}' is a folder: the ROM of Pong must be an ordinary file.", Mistake("train", "ALE/Pong-v5", "--rom", _tool.Root));
        Assert.Equal($"'{_tool.Root}' is a folder: a ROM must be an ordinary file.", Mistake("trace", _tool.Root));
    }

    [Fact]
    public void A_memory_larger_than_the_machine_is_refused()
        => Assert.Contains("this machine has", Mistake("train", "CartPole-v1", "--set", "memory=2000000000", "--out", _tool.At("r")));

    [Fact]
    public void A_malformed_configuration_says_where()
    {
        string file = _tool.At("c.json");
        File.WriteAllText(file, "{\n  \"steps\": 5,,\n}");
        Assert.StartsWith($"{file}, line 2, column 14: ", Tool.Run("train", "CartPole-v1", "--config", file, "--out", _tool.At("r")).Mistake);
        Assert.Equal([file], Directory.GetFileSystemEntries(_tool.Root));
    }

    [Fact]
    public void A_configuration_for_another_environment_is_refused()
    {
        string file = _tool.At("c.json");
        File.WriteAllText(file, "{ \"environment\": \"Acrobot-v1\" }");
        Assert.Contains("is for Acrobot-v1, not for CartPole-v1", Tool.Run("train", "CartPole-v1", "--config", file).Mistake);
    }

    [Fact]
    public void A_folder_that_holds_another_run_is_refused_and_left_alone()
    {
        Assert.Equal(App.Fine, _tool.Train("r").Code);
        var before = Snapshot("r");
        Assert.Contains("holds another run", _tool.Train("r").Mistake);
        Assert.Equal(before, Snapshot("r"));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_refused()
    {
        File.WriteAllText(_tool.At("file"), "");
        Assert.Contains("cannot be written", _tool.Train(Path.Combine("file", "r")).Mistake);
        Assert.Contains("is a file", _tool.Train("file").Mistake);
    }

    [Theory]
    [InlineData("missing", "There is no file")]
    [InlineData("truncated", "is cut short")]
    [InlineData("flipped", "is damaged")]
    [InlineData("newer", "use a newer version")]
    [InlineData("text", "is not a")]
    public void A_checkpoint_that_cannot_be_trusted_is_refused_and_left_alone(string damage, string sentence)
    {
        Assert.Equal(App.Fine, _tool.Train("r").Code);
        Damage(Path.Combine(_tool.At("r"), "checkpoint.bin"), damage);
        var before = Snapshot("r");
        Assert.Contains(sentence, Tool.Run("train", "--resume", _tool.At("r"), "--steps", "9000").Mistake);
        Assert.Equal(before, Snapshot("r"));
    }

    [Theory]
    [InlineData("The saved run has seed 1, and you asked for 2", "--seed", "2")]
    [InlineData("The saved run has seed 1, and you asked for 2", "--seed", "2", "--set", "seed=1")]
    [InlineData("The saved run has gamma 0.995, and you asked for 0.5", "--set", "gamma=0.5")]
    [InlineData("The saved run has environment CartPole-v1, and you asked for Acrobot-v1", "Acrobot-v1")]
    [InlineData("The saved run has preset cartpole, and you asked for cartpole-zoo", "--preset", "cartpole-zoo")]
    [InlineData("a resumed run can only be prolonged, not cut to 1000", "--steps", "1000")]
    [InlineData("A resumed run stays in its folder", "--out", "elsewhere")]
    public void A_resumed_run_cannot_become_another(string sentence, params string[] flags)
    {
        Assert.Equal(App.Fine, _tool.Train("r").Code);
        var before = Snapshot("r");
        Assert.Contains(sentence, Tool.Run(["train", "--resume", _tool.At("r"), .. flags]).Mistake);
        Assert.Equal(before, Snapshot("r"));
    }

    [Theory]
    [InlineData("The saved run has environment CartPole-v1, and you asked for Acrobot-v1", """{ "environment": "Acrobot-v1" }""")]
    [InlineData("The saved run has preset cartpole, and you asked for cartpole-zoo", """{ "preset": "cartpole-zoo" }""")]
    [InlineData("is for another kind of agent than the saved run has", """{ "agent": { "kind": "tabular" } }""")]
    public void A_configuration_of_another_run_does_not_resume_this_one_whatever_the_arguments_say(string sentence, string config)
    {
        Assert.Equal(App.Fine, _tool.Train("r").Code);
        File.WriteAllText(_tool.At("c.json"), config);
        var before = Snapshot("r");
        Assert.Contains(sentence,
            Tool.Run("train", "CartPole-v1", "--preset", "cartpole", "--config", _tool.At("c.json"), "--resume", _tool.At("r")).Mistake);
        Assert.Equal(before, Snapshot("r"));
    }

    [Fact]
    public void A_disk_that_takes_no_more_is_a_sentence_and_the_run_can_go_on_later()
    {
        if (!OperatingSystem.IsLinux())
        {
            return; // only there a shell can say how large files may grow
        }
        Assert.Equal(App.Fine, _tool.Train("r").Code);
        byte[] before = File.ReadAllBytes(Path.Combine(_tool.At("r"), "policy.bin"));
        // The checkpoint is larger than 30 KiB. Without the last setting the runtime itself would want larger files.
        string limited = $"trap '' XFSZ; ulimit -f 30; export DOTNET_EnableWriteXorExecute=0; exec dotnet exec '{typeof(App).Assembly.Location}' "
            + $"train --resume '{_tool.At("r")}' --steps 2000";
        var start = new ProcessStartInfo("bash", ["-c", limited]) { RedirectStandardOutput = true, RedirectStandardError = true };
        string sentence = Tool.Finish(Process.Start(start)!).Mistake;
        Assert.Contains("checkpoint.bin' cannot be written (the file would be larger than it may be)", sentence);
        Assert.EndsWith($"go on from the last checkpoint: bellman train --resume {_tool.At("r")}", sentence);
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(_tool.At("r"), "policy.bin")));
        Assert.Equal(App.Fine, Tool.Run("train", "--resume", _tool.At("r"), "--steps", "2000").Code);
    }

    [Theory]
    [InlineData("trap '' XFSZ; ")]
    [InlineData("")] // nobody told the system not to end the program
    public void A_log_that_may_not_grow_is_a_sentence(string before)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }
        // The table is small, and its logs are soon larger than 12 KiB.
        string limited = $"{before}ulimit -f 12; export DOTNET_EnableWriteXorExecute=0; exec dotnet exec '{typeof(App).Assembly.Location}' "
            + $"train FrozenLake-v1 --out '{_tool.At("r")}' --steps 5000 --set reportEvery=10 --set evaluateEvery=0 --set logEvery=1000000";
        var start = new ProcessStartInfo("bash", ["-c", limited]) { RedirectStandardOutput = true, RedirectStandardError = true };
        string sentence = Tool.Finish(Process.Start(start)!).Mistake;
        Assert.StartsWith($"'{_tool.At("r")}{Path.DirectorySeparatorChar}", sentence);
        Assert.Contains("' cannot be written (the file would be larger than it may be)", sentence);
        Assert.DoesNotContain("checkpoint.bin", sentence);
    }

    [Theory]
    [InlineData("list >&-")]
    [InlineData("list 2>&- >&-")]
    [InlineData("list | head -1")]
    [InlineData("inspect cartpole | head -1")]
    [InlineData("solve FrozenLake-v1:map=8x8 | head -1")]
    [InlineData("solve FrozenLake-v1 >&-")]
    [InlineData("train FrozenLake-v1 --steps 300 --out r1 | head -1")]
    [InlineData("train FrozenLake-v1 --steps 300 --out r2 >&-")]
    [InlineData("train FrozenLake-v1 --steps 300 --out r3 2>&-")]
    [InlineData("list > /dev/full")]
    [InlineData("train FrozenLake-v1 --steps 300 --out r4 > /dev/full")]
    [InlineData("--help | true")]
    [InlineData("nonsense 2>&-")]
    public void Nobody_who_listens_any_more_is_no_fault_of_the_tool(string line)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }
        var start = new ProcessStartInfo("bash", ["-c", $"dotnet exec '{typeof(App).Assembly.Location}' {line}; exit ${{PIPESTATUS[0]}}"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _tool.Root,
        };
        Printed printed = Tool.Finish(Process.Start(start)!);
        Assert.True(printed.Code is App.Fine or App.Mistake, $"exit code {printed.Code}, {printed.Error}");
        Assert.DoesNotContain("   at ", printed.Error + printed.Out);
        Assert.InRange(printed.Error.Count(letter => letter == '\n'), 0, line.StartsWith("train", StringComparison.Ordinal) ? 3 : 1);
    }

    private static void Damage(string file, string damage)
    {
        byte[] bytes = File.ReadAllBytes(file);
        switch (damage)
        {
            case "missing": File.Delete(file); return;
            case "truncated": bytes = bytes[..^100]; break;
            case "flipped": bytes[bytes.Length / 2] ^= 4; break;
            case "newer": bytes[8] = 99; break;
            default: bytes = "these are my notes, not a checkpoint"u8.ToArray(); break;
        }
        File.WriteAllBytes(file, bytes);
    }

    private List<(string, string)> Snapshot(string name)
        => [.. Directory.GetFiles(_tool.At(name)).Order().Select(file => (Path.GetFileName(file), Convert.ToHexString(File.ReadAllBytes(file))))];
}
