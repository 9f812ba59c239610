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
        Assert.Contains("config.json' cannot be read", Refusal(() => folder.ReadOptions()));
    }

    private static string Refusal(Action action) => Assert.Throws<BellmanException>(action).Message;
}
