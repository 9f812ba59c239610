using System.Text.Json;
using Bellman.Cli.Tests.Support;
using Bellman.Environments.Atari;

namespace Bellman.Cli.Tests.Commands;

/// <summary>Runs whose folder, world file or ROM lies elsewhere now, and policies that are tried in another world on purpose.</summary>
public sealed class MovedRunTests : IDisposable
{
    // To leave at once pays less than to wait once.
    private const string Maze = """
        { "states": 3, "actions": 2, "timeLimit": 20,
          "transitions": [[0, 0, 1, 0, 0], [0, 1, 1, 1, 0], [1, 0, 1, 0, 0], [1, 1, 1, 2, 1]] }
        """;

    private static readonly string[] TinyGame =
    [
        "--preset", "cartpole", "--lanes", "1", "--set", "network=dense 4, relu", "--set", "learningStarts=20", "--set", "evaluateEvery=0",
        "--set", "memory=100", "--set", "batch=4", "--set", "longestEpisode=10",
    ];

    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void A_run_of_a_world_file_is_scored_played_and_resumed_wherever_its_folder_is()
    {
        TrainMaze("r", "1500");
        TrainMaze("whole", "3000");
        Directory.Delete(_tool.At("worlds"), recursive: true);
        Directory.CreateDirectory(_tool.At("elsewhere"));
        Directory.Move(_tool.At("r"), _tool.At("elsewhere/r"));
        string moved = _tool.At("elsewhere/r");
        Assert.Contains("the expected return is 1.0000, exactly", Tool.Run("evaluate", moved, "--exact").Out, StringComparison.Ordinal);
        Assert.StartsWith("episode 1: score 1 after 2 steps", Tool.Run("play", moved).Out, StringComparison.Ordinal);
        Assert.Equal(App.Fine, Tool.Run("train", "--resume", moved, "--steps", "3000").Code);
        Assert.Equal(File.ReadAllBytes(_tool.At("whole/policy.bin")), File.ReadAllBytes(Path.Combine(moved, "policy.bin")));
    }

    [Fact]
    public void Where_a_world_file_lies_is_no_part_of_a_policy()
    {
        TrainMaze("r", "500");
        Directory.Move(_tool.At("worlds"), _tool.At("others"));
        Assert.Equal(App.Fine, Tool.Run("train", _tool.At("others/maze.json"), "--steps", "500", "--out", _tool.At("s")).Code);
        Assert.Equal(File.ReadAllBytes(_tool.At("r/policy.bin")), File.ReadAllBytes(_tool.At("s/policy.bin")));
    }

    [Fact]
    public void A_world_file_that_changed_does_not_change_the_run_that_kept_it()
    {
        TrainMaze("r", "1500");
        string before = Tool.Run("evaluate", _tool.At("r")).Out, changed = Maze.Replace("2, 1]]", "2, 7]]", StringComparison.Ordinal);
        File.WriteAllText(_tool.At("worlds/maze.json"), changed);
        Assert.Equal(before, Tool.Run("evaluate", _tool.At("r")).Out);
        Assert.Contains("and you asked for", Tool.Run("train", _tool.At("worlds/maze.json"), "--resume", _tool.At("r")).Mistake, StringComparison.Ordinal);

        File.WriteAllText(_tool.At("r/maze.json"), changed);
        Assert.EndsWith("has changed since, or is another's (--environment NAME tries it elsewhere on purpose).", Tool.Run("evaluate", _tool.At("r")).Mistake,
            StringComparison.Ordinal);
        Assert.Contains("has changed since", Tool.Run("train", "--resume", _tool.At("r"), "--steps", "2000").Mistake, StringComparison.Ordinal);
        Assert.Contains("mean 7.00", Tool.Run("evaluate", _tool.At("r"), "--environment", _tool.At("r/maze.json")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_world_that_is_nowhere_is_one_sentence_that_says_what_to_do()
    {
        TrainMaze("r", "500");
        File.Delete(_tool.At("r/maze.json"));
        Assert.Equal(App.Fine, Tool.Run("evaluate", _tool.At("r")).Code); // where it lay
        File.Delete(_tool.At("worlds/maze.json"));
        foreach (string[] command in (string[][])[["evaluate"], ["play"], ["train", "--resume"]])
        {
            Assert.EndsWith($"is not there, and '{_tool.At("r")}' holds no copy of it: put the file into that folder.",
                Tool.Run([.. command, _tool.At("r")]).Mistake, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_folder_that_somebody_else_made_leads_no_world_out_of_it()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // links need a privilege there
        }
        TrainMaze("r", "500");
        File.Delete(_tool.At("r/maze.json"));
        File.CreateSymbolicLink(_tool.At("r/maze.json"), _tool.At("worlds/maze.json"));
        Assert.EndsWith("is a link: the folder of a run holds ordinary files only.", Tool.Run("evaluate", _tool.At("r")).Mistake, StringComparison.Ordinal);
    }

    [Fact]
    public void A_world_is_not_kept_in_the_place_of_a_run_s_own_file()
    {
        File.WriteAllText(_tool.At("config.json"), Maze);
        Assert.Contains("has the name of a file that every run has: give it another one.",
            Tool.Run("train", _tool.At("config.json"), "--steps", "500", "--out", _tool.At("r")).Mistake, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_tool.At("r")));
    }

    [Fact]
    public void A_policy_is_tried_elsewhere_on_purpose_where_what_it_sees_and_does_has_the_same_form()
    {
        Assert.Equal(App.Fine, _tool.Train("r").Code);
        Assert.StartsWith("CartPole-v0, 3 greedy episodes: mean ",
            Tool.Run("evaluate", _tool.At("r"), "--environment", "CartPole-v0", "--episodes", "3").Out, StringComparison.Ordinal);
        Assert.StartsWith("episode 1: score ", Tool.Run("play", _tool.At("r"), "--environment", "CartPole-v0").Out, StringComparison.Ordinal);
        foreach (string command in (string[])["evaluate", "play"])
        {
            Assert.Equal("The policy was trained for CartPole-v1, and does not belong to MountainCar-v0: it sees 4 numbers, and this environment shows 2.",
                Tool.Run(command, _tool.At("r"), "--environment", "MountainCar-v0").Mistake);
            Assert.Equal("There is no environment 'CartPol-v1': did you mean 'CartPole-v1'?",
                Tool.Run(command, _tool.At("r"), "--environment", "CartPol-v1").Mistake);
            Assert.Equal("--rom names the ROM of an Atari game, and CartPole-v1 is none: leave it out.", Tool.Run(command, _tool.At("r"), "--rom", "x.bin").Mistake);
        }
        File.WriteAllText(_tool.At("r/config.json"), File.ReadAllText(_tool.At("r/config.json")).Replace("CartPole-v1", "CartPole-v0", StringComparison.Ordinal));
        Assert.EndsWith("they are two environments (--environment NAME tries it elsewhere on purpose).", Tool.Run("evaluate", _tool.At("r")).Mistake, StringComparison.Ordinal);
    }

    [Fact]
    public void A_ROM_that_moved_is_named_again_once()
    {
        TrainGame("rom.bin");
        File.Move(_tool.At("rom.bin"), _tool.At("moved.bin"));
        foreach (string[] command in (string[][])[["evaluate"], ["play"], ["train", "--resume"]])
        {
            string sentence = Tool.Run([.. command, _tool.At("r")]).Mistake;
            Assert.Contains($"is not found, there is no '{_tool.At("rom.bin")}': name it with --rom FILE", sentence, StringComparison.Ordinal);
        }
        Assert.Equal("", Tool.Run("evaluate", _tool.At("r"), "--episodes", "2", "--rom", _tool.At("moved.bin")).Error);
        Assert.Equal(App.Fine, Tool.Run("play", _tool.At("r"), "--rom", _tool.At("moved.bin")).Code);
        Assert.Equal(App.Fine, Tool.Run("train", "--resume", _tool.At("r"), "--rom", _tool.At("moved.bin"), "--steps", "80").Code);
        Assert.Equal(App.Fine, Tool.Run("evaluate", _tool.At("r"), "--episodes", "2").Code); // the run remembers it
        Assert.Equal(App.Fine, Tool.Run("train", "Bellman/Marchers-v0", "--resume", _tool.At("r")).Code);
        Assert.Contains("and you asked for", Tool.Run("train", "Bellman/Marchers-v0:sticky=0", "--resume", _tool.At("r")).Mistake, StringComparison.Ordinal);
    }

    [Fact]
    public void A_ROM_is_found_by_its_sum_among_the_user_s()
    {
        TrainGame("rom.bin");
        Directory.CreateDirectory(_tool.At("roms/more"));
        File.Move(_tool.At("rom.bin"), _tool.At("roms/more/any name.a26"));
        File.WriteAllBytes(_tool.At("rom.bin"), Image(change: 1)); // another program has its place
        using System.Diagnostics.Process process = _tool.Start(["evaluate", _tool.At("r"), "--episodes", "2"], (AtariRoms.Variable, _tool.At("roms")));
        Printed printed = Tool.Finish(process);
        Assert.Equal((App.Fine, ""), (printed.Code, printed.Error));
        Assert.Contains($"is not found, '{_tool.At("rom.bin")}' is another one: ", Tool.Run("evaluate", _tool.At("r")).Mistake, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_version_of_a_ROM_is_played_with_a_warning_and_not_trained_on()
    {
        TrainGame("rom.bin");
        File.WriteAllBytes(_tool.At("other.bin"), Image(change: 1));
        foreach (string command in (string[])["evaluate", "play"])
        {
            Printed printed = Tool.Run(command, _tool.At("r"), "--episodes", "1", "--rom", _tool.At("other.bin"));
            Assert.Equal(App.Fine, printed.Code);
            Assert.Contains("The policy was trained with another version of this ROM", printed.Error, StringComparison.Ordinal);
            Assert.Contains(AtariRoms.OtherVersionWarning, printed.Error, StringComparison.Ordinal);
        }
        Assert.Contains("its ROM) has changed since the run was saved",
            Tool.Run("train", "--resume", _tool.At("r"), "--rom", _tool.At("other.bin"), "--steps", "80").Mistake, StringComparison.Ordinal);
    }

    private void TrainMaze(string name, string steps)
    {
        Directory.CreateDirectory(_tool.At("worlds"));
        File.WriteAllText(_tool.At("worlds/maze.json"), Maze);
        Assert.Equal(App.Fine, Tool.Run("train", _tool.At("worlds/maze.json"), "--steps", steps, "--out", _tool.At(name)).Code);
        Assert.Equal(Maze, File.ReadAllText(_tool.At($"{name}/maze.json")));
        Assert.Equal(_tool.At("worlds/maze.json"), JsonDocument.Parse(File.ReadAllText(_tool.At($"{name}/config.json"))).RootElement.GetProperty("environment").GetString());
    }

    private void TrainGame(string rom)
    {
        File.WriteAllBytes(_tool.At(rom), Image(change: 0));
        Printed printed = Tool.Run(["train", "Bellman/Marchers-v0", "--rom", _tool.At(rom), "--steps", "40", "--out", _tool.At("r"), .. TinyGame]);
        Assert.True(printed.Code == App.Fine, printed.Error);
    }

    // Our own game; a byte that it does not read may be another.
    private static byte[] Image(byte change)
    {
        using Stream file = typeof(AtariRoms).Assembly.GetManifestResourceStream("Marchers.bin")!;
        byte[] image = new byte[file.Length];
        file.ReadExactly(image);
        image[^100] += change;
        return image;
    }
}
