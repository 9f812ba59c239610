using System.Runtime.Versioning;

namespace Bellman.Core.Tests;

public sealed class AtomicFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bellman").FullName;

    private string File => Path.Combine(_folder, "file.txt");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_writer_that_fails_leaves_the_old_file_and_nothing_beside_it()
    {
        AtomicFile.Write(File, "old");
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(File, file =>
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
        AtomicFile.Write(File, "old");
        AtomicFile.Write(File, file =>
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
        BellmanException error = Assert.Throws<BellmanException>(() => AtomicFile.Write(path, "text"));
        Assert.StartsWith($"'{path}' cannot be written (", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Writers_of_one_file_at_the_same_moment_do_not_disturb_each_other()
    {
        string[] texts = [.. Enumerable.Range(0, 4).Select(writer => new string((char)('a' + writer), 100_000))];
        Parallel.ForEach(Enumerable.Range(0, 120), new ParallelOptions { MaxDegreeOfParallelism = 4 }, turn => AtomicFile.Write(File, texts[turn % 4]));
        Assert.Contains(System.IO.File.ReadAllText(File), texts);
        Assert.Equal([File], Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_link_that_somebody_laid_leads_nowhere()
    {
        string victim = Path.Combine(_folder, "victim"), written = Path.Combine(_folder, "plot.svg");
        System.IO.File.WriteAllText(victim, "precious");
        System.IO.File.CreateSymbolicLink(written + ".new", victim);
        AtomicFile.Write(written, "text");
        Assert.Equal("precious", System.IO.File.ReadAllText(victim));
        Assert.Null(new FileInfo(written).LinkTarget);
        Assert.Equal("text", System.IO.File.ReadAllText(written));
    }

    [Fact]
    public void A_link_is_not_replaced()
    {
        string target = Path.Combine(_folder, "target");
        System.IO.File.CreateSymbolicLink(File, target);
        Assert.Contains("it is a link", Assert.Throws<BellmanException>(() => AtomicFile.Write(File, "text")).Message);
        Assert.Equal(target, new FileInfo(File).LinkTarget);
        Assert.False(System.IO.File.Exists(target));
    }

    [LinuxTheory]
    [InlineData("/dev/null")]
    [InlineData("/dev/full")]
    public void A_device_is_not_replaced(string device)
    {
        Assert.Contains("it is a device", Assert.Throws<BellmanException>(() => AtomicFile.Write(device, "text")).Message);
        Assert.Equal(FileKind.Device, FileIdentity.At(device).Kind);
    }

    [LinuxFact]
    [UnsupportedOSPlatform("windows")]
    public void Who_may_read_a_file_stays_as_it_was()
    {
        AtomicFile.Write(File, "old");
        const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        System.IO.File.SetUnixFileMode(File, Mine);
        AtomicFile.Write(File, "new");
        Assert.Equal(Mine, System.IO.File.GetUnixFileMode(File));
    }

    [LinuxFact]
    public void An_error_of_the_disk_is_noticed_where_the_runtime_keeps_it_to_itself()
    {
        System.Diagnostics.Process.Start("mkfifo", File).WaitForExit();
        using var pipe = new FileStream(File, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, 0); // what no disk can keep
        Assert.Throws<IOException>(() => AtomicFile.Flush(pipe));
    }

    [LinuxFact]
    public void What_writers_that_were_killed_left_is_cleared_away_and_what_others_write_is_not()
    {
        string dead = Path.Combine(_folder, ".bellman-0123456789abcdef.new"), fresh = Path.Combine(_folder, ".bellman-1123456789abcdef.new");
        System.IO.File.WriteAllText(dead, "half");
        System.IO.File.WriteAllText(fresh, "half");
        System.IO.File.SetLastWriteTimeUtc(dead, DateTime.UtcNow.AddHours(-1));
        AtomicFile.Write(File, file =>
        {
            System.IO.File.SetLastWriteTimeUtc(((FileStream)file).Name, DateTime.UtcNow.AddHours(-1));
            AtomicFile.ClearAway(_folder);
        });
        Assert.Equal([fresh, File], Directory.GetFiles(_folder).Order());
    }
}
