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

    [Theory]
    [InlineData("play", "--gif", "x.mp4", "which writes GIF and nothing else: let the name end with .gif.")]
    [InlineData("play", "--filmstrip", "x.jpg", "which writes PNG and nothing else: let the name end with .png.")]
    [InlineData("plot", "--out", "x.png", "which writes SVG and nothing else: let the name end with .svg.")]
    public void A_file_that_is_named_like_another_kind_is_not_written(string command, string flag, string file, string sentence)
    {
        Assert.Contains(sentence, Tool.Run(command, _tool.At("r"), flag, _tool.At(file)).Mistake, StringComparison.Ordinal);
        Assert.False(File.Exists(_tool.At(file)));
    }

    [Fact]
    public void A_policy_of_another_world_is_not_played()
    {
        Assert.Equal(App.Fine, Tool.Run("train", "FrozenLake-v1", "--steps", "500", "--out", _tool.At("lake")).Code);
        File.Copy(_tool.At("lake/policy.bin"), _tool.At("r/policy.bin"), overwrite: true);
        foreach (string command in (string[])["evaluate", "play"])
        {
            Assert.StartsWith("The policy was trained for FrozenLake-v1, and does not belong to CartPole-v1: it sees 1 numbers, and this environment shows 4.",
                Tool.Run(command, _tool.At("r")).Mistake, StringComparison.Ordinal);
        }
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
        Assert.Equal(App.Fine, App.Run(["play", _tool.At("r")], new ConsoleOutput(output, error, IsLive: true, Width: 40, Height: 12)));
        string text = output.ToString();
        Assert.Contains('\u2580', text);
        Assert.Contains("\e[10A", text);
        Assert.EndsWith("\e[?25h", text);
    }
}
