namespace Bellman.Tests;

public sealed class WholeFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bellman").FullName;

    private string File => Path.Combine(_folder, "file.txt");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_writer_that_fails_leaves_the_old_file_and_nothing_beside_it()
    {
        WholeFile.Write(File, "old");
        Assert.Throws<InvalidOperationException>(() => WholeFile.Write(File, file =>
        {
            file.Write("half of the n"u8);
            throw new InvalidOperationException();
        }));
        Assert.Equal("old", System.IO.File.ReadAllText(File));
        Assert.Equal([File], Directory.GetFiles(_folder));
    }

    [Fact]
    public void The_old_file_is_there_until_the_new_one_is_whole()
    {
        WholeFile.Write(File, "old");
        WholeFile.Write(File, file =>
        {
            file.Write("new"u8);
            file.Flush();
            Assert.Equal("old", System.IO.File.ReadAllText(File));
        });
        Assert.Equal("new", System.IO.File.ReadAllText(File));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_said_in_a_sentence()
    {
        string path = Path.Combine(_folder, "nowhere", "file.txt");
        BellmanException error = Assert.Throws<BellmanException>(() => WholeFile.Write(path, "text"));
        Assert.StartsWith($"'{path}' cannot be written (", error.Message, StringComparison.Ordinal);
    }
}
