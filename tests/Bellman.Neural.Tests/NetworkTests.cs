using Bellman.Neural.Optimizers;
using Bellman.Neural.Tests.Reference;

namespace Bellman.Neural.Tests;

[Trait("Category", "kernel")]
public sealed class NetworkTests
{
    private const string Everything = "layernorm, dense 19, relu, batchnorm, dense 24, tanh, dense 33, layernorm, relu";

    [Theory]
    [InlineData("", 3, 2)]
    [InlineData("dense 24, relu, dense 24, relu", 4, 2)]
    [InlineData("dense 65, relu, dense 33, relu", 7, 9)]
    [InlineData("dense 17, tanh, layernorm, dense 5, relu", 31, 18)]
    [InlineData("batchnorm, relu, dense 32, batchnorm, relu", 2, 3)]
    [InlineData(Everything, 9, 4)]
    public void A_row_alone_has_the_bits_it_has_in_any_batch(string layers, int inputs, int outputs)
    {
        Network network = Build(layers, inputs, outputs);
        network.Forward(Numbers.Random(40 * inputs, 8), 40, Pass.Learning);
        float[] rows = Numbers.Random(200 * inputs, 9);
        int[] alone = new int[200 * outputs];
        var scratch = new float[network.ScratchLength];
        var output = new float[outputs];
        for (int row = 0; row < 200; row++)
        {
            network.Evaluate(rows.AsSpan(row * inputs, inputs), output, scratch);
            Numbers.Bits(output).CopyTo(alone, row * outputs);
            Assert.Equal(Numbers.Bits(output), Numbers.Bits(network.Forward(rows.AsSpan(row * inputs, inputs), 1, Pass.Acting)));
        }
        foreach (int count in (int[])[2, 3, 5, 7, 8, 9, 15, 16, 17, 31, 33, 64, 65, 200])
        {
            ReadOnlySpan<float> batch = network.Forward(rows.AsSpan(0, count * inputs), count, Pass.Acting);
            Assert.Equal(alone[..(count * outputs)], Numbers.Bits(batch));
        }
    }

    [Fact]
    public void A_network_learns_a_function()
    {
        var random = new Rng(1);
        Network network = Network.Build(NetworkSpec.Mlp(32, 32), 2, 1, Initializer.He, ref random, OptimizerSpec.Adam);
        var inputs = new float[64 * 2];
        var gradient = new float[64];
        double loss = 0;
        for (int step = 0; step < 2000; step++)
        {
            foreach (ref float x in inputs.AsSpan())
            {
                x = (float)random.NextDouble(-1, 1);
            }
            ReadOnlySpan<float> outputs = network.Forward(inputs, 64, Pass.Learning);
            loss = 0;
            for (int row = 0; row < 64; row++)
            {
                float error = outputs[row] - inputs[2 * row] * inputs[2 * row + 1];
                loss += error * error / 64;
                gradient[row] = 2 * error / 64;
            }
            network.Backward(gradient, 64);
            network.Update(3e-3f);
        }
        Assert.InRange(loss, 0, 1e-3);
    }

    private static Network Build(string layers, int inputs, int outputs)
    {
        var random = new Rng(7);
        return Network.Build(NetworkSpec.Parse(layers), inputs, outputs, Initializer.Torch, ref random, OptimizerSpec.Adam);
    }
}
