using Bellman.Neural.Optimizers;
using Bellman.Neural.Tests.Reference;

namespace Bellman.Neural.Tests;

/// <summary>The order of every addition depends on shapes only: not on the rows around, not on threads, not on the machine's vectors.</summary>
[Trait("Category", "kernel")]
public sealed class DeterminismTests
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
        network.Forward(Numbers.Random(40 * inputs, 8), 40, ForwardMode.Learn);
        float[] rows = Numbers.Random(200 * inputs, 9);
        int[] alone = new int[200 * outputs];
        var scratch = new float[network.ScratchLength];
        var output = new float[outputs];
        for (int row = 0; row < 200; row++)
        {
            network.Evaluate(rows.AsSpan(row * inputs, inputs), output, scratch);
            Numbers.Bits(output).CopyTo(alone, row * outputs);
            Assert.Equal(Numbers.Bits(output), Numbers.Bits(network.Forward(rows.AsSpan(row * inputs, inputs), 1, ForwardMode.Evaluate)));
        }
        foreach (int count in (int[])[2, 3, 5, 7, 8, 9, 15, 16, 17, 31, 33, 64, 65, 200])
        {
            ReadOnlySpan<float> batch = network.Forward(rows.AsSpan(0, count * inputs), count, ForwardMode.Evaluate);
            Assert.Equal(alone[..(count * outputs)], Numbers.Bits(batch));
        }
    }

    [Fact]
    public void Without_batch_statistics_learning_and_acting_passes_give_the_same_bits()
    {
        Network network = Build("dense 40, relu, layernorm, dense 9, tanh", 5, 3);
        float[] x = Numbers.Random(37 * 5, 1);
        int[] acting = Numbers.Bits(network.Forward(x, 37, ForwardMode.Evaluate));
        Assert.Equal(acting, Numbers.Bits(network.Forward(x, 37, ForwardMode.Learn)));
    }

    [Theory]
    [InlineData("dense 96, relu, dense 100, relu", 2)]
    [InlineData("dense 96, relu, dense 100, relu", 3)]
    [InlineData("dense 96, relu, dense 100, relu", 5)]
    [InlineData("dense 130, tanh, layernorm, dense 90, relu", 2)]
    [InlineData("batchnorm, dense 130, relu, dense 90, batchnorm, relu", 4)]
    [InlineData("dense 400, relu, dense 300, relu", 3)]
    public void One_thread_and_many_learn_the_same_bits(string layers, int threads)
    {
        using var workers = new WorkerPool(threads);
        Network alone = Build(layers, 6, 4), shared = Build(layers, 6, 4, workers);
        for (int step = 0; step < 4; step++)
        {
            Train(alone, rows: 150 + step, (ulong)step);
            Train(shared, rows: 150 + step, (ulong)step);
            Assert.Equal(Numbers.Bits(alone.Parameters), Numbers.Bits(shared.Parameters));
        }
        float[] x = Numbers.Random(333 * 6, 1);
        Assert.Equal(Numbers.Bits(alone.Forward(x, 333, ForwardMode.Evaluate)), Numbers.Bits(shared.Forward(x, 333, ForwardMode.Evaluate)));
    }

    // Fused multiply-adds, divisions and roots are exactly rounded wherever they run, with vectors or without. A change of this number is
    // a change of what every seed learns.
    [Fact]
    public void Every_machine_learns_the_same_bits()
    {
        Network network = Build("dense 24, relu, layernorm, dense 33, relu, batchnorm", 4, 2);
        for (int step = 0; step < 25; step++)
        {
            Train(network, rows: 32 + step, (ulong)step);
        }
        Assert.Equal(1232753622u, Numbers.Fingerprint(network.Parameters));
    }

    private static void Train(Network network, int rows, ulong seed)
    {
        network.Forward(Numbers.Random(rows * network.InputLength, seed), rows, ForwardMode.Learn);
        network.Backward(Numbers.Random(rows * network.OutputLength, seed + 100), rows);
        network.Update(1e-3f);
    }

    private static Network Build(string layers, int inputs, int outputs, WorkerPool? workers = null)
    {
        var random = new Rng(7);
        return Network.Build(
            NetworkSpec.Parse(layers), inputs, outputs, Initializer.Torch, ref random, OptimizerSpec.Adam, new(1, 10), workers);
    }
}
