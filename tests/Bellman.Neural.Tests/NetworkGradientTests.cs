using Bellman.Neural.Optimizers;
using Bellman.Neural.Tests.Reference;

namespace Bellman.Neural.Tests;

[Trait("Category", "kernel")]
public sealed class NetworkGradientTests
{
    // Each layer behind and before dense ones, so that both of its gradients matter; ReLU stacks have no unit near its kink at these seeds.
    [Theory]
    [InlineData("", 1)]
    [InlineData("", 5)]
    [InlineData("", 16)]
    [InlineData("", 33)]
    [InlineData("relu", 17)]
    [InlineData("tanh", 17)]
    [InlineData("layernorm", 17)]
    [InlineData("batchnorm", 17)]
    [InlineData("dense 7, relu", 9)]
    [InlineData("dense 7, tanh", 9)]
    [InlineData("dense 7, layernorm", 9)]
    [InlineData("dense 7, batchnorm", 9)]
    [InlineData("dense 7, batchnorm, dense 6", 40)]
    [InlineData("dense 19, tanh, dense 17, tanh", 20)]
    [InlineData("dense 18, layernorm, tanh, dense 23, batchnorm, tanh", 21)]
    [InlineData("batchnorm, tanh, dense 9, batchnorm, tanh", 35)]
    public void The_gradient_is_the_slope_of_the_loss(string layers, int rows)
    {
        var random = new Rng(3);
        FiniteDifferences.AssertGradient(
            Network.Build(NetworkSpec.Parse(layers), 5, 3, Initializer.Torch, ref random, OptimizerSpec.Sgd), rows);
    }

    [Theory]
    [InlineData("conv 3 2x2", 5)]
    [InlineData("conv 5 3x2 stride 2 pad 1, tanh", 4)]
    [InlineData("conv 17 2x2, tanh, conv 4 2x3, tanh, dense 6, tanh", 3)]
    [InlineData("conv 4 3x3 pad 1, layernorm, tanh, conv 3 2x2 stride 2, tanh", 6)]
    [InlineData("channelnorm, conv 3 2x2, channelnorm", 4)]
    [InlineData("conv 16 2x2, channelnorm, tanh, dense 6, layernorm, tanh", 3)]
    [InlineData("conv 13 2x3 pad 1, channelnorm, tanh, conv 8 2x2, channelnorm, tanh", 5)]
    public void The_gradient_through_convolutions_is_the_slope_of_the_loss(string layers, int rows)
    {
        var random = new Rng(3);
        var image = new ImageShape(2, 4, 5);
        FiniteDifferences.AssertGradient(
            Network.Build(NetworkSpec.Parse(layers), image.Length, 3, Initializer.Torch, ref random, OptimizerSpec.Sgd, image: image), rows);
    }

    [Fact]
    public void Two_backward_passes_add_up()
    {
        var random = new Rng(3);
        Network network = Network.Build(NetworkSpec.Mlp(9), 4, 2, Initializer.Torch, ref random, OptimizerSpec.Sgd);
        float[] first = GradientOf(network, 1), second = GradientOf(network, 2);
        Backward(network, 1);
        Backward(network, 2);
        Numbers.AssertClose([.. first.Zip(second, (a, b) => (double)a + b)], network.Gradient, 1e-6, "sum of two gradients");
    }

    [Fact]
    public void Acting_passes_between_learning_and_backward_change_nothing()
    {
        var random = new Rng(3);
        Network network = Network.Build(NetworkSpec.Parse("dense 9, relu, batchnorm"), 4, 2, Initializer.Torch, ref random, OptimizerSpec.Sgd);
        network.Forward(Numbers.Random(20 * 4, 1), 20, ForwardMode.Learn);
        network.Backward(Numbers.Random(20 * 2, 101), 20);
        int[] expected = Numbers.Bits(network.Gradient);
        network.DropGradient();
        network.Forward(Numbers.Random(20 * 4, 1), 20, ForwardMode.Learn);
        network.Forward(Numbers.Random(90 * 4, 9), 90, ForwardMode.Evaluate);
        network.Forward(Numbers.Random(4, 9), 1, ForwardMode.Evaluate);
        network.Backward(Numbers.Random(20 * 2, 101), 20);
        Assert.Equal(expected, Numbers.Bits(network.Gradient));
    }

    private static float[] GradientOf(Network network, ulong seed)
    {
        Backward(network, seed);
        float[] gradient = network.Gradient.ToArray();
        network.DropGradient();
        return gradient;
    }

    private static void Backward(Network network, ulong seed)
    {
        network.Forward(Numbers.Random(20 * 4, seed), 20, ForwardMode.Learn);
        network.Backward(Numbers.Random(20 * 2, seed + 100), 20);
    }
}
