using Bellman.Neural.Optimizers;
using Bellman.Neural.Tests.Reference;

namespace Bellman.Neural.Tests;

/// <summary>Backward against finite differences of Forward, for every layer and for stacks.</summary>
[Trait("Category", "kernel")]
public sealed class Gradients
{
    [Theory]
    [InlineData("", 1)]
    [InlineData("", 5)]
    [InlineData("", 16)]
    [InlineData("", 33)]
    [InlineData("relu", 17)]
    [InlineData("tanh", 17)]
    [InlineData("layernorm", 17)]
    [InlineData("batchnorm", 17)]
    [InlineData("batchnorm", 40)]
    [InlineData("dense 7, relu", 9)]
    [InlineData("dense 19, tanh, dense 17, tanh", 20)]
    [InlineData("dense 18, layernorm, tanh, dense 23, batchnorm, tanh", 21)]
    [InlineData("batchnorm, tanh, dense 9, batchnorm, tanh", 35)]
    public void The_gradient_is_the_slope_of_the_loss(string layers, int rows)
    {
        const int inputs = 5, outputs = 3;
        var random = new Rng(3);
        Network network = Network.Build(NetworkSpec.Parse(layers), inputs, outputs, Initializer.Torch, ref random, OptimizerSpec.Sgd);
        Span<float> parameters = network.MutableParameters;
        float[] x = Numbers.Random(rows * inputs, 4);
        float[] slope = Numbers.Random(rows * outputs, 5);
        network.Forward(x, rows, Pass.Learning);
        network.Backward(slope, rows);
        float[] gradient = network.Gradient.ToArray();
        for (int i = 0; i < parameters.Length; i++)
        {
            const float step = 4e-3f;
            float kept = parameters[i];
            parameters[i] = kept + step;
            double high = Loss(network, x, slope, rows);
            parameters[i] = kept - step;
            double low = Loss(network, x, slope, rows);
            parameters[i] = kept;
            double expected = (high - low) / (2 * step);
            Assert.True(Math.Abs(expected - gradient[i]) < 1e-2 * Math.Max(1, Math.Abs(expected)), $"parameter {i}: {gradient[i]}, slope {expected}");
        }
    }

    private static double Loss(Network network, float[] x, float[] slope, int rows)
    {
        ReadOnlySpan<float> y = network.Forward(x, rows, Pass.Learning);
        double loss = 0;
        for (int i = 0; i < y.Length; i++)
        {
            loss += (double)y[i] * slope[i];
        }
        return loss;
    }
}
