using System.Buffers.Binary;
using Bellman.Cli.Terminal;
using Bellman.Cli.Tests.Support;

namespace Bellman.Cli.Tests.Commands;

public sealed class PlayTests : IDisposable
{
    private readonly Tool _tool = new();

    public PlayTests() => Assert.Equal(App.Fine, _tool.Train("r").Code);

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void Without_a_terminal_it_says_how_each_episode_went()
    {
        string[] lines = Tool.Run("play", _tool.At("r"), "--episodes", "2").Out.TrimEnd().Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("episode 2: score ", lines[1]);
    }

    [Fact]
    public void The_episodes_are_those_of_evaluate()
    {
        string played = Tool.Run("play", _tool.At("r")).Out, evaluated = Tool.Run("evaluate", _tool.At("r"), "--episodes", "1").Out;
        string score = played.Split(' ')[3];
        Assert.Contains($"min {score}, max {score}", evaluated);
    }

    [Fact]
    public void A_recording_has_the_size_that_was_asked_for()
    {
        Printed result = Tool.Run("play", _tool.At("r"), "--gif", _tool.At("a.gif"), "--size", "120x70");
        Assert.Equal(App.Fine, result.Code);
        byte[] gif = File.ReadAllBytes(_tool.At("a.gif"));
        Assert.Equal("GIF89a"u8, gif.AsSpan(0, 6));
        Assert.Equal((120, 70), (BinaryPrimitives.ReadUInt16LittleEndian(gif.AsSpan(6)), BinaryPrimitives.ReadUInt16LittleEndian(gif.AsSpan(8))));
        Assert.Equal((byte)';', gif[^1]);
    }

    [Theory]
    [InlineData("120")]
    [InlineData("0x5")]
    [InlineData("99999x10")]
    public void A_size_that_is_none_is_refused(string size)
        => Assert.Contains("write width and height in pixels", Tool.Run("play", _tool.At("r"), "--gif", _tool.At("a.gif"), "--size", size).Mistake);

    [Fact]
    public void A_recording_that_cannot_be_written_is_refused()
        => Assert.Contains("r/a.gif/b.gif", Tool.Run("play", _tool.At("r"), "--gif", "/nowhere/r/a.gif/b.gif").Mistake);

    [Fact]
    public void In_a_terminal_pictures_are_drawn_one_over_the_other()
    {
        using StringWriter output = new(), error = new();
        Assert.Equal(App.Fine, App.Run(["play", _tool.At("r")], new Shell(output, error, IsLive: true, Width: 40, Height: 12)));
        string text = output.ToString();
        Assert.Contains('\u2580', text);
        Assert.Contains("\e[10A", text);
        Assert.EndsWith("\e[?25h", text);
    }
}
