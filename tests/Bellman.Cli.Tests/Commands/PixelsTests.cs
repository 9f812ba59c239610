using System.Buffers.Binary;
using Bellman.Cli.Tests.Support;

namespace Bellman.Cli.Tests.Commands;

/// <summary>A world learned from its screen, from the command line.</summary>
public sealed class PixelsTests : IDisposable
{
    private static readonly string[] Small = ["--set", "pixels.width=20", "--set", "pixels.height=10", "--set", "compress=2", "--set", "steps=600"];

    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void Cartpole_is_learned_from_its_screen_scored_played_and_shown_as_the_network_sees_it()
    {
        Printed trained = _tool.Train("r", ["--preset", "cartpole-pixels", .. Small]);
        Assert.Equal(App.Fine, trained.Code);
        Assert.Contains("replay memory: at most ", trained.Out);
        Assert.Contains("\"on\": true", File.ReadAllText(Path.Combine(_tool.At("r"), "config.json")));
        Assert.Equal(App.Fine, Tool.Run("evaluate", _tool.At("r"), "--episodes", "3").Code);
        Assert.Equal(App.Fine, Tool.Run("play", _tool.At("r"), "--gif", _tool.At("a.gif"), "--size", "60x30").Code);
        Assert.Equal(App.Fine, Tool.Run("play", _tool.At("r"), "--filmstrip", _tool.At("a.png")).Code);
        byte[] png = File.ReadAllBytes(_tool.At("a.png"));
        // Four frames of 20 x 10, four times as large, side by side; eight steps below each other; two pixels between them.
        int width = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), height = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20));
        Assert.Equal((2 + 4 * 82, 2 + 8 * 42), (width, height));
    }

    [Fact]
    public void A_run_that_was_prolonged_ends_with_the_bits_of_one_that_never_stopped()
    {
        Printed whole = _tool.Train("whole", ["--preset", "cartpole-pixels", "--json", .. Small]);
        _tool.Train("part", ["--preset", "cartpole-pixels", .. Small, "--set", "steps=300"]);
        Printed rest = Tool.Run("train", "--resume", _tool.At("part"), "--steps", "600", "--json");
        Assert.Equal(Fingerprint(whole), Fingerprint(rest));
    }

    [Fact]
    public void The_screen_is_an_option_of_any_world_that_draws_itself_and_of_configuration_files()
    {
        string file = _tool.At("c.json");
        File.WriteAllText(file, """{ "pixels": { "on": true, "stack": 2, "width": 12, "height": 8, "supersample": 1, "difference": true } }""");
        Assert.Equal(App.Fine, Tool.Run(["train", "Acrobot-v1", "--config", file, "--out", _tool.At("r"), .. Tool.Tiny, "--set", "rescale=false",
            "--set", "steps=300"]).Code);
        Assert.Contains("\"stack\": 2", File.ReadAllText(Path.Combine(_tool.At("r"), "config.json")));
    }

    [Fact]
    public void A_filmstrip_does_not_change_the_episode_that_is_recorded()
    {
        Assert.Equal(App.Fine, Tool.Run("train", "Bellman/Marchers-v0", "--out", _tool.At("m"), "--steps", "40", "--set", "lanes=2", "--set", "rollout=8",
            "--set", "longestEpisode=50").Code);
        Assert.Equal(App.Fine, Tool.Run("play", _tool.At("m"), "--gif", _tool.At("a.gif"), "--size", "16x21").Code);
        Assert.Equal(App.Fine, Tool.Run("play", _tool.At("m"), "--gif", _tool.At("b.gif"), "--size", "16x21", "--filmstrip", _tool.At("b.png")).Code);
        Assert.Equal(File.ReadAllBytes(_tool.At("a.gif")), File.ReadAllBytes(_tool.At("b.gif")));
    }

    [Fact]
    public void A_filmstrip_of_numbers_is_refused()
    {
        _tool.Train("r");
        Assert.Contains("seen as numbers here", Tool.Run("play", _tool.At("r"), "--filmstrip", _tool.At("a.png")).Mistake);
        Assert.False(File.Exists(_tool.At("a.png")));
    }

    [Theory]
    [InlineData("pixels.stack is 0: it must be between 1 and 64.", "pixels.stack=0")]
    [InlineData("pixels.width is 0: it must be between 1 and 4096.", "pixels.width=0")]
    [InlineData("A crop of 80 x 26 pixels at (0, 20) does not lie inside a picture of 80 x 40: make it smaller or move it.", "pixels.cropTop=20")]
    [InlineData("Options of pixels are set, but the environment is seen through its numbers: set pixels.on to true, or leave them out.", "pixels.on=false")]
    [InlineData("CartPole-v1 has no action 'fire', which its pixels need: set pixels.noOps to 0 and pixels.fire to false.", "pixels.fire=true")]
    [InlineData("compress is 0: it must be between 1 and 1000.", "compress=0")]
    [InlineData("'x' does not fit the option 'pixels.follow': it must be a number or null.", "pixels.follow=x")]
    [InlineData("There is no option 'pixels.with': did you mean 'pixels.width'? ('bellman inspect PRESET' lists them all.)", "pixels.with=3")]
    public void A_mistake_is_one_sentence_and_nothing_is_written(string sentence, string assignment)
    {
        string[] args = ["train", "CartPole-v1", "--preset", "cartpole-pixels", "--set", assignment, "--out", _tool.At("r")];
        Assert.Equal(sentence, Tool.Run(args).Mistake);
        Assert.Empty(Directory.GetFileSystemEntries(_tool.Root));
    }

    [Fact]
    public void A_memory_of_pictures_larger_than_the_machine_is_refused()
        => Assert.Contains("this machine has", Tool.Run("train", "CartPole-v1", "--preset", "cartpole-pixels", "--set", "memory=2000000000",
            "--set", "compress=3", "--out", _tool.At("r")).Mistake);

    private static string Fingerprint(Printed printed) => printed.Out.Split("\"fingerprint\":\"")[1][..16];
}
