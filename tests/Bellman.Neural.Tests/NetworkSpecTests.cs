using Bellman.Neural.Layers;

namespace Bellman.Neural.Tests;

public sealed class NetworkSpecTests
{
    [Theory]
    [InlineData("conv 32 8x8 stride 4, relu, conv 64 4x4 stride 2, relu, conv 64 3x3, relu, dense 512, relu")]
    [InlineData("conv 5 3x2 stride 2 pad 1, tanh, layernorm")]
    [InlineData("conv 16 3x3, channelnorm, relu, dense 128, layernorm, relu")]
    [InlineData("dense 3, batchnorm")]
    public void A_network_reads_what_it_writes(string text) => Assert.Equal(text, NetworkSpec.Parse(text).ToString());

    [Theory]
    [InlineData("conv")]
    [InlineData("conv 32")]
    [InlineData("conv 0 3x3")]
    [InlineData("conv 32 8")]
    [InlineData("conv 32 8x0")]
    [InlineData("conv 32 8x8 stride")]
    [InlineData("conv 32 8x8 stride 0")]
    [InlineData("conv 32 8x8 step 2")]
    [InlineData("dense")]
    [InlineData("dense -3")]
    [InlineData("relu 5")]
    [InlineData("3")]
    public void What_is_no_layer_is_refused_with_the_choices(string text)
    {
        BellmanException error = Assert.Throws<BellmanException>(() => NetworkSpec.Parse(text));
        Assert.StartsWith($"'{text}' is not a layer: write 'dense N', 'conv N HxW'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_Nature_network_has_the_shapes_of_the_paper()
    {
        var image = new ImageShape(4, 84, 84);
        IReadOnlyList<ILayer> layers = NetworkSpec.Nature().CreateLayers(image.Length, 6, Initializer.Torch, image);
        Assert.Equal(
            ["conv 32 8x8 stride 4, relu", "conv 64 4x4 stride 2, relu", "conv 64 3x3, relu", "dense 512, relu", "dense 6"],
            layers.Select(layer => layer.ToString()));
        Assert.Equal(
            [new(32, 20, 20), new(64, 9, 9), new(64, 7, 7)],
            layers.OfType<Convolution>().Select(layer => layer.Image));
        Assert.Equal([8_224, 32_832, 36_928, 1_606_144, 3_078], layers.Select(layer => layer.ParameterCount));
        Assert.Equal(9_346_048, layers.Sum(layer => layer.MultiplyAdds));
    }

    [Fact]
    public void A_window_larger_than_the_picture_is_refused()
    {
        var image = new ImageShape(1, 7, 20);
        BellmanException error = Assert.Throws<BellmanException>(
            () => NetworkSpec.Nature().CreateLayers(image.Length, 2, Initializer.Torch, image));
        Assert.Equal("A window of 8x8 does not fit a picture of 7x20: make the picture larger, the window smaller, or pad.", error.Message);
    }

    [Fact]
    public void What_looks_at_a_picture_is_refused_where_there_is_none()
    {
        Assert.StartsWith(
            "'conv 4 2x2' needs a picture", Fails("conv 4 2x2", null).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "'conv 4 2x2' needs a picture", Fails("dense 9, conv 4 2x2", new ImageShape(1, 3, 3)).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "'channelnorm' needs a picture", Fails("dense 9, channelnorm", new ImageShape(1, 3, 3)).Message, StringComparison.Ordinal);

        static BellmanException Fails(string layers, ImageShape? image)
            => Assert.Throws<BellmanException>(() => NetworkSpec.Parse(layers).CreateLayers(9, 2, Initializer.Torch, image));
    }
}
