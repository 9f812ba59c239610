using System.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace Bellman.Core.Tests;

public sealed class OutputFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bellman").FullName;

    private string File => Path.Combine(_folder, "file.svg");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_a_link_leads_to_is_written_and_the_link_stays()
    {
        string target = Path.Combine(_folder, "target.svg");
        System.IO.File.CreateSymbolicLink(File, target);
        OutputFile.Write(File, "made");   // the target was not there
        OutputFile.Write(File, "written");
        Assert.Equal("written", System.IO.File.ReadAllText(target));
        Assert.Equal(target, new FileInfo(File).LinkTarget);
    }

    [LinuxTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_device_is_written_through_and_stays_a_device(bool behindALink)
    {
        string path = "/dev/null";
        if (behindALink)
        {
            System.IO.File.CreateSymbolicLink(File, path);
            path = File;
        }
        OutputFile.Write(path, "text");
        Assert.Equal(FileKind.Device, FileIdentity.At("/dev/null", followLinks: false).Kind);
        Assert.Equal(behindALink ? FileKind.Link : FileKind.Device, FileIdentity.At(path, followLinks: false).Kind);
    }

    [LinuxFact]
    public void A_full_device_is_said()
        => Assert.StartsWith("'/dev/full' cannot be written (", Assert.Throws<BellmanException>(() => OutputFile.Write("/dev/full", "text")).Message);

    [LinuxFact]
    public void A_pipe_is_written_through_where_somebody_reads_it_and_else_refused()
    {
        Process.Start("mkfifo", File).WaitForExit();
        Assert.Contains("is a pipe that nobody reads", Assert.Throws<BellmanException>(() => OutputFile.Write(File, "text")).Message);
        using Process reader = Process.Start(new ProcessStartInfo("cat", [File]) { RedirectStandardOutput = true })!;
        SafeFileHandle? held; // the reader sees the end once all writers are gone: this one stays until the text is written
        while ((held = Unix.OpenPipe(File)) is null)
        {
            Thread.Sleep(10);
        }
        OutputFile.Write(File, "text");
        held.Dispose();
        Assert.Equal("text", reader.StandardOutput.ReadToEnd());
        Assert.Equal(FileKind.Pipe, FileIdentity.At(File, followLinks: false).Kind);
    }

    [Fact]
    public void A_folder_and_an_empty_name_are_refused()
    {
        Assert.Equal($"'{_folder}' is a folder: name a file to write.", Assert.Throws<BellmanException>(() => OutputFile.Write(_folder, "text")).Message);
        Assert.Contains("without a name", Assert.Throws<BellmanException>(() => OutputFile.Write("", "text")).Message);
    }
}
