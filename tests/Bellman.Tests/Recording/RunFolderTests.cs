using Bellman.Recording;

namespace Bellman.Tests.Recording;

public sealed class RunFolderTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("bellman").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void A_new_folder_is_made_with_its_parents()
    {
        RunFolder folder = RunFolder.Create(Path.Combine(_root, "a", "b"));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_folder_with_a_run_is_refused_and_resuming_suggested()
    {
        File.WriteAllText(Path.Combine(_root, "config.json"), "{}");
        Assert.Contains("holds another run", Refusal(() => RunFolder.Create(_root)));
    }

    [Fact]
    public void A_folder_with_other_things_is_refused()
    {
        File.WriteAllText(Path.Combine(_root, "diary.txt"), "private");
        Assert.Contains("is not empty", Refusal(() => RunFolder.Create(_root)));
        Assert.Equal("private", File.ReadAllText(Path.Combine(_root, "diary.txt")));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_refused()
    {
        string file = Path.Combine(_root, "file");
        File.WriteAllText(file, "");
        Assert.Contains("is a file", Refusal(() => RunFolder.Create(file)));
        Assert.Contains("cannot be written", Refusal(() => RunFolder.Create(Path.Combine(file, "below"))));
    }

    [Fact]
    public void Only_the_folder_of_a_run_is_opened()
    {
        Assert.Contains("There is no folder", Refusal(() => RunFolder.Open(Path.Combine(_root, "nowhere"))));
        Assert.Contains("holds no run", Refusal(() => RunFolder.Open(_root)));
    }

    [Fact]
    public void Damaged_options_are_refused()
    {
        RunFolder folder = RunFolder.Create(_root);
        File.WriteAllText(folder.Config, "{ \"environment\": ");
        Assert.Contains("config.json, line 1, column ", Refusal(() => folder.ReadOptions()));
    }

    [Fact]
    public void Six_that_start_at_the_same_moment_get_a_folder_each()
    {
        var paths = new System.Collections.Concurrent.ConcurrentBag<string>();
        using var together = new Barrier(6);
        Thread[] threads = [.. Enumerable.Range(0, 6).Select(_ => new Thread(() =>
        {
            together.SignalAndWait();
            paths.Add(RunFolder.CreateFree(_root, "run").Path);
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.Equal(["run", "run-2", "run-3", "run-4", "run-5", "run-6"], paths.Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_name_that_is_too_long_is_shortened()
    {
        string first = Path.GetFileName(RunFolder.CreateFree(_root, new string('\u00e9', 300)).Path);
        string second = Path.GetFileName(RunFolder.CreateFree(_root, new string('\u00e9', 300)).Path);
        Assert.Equal(new string('\u00e9', 127), first);
        Assert.Equal(new string('\u00e9', 126) + "-2", second);
    }

    [Theory]
    [InlineData(".lock")]
    [InlineData("checkpoint.bin.new")]
    [InlineData(".bellman-0123456789abcdef.new")]
    [InlineData("metrics.jsonl")]
    public void What_a_kill_leaves_before_a_run_begins_does_not_take_the_folder(string leftover)
    {
        File.WriteAllText(Path.Combine(_root, leftover), "");
        Assert.False(RunFolder.IsTaken(_root));
        Assert.Equal(_root, RunFolder.Create(_root).Path);
    }

    [LinuxTheory]
    [InlineData("plot.svg")]
    [InlineData("metrics.jsonl")]
    [InlineData("checkpoint.bin")]
    [InlineData(".lock")]
    public void A_folder_with_links_to_elsewhere_is_refused(string name)
    {
        File.WriteAllText(Path.Combine(_root, "config.json"), "{}");
        File.CreateSymbolicLink(Path.Combine(_root, name), "/etc/hostname");
        Assert.Contains("is a link: the folder of a run holds ordinary files only", Refusal(() => RunFolder.Open(_root)));
    }

    [Fact]
    public void A_folder_without_a_name_is_refused()
    {
        Assert.Equal("The folder of a run needs a name.", Refusal(() => RunFolder.Create("")));
        Assert.Equal("The folder of a run needs a name.", Refusal(() => RunFolder.Open("a\0b")));
    }

    private static string Refusal(Action action) => Assert.Throws<BellmanException>(action).Message;
}
