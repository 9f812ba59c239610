using Bellman.Neural.Optimizers;
using Bellman.Neural.Tests.Reference;

namespace Bellman.Neural.Tests;

/// <summary>What <see cref="DeterminismTests"/> asks of dense layers, of networks that look at pictures.</summary>
[Trait("Category", "kernel")]
public sealed class ConvolutionDeterminismTests
{
    private const string Small = "conv 16 3x3, relu, dense 32, relu";
    private const string Normal = "conv 21 3x3, channelnorm, relu, conv 16 2x2, channelnorm, relu, dense 32, layernorm, relu";
    private const string Odd = "conv 19 3x2 stride 2 pad 1, relu, conv 5 2x2, layernorm, tanh, dense 25, relu";

    private static readonly ImageShape Image = new(4, 10, 9);

    [Theory]
    [InlineData(Small)]
    [InlineData(Odd)]
    [InlineData(Normal)]
    public void A_picture_alone_has_the_bits_it_has_in_any_batch(string layers)
    {
        Network network = Build(layers);
        float[] rows = Numbers.Random(70 * Image.Length, 9);
        var alone = new int[70 * 3];
        var scratch = new float[network.ScratchLength];
        var output = new float[3];
        for (int row = 0; row < 70; row++)
        {
            network.Evaluate(rows.AsSpan(row * Image.Length, Image.Length), output, scratch);
            Numbers.Bits(output).CopyTo(alone, row * 3);
        }
        foreach (int count in (int[])[1, 2, 3, 4, 16, 17, 32, 65, 70])
        {
            ReadOnlySpan<float> x = rows.AsSpan(0, count * Image.Length);
            Assert.Equal(alone[..(count * 3)], Numbers.Bits(network.Forward(x, count, ForwardMode.Evaluate)));
            Assert.Equal(alone[..(count * 3)], Numbers.Bits(network.Forward(x, count, ForwardMode.Learn)));
        }
    }

    [Theory]
    [InlineData(Small, 2)]
    [InlineData(Small, 3)]
    [InlineData(Normal, 2)]
    [InlineData(Normal, 3)]
    [InlineData(Odd, 2)]
    [InlineData(Odd, 5)]
    public void One_thread_and_many_learn_the_same_bits(string layers, int threads)
    {
        using var workers = new WorkerPool(threads);
        Network alone = Build(layers), shared = Build(layers, workers);
        for (int step = 0; step < 4; step++)
        {
            Train(alone, rows: 60 + step, (ulong)step);
            Train(shared, rows: 60 + step, (ulong)step);
            Assert.Equal(Numbers.Bits(alone.Parameters), Numbers.Bits(shared.Parameters));
        }
    }

    // As for dense layers: a change of this number is a change of what every seed learns.
    [Fact]
    public void Every_machine_learns_the_same_bits()
    {
        Network network = Build(Odd.Replace("tanh", "relu", StringComparison.Ordinal));
        for (int step = 0; step < 10; step++)
        {
            Train(network, rows: 9, (ulong)step);
        }
        Assert.Equal(1822010932u, Numbers.Fingerprint(network.Parameters));
    }

    private static void Train(Network network, int rows, ulong seed)
    {
        network.Forward(Numbers.Random(rows * Image.Length, seed), rows, ForwardMode.Learn);
        network.Backward(Numbers.Random(rows * 3, seed + 50), rows);
        network.Update(1e-2f);
    }

    private static Network Build(string layers, WorkerPool? workers = null)
    {
        var random = new Rng(7);
        return Network.Build(
            NetworkSpec.Parse(layers), Image.Length, 3, Initializer.Torch, ref random, OptimizerSpec.Adam, new(1, 10), workers, Image);
    }
}
