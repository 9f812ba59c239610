using System.Diagnostics;
using System.Net.Sockets;

namespace Bellman.Core.Tests;

/// <summary>What strangers hand us instead of a file is refused with a sentence: it neither hangs nor eats the memory.</summary>
public sealed class InputFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bellman").FullName;

    private string File => Path.Combine(_folder, "file.bin");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(70_000)]
    public void An_ordinary_file_is_read(int length)
    {
        byte[] content = [.. Enumerable.Range(0, length).Select(i => (byte)i)];
        System.IO.File.WriteAllBytes(File, content);
        Assert.Equal(content, InputFile.ReadAllBytes(File, length, "a ROM"));
    }

    [Fact]
    public void One_byte_too_many_is_refused()
    {
        System.IO.File.WriteAllBytes(File, new byte[101]);
        Assert.Equal($"'{File}' has more than 100 bytes: that is too large for a ROM.", Refusal(File, limit: 100));
    }

    [LinuxFact]
    public void A_file_without_a_length_is_read_to_its_limit()
    {
        Assert.NotEmpty(InputFile.ReadAllBytes("/proc/self/status", 1 << 20, "a ROM"));
        Assert.Contains("has more than 10 bytes", Refusal("/proc/self/status", limit: 10));
    }

    [Fact]
    public void What_is_no_file_is_named()
    {
        Assert.Equal($"There is no file '{File}', which should be a ROM.", Refusal(File));
        Assert.Equal($"There is no file '{File}/below', which should be a ROM.", Refusal($"{File}/below"));
        Assert.Equal($"'{_folder}' is a folder: a ROM must be an ordinary file.", Refusal(_folder));
        Assert.Equal("A file without a name was given for a ROM: name one.", Refusal(""));
        Assert.Contains("There is no file", Refusal("a\0b"));
        Assert.Contains("x'", Refusal(new string('x', 5000)));
    }

    [LinuxTheory]
    [InlineData("/dev/zero")]
    [InlineData("/dev/null")]
    [InlineData("/dev/tty")]
    public void A_device_is_refused_also_behind_a_link(string device)
    {
        System.IO.File.CreateSymbolicLink(File, device);
        Assert.Equal($"'{device}' is a device: a ROM must be an ordinary file.", Refusal(device));
        Assert.Equal($"'{File}' is a device: a ROM must be an ordinary file.", Refusal(File));
    }

    [LinuxFact]
    public void A_pipe_is_not_waited_for()
    {
        Process.Start("mkfifo", File).WaitForExit();
        Assert.Equal($"'{File}' is a pipe: a ROM must be an ordinary file.", Refusal(File));
    }

    [LinuxFact]
    public void A_socket_is_refused()
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(File));
        Assert.Equal($"'{File}' is a socket: a ROM must be an ordinary file.", Refusal(File));
    }

    [Fact]
    public void A_link_to_a_file_is_that_file()
    {
        System.IO.File.WriteAllBytes(File, [7]);
        System.IO.File.CreateSymbolicLink(File + ".link", File);
        Assert.Equal([7], InputFile.ReadAllBytes(File + ".link", 1, "a ROM"));
    }

    [Fact]
    public void Lines_are_read_one_by_one_and_an_endless_one_is_refused()
    {
        System.IO.File.WriteAllText(File, "one\n\ntwo");
        Assert.Equal(["one", "", "two"], InputFile.ReadLines(File, "a log"));
        System.IO.File.WriteAllText(File, "one\n" + new string('x', 1_000_001));
        Assert.Contains("has a line of more than", Assert.Throws<BellmanException>(() => InputFile.ReadLines(File, "a log").Count()).Message);
    }

    private static string Refusal(string path, long limit = 1 << 20)
        => Assert.Throws<BellmanException>(() => InputFile.ReadAllBytes(path, limit, "a ROM")).Message;
}
