using Bellman.Neural.Layers;
using Bellman.Neural.Optimizers;

namespace Bellman.Neural.Tests.Layers;

/// <summary>Sizes that cannot be, and hands that are too small: refused with a sentence, before memory is taken or touched.</summary>
public sealed class SizesTests
{
    [Theory]
    [InlineData("dense 2000000000")]
    [InlineData("dense 2147483647")]
    [InlineData("dense 30000, dense 30000")]
    [InlineData("conv 2000000000 1x1")]
    [InlineData("conv 3 2x2 pad 2000000000")]
    [InlineData("conv 3 2147483647x2147483647 pad 1073741824")]
    [InlineData("conv 100000 2x2 pad 100")]
    public void A_network_of_too_many_numbers_is_refused(string layers)
    {
        var image = new ImageShape(2, 4, 5);
        var random = new Rng(1);
        Assert.Throws<BellmanException>(() => Network.Build(
            NetworkSpec.Parse(layers), image.Length, 2, Initializer.Torch, ref random, OptimizerSpec.Adam, image: image));
    }

    [Fact]
    public void A_layer_of_sizes_that_cannot_be_is_refused()
    {
        Assert.Throws<BellmanException>(() => new Dense(int.MaxValue, int.MaxValue, Initializer.He));
        Assert.Throws<BellmanException>(() => new Dense(65536, 65536, Initializer.He));
        Assert.Throws<BellmanException>(() => new Dense(-1, 2, Initializer.He));
        Assert.Throws<BellmanException>(() => new LayerNorm(int.MaxValue));
        Assert.Throws<BellmanException>(() => new BatchNorm(1 << 30));
        Assert.Throws<BellmanException>(() => new ChannelNorm(new(1 << 30, 1, 1)));
        Assert.Throws<BellmanException>(() => new ChannelNorm(new(0, 3, 3)));
        Assert.Throws<BellmanException>(() => new ImageShape(65536, 65536, 1).Length);
        Assert.Throws<BellmanException>(() => new ChannelsLast(new(-1, -1, 5)));
        Assert.Throws<BellmanException>(() => new Pad(new(1, 3, 3), -1));
        Assert.Throws<BellmanException>(() => new Pad(new(1, 3, 3), int.MaxValue));
        Assert.Throws<BellmanException>(() => new Convolution(new(1, 3, 3), 0, new(2, 2), Initializer.He));
        Assert.Throws<BellmanException>(() => new Convolution(new(1, 3, 3), 1, new(2, 2, 0), Initializer.He));
        Assert.Throws<BellmanException>(() => new Convolution(new(1, 3, 3), 1, new(4, 2), Initializer.He));
        Assert.Throws<BellmanException>(() => new Convolution(new(0, 3, 3), 1, new(2, 2), Initializer.He));
        Assert.Throws<BellmanException>(() => new Rescale([1, 2], [3]));
        Assert.Throws<BellmanException>(() => new Rescale([1], [1]));
        Assert.Throws<BellmanException>(() => new Rescale([0], [float.PositiveInfinity]));
        Assert.Throws<BellmanException>(() => new Rescale([float.NaN], [1]));
    }

    [Fact]
    public void A_range_far_from_zero_is_rescaled_too()
    {
        var y = new float[3];
        new Rescale([3e38f], [3.2e38f]).Forward([], [], [3e38f, 3.1e38f, 3.2e38f], y, 3);
        Assert.Equal([-1, 0, 1], y.Select(number => Math.Round(number, 3)));
    }

    [Fact]
    public void A_layer_that_is_handed_too_little_touches_nothing()
    {
        var image = new ImageShape(2, 4, 5);
        ILayer[] layers =
        [
            new Dense(40, 3, Initializer.He), new LayerNorm(40), new BatchNorm(40), new ChannelNorm(image), new ChannelsLast(image), new Pad(image, 1),
            new Convolution(image, 3, new(2, 2), Initializer.He), new Convolution(image, 3, new(2, 2), Initializer.He, channelsFirst: true),
        ];
        foreach (ILayer layer in layers)
        {
            foreach (int rows in (int[])[1, 17, 1_000_000, int.MaxValue])
            {
                Assert.ThrowsAny<Exception>(() => layer.Forward([], [], [], [], rows));
                Assert.ThrowsAny<Exception>(() => layer.Learn(new float[layer.ParameterCount], new float[layer.StatisticCount], [], [], rows));
                Assert.ThrowsAny<Exception>(() => layer.InputGradient(new float[layer.ParameterCount], [], [], [], [], rows));
                if (layer.ParameterCount > 0)
                {
                    Assert.Throws<BellmanException>(() => layer.ParameterGradient([], [], [], [], rows, WorkShare.Whole));
                }
            }
            Assert.ThrowsAny<Exception>(() => layer.Evaluate([], [], [], []));
        }
    }

    [Fact]
    public void A_batch_that_no_memory_holds_is_refused()
    {
        var random = new Rng(1);
        Network network = Network.Build(NetworkSpec.Parse("dense 100000"), 1, 2, Initializer.Torch, ref random);
        Assert.Contains("activations", Assert.Throws<BellmanException>(() => network.Forward(new float[100_000], 100_000, ForwardMode.Learn)).Message);
        Assert.Throws<BellmanException>(() => network.Evaluate(new float[3], new float[4], 2));
        Assert.Throws<BellmanException>(() => network.Evaluate([], [], -1));
    }

    [Theory]
    [InlineData(0, 2, 0)]
    [InlineData(2, -1, 0)]
    [InlineData(2, 2, -5)]
    [InlineData(2, int.MaxValue, 0)]
    public void A_layer_of_ones_own_that_misreports_its_lengths_is_refused(int inputs, int outputs, int parameters)
    {
        var random = new Rng(1);
        Assert.Contains("lengths must be", Assert.Throws<BellmanException>(() => new Network([new Liar(inputs, outputs, parameters)], ref random)).Message);
        Assert.Throws<BellmanException>(() => new Network([null!], ref random));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(-1f)]
    public void A_step_size_that_is_none_is_refused(float rate)
    {
        var random = new Rng(1);
        Network network = Network.Build(NetworkSpec.Mlp(4), 3, 2, Initializer.He, ref random, OptimizerSpec.Adam);
        Assert.Contains("learning rate", Assert.Throws<BellmanException>(() => network.Update(rate)).Message);
    }

    [Theory]
    [InlineData("sgd")]
    [InlineData("adam")]
    [InlineData("rmsprop")]
    public void An_infinite_gradient_makes_a_bounded_step_where_its_norm_is_bounded(string optimizer)
    {
        var random = new Rng(1);
        Network network = Network.Build(NetworkSpec.Parse(""), 2, 1, Initializer.Torch, ref random, OptimizerSpec.Parse(optimizer), new(null, 1));
        for (int step = 0; step < 3; step++)
        {
            network.Forward([1, 1e-30f], 1, ForwardMode.Learn);
            network.Backward([float.PositiveInfinity], 1);
            network.Update(0.01f);
        }
        Assert.All(network.Parameters.ToArray(), value => Assert.InRange(value, -2, 2));
    }

    private sealed class Liar(int inputs, int outputs, int count) : ILayer
    {
        public int InputLength => inputs;

        public int OutputLength => outputs;

        public int ParameterCount => count;

        public void Initialize(Span<float> parameters, Span<float> statistics, ref Rng random)
        {
        }

        public void Forward(
            ReadOnlySpan<float> parameters, ReadOnlySpan<float> statistics, ReadOnlySpan<float> x, Span<float> y, int rows)
        {
        }

        public void InputGradient(
            ReadOnlySpan<float> parameters, ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> dy, Span<float> dx, int rows)
        {
        }

        public void ParameterGradient(
            ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dparameters, int rows, WorkShare share)
        {
        }
    }
}
