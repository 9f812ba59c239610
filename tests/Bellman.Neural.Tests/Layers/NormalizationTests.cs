using Bellman.Neural.Layers;
using Bellman.Neural.Optimizers;
using Bellman.Neural.Tests.Reference;

namespace Bellman.Neural.Tests.Layers;

[Trait("Category", "kernel")]
public sealed class NormalizationTests
{
    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 16)]
    [InlineData(9, 17)]
    [InlineData(33, 5)]
    public void LayerNorm_gives_every_row_mean_zero_and_variance_one(int features, int rows)
    {
        Network network = Build(new LayerNorm(features));
        float[] x = Numbers.Random(features * rows, 1);
        float[] y = network.Forward(x, rows, ForwardMode.Evaluate).ToArray();
        var expected = new double[y.Length];
        for (int row = 0; row < rows; row++)
        {
            Normalize(x, expected, row * features, 1, features);
        }
        Numbers.AssertClose(expected, y, 1e-4, "layer normalisation");
    }

    [Fact]
    public void LayerNorm_of_one_two_three_is_the_textbooks()
        => Assert.Equal([-1.224745, 0, 1.224745], Build(new LayerNorm(3)).Forward([1, 2, 3], 1, ForwardMode.Evaluate).ToArray().Select(y => (double)y), Near);

    [Theory]
    [InlineData(1, 3, 2, 2)]
    [InlineData(3, 1, 1, 5)]
    [InlineData(8, 3, 3, 1)]
    [InlineData(16, 8, 8, 3)]
    [InlineData(21, 2, 5, 17)]
    public void ChannelNorm_gives_every_place_mean_zero_and_variance_one(int channels, int height, int width, int rows)
    {
        var image = new ImageShape(channels, height, width);
        Network network = Build(new ChannelNorm(image));
        float[] x = Numbers.Random(image.Length * rows, 1);
        float[] y = network.Forward(x, rows, ForwardMode.Evaluate).ToArray();
        var expected = new double[y.Length];
        for (int place = 0; place < rows * height * width; place++)
        {
            Normalize(x, expected, place * channels, 1, channels, 1e-6);
        }
        Numbers.AssertClose(expected, y, 1e-4, "channel normalisation");
    }

    [Theory]
    [InlineData(3, 2)]
    [InlineData(5, 16)]
    [InlineData(4, 17)]
    [InlineData(2, 41)]
    public void BatchNorm_gives_every_feature_mean_zero_and_variance_one_while_learning(int features, int rows)
    {
        Network network = Build(new BatchNorm(features));
        float[] x = Numbers.Random(features * rows, 1);
        float[] y = network.Forward(x, rows, ForwardMode.Learn).ToArray();
        var expected = new double[y.Length];
        for (int f = 0; f < features; f++)
        {
            Normalize(x, expected, f, features, rows);
        }
        Numbers.AssertClose(expected, y, 1e-4, "batch normalisation");
    }

    // The batch 1, 2, 3, 4 has mean 2.5 and unbiased variance 5/3: a tenth of the way from 0 and from 1.
    [Fact]
    public void BatchNorm_moves_its_running_statistics_a_tenth_of_the_way()
    {
        Network network = Build(new BatchNorm(1));
        network.Forward([1, 2, 3, 4], 4, ForwardMode.Learn);
        Assert.Equal(0.25, network.Statistics[0], 1e-6);
        Assert.Equal(0.9 + 0.1 * 5 / 3, network.Statistics[1], 1e-6);
    }

    [Fact]
    public void BatchNorm_acts_by_its_running_statistics_and_leaves_them()
    {
        Network network = Build(new BatchNorm(1));
        network.Forward([1, 2, 3, 4], 4, ForwardMode.Learn);
        float[] before = network.Statistics.ToArray();
        float output = network.Forward([7], 1, ForwardMode.Evaluate)[0];
        Assert.Equal((7 - before[0]) / Math.Sqrt(before[1] + 1e-5), output, 1e-5);
        Assert.Equal(before, network.Statistics.ToArray());
    }

    [Fact]
    public void BatchNorm_survives_a_batch_of_one_row()
    {
        var random = new Rng(1);
        Network network = Network.Build(NetworkSpec.Parse("batchnorm, relu, dense 4, batchnorm"), 3, 2, Initializer.He, ref random, OptimizerSpec.Adam);
        float[] before = network.Statistics.ToArray();
        Assert.DoesNotContain(float.NaN, network.Forward([1, 2, 3], 1, ForwardMode.Learn).ToArray());
        network.Backward([1, -1], 1);
        network.Update(0.1f);
        Assert.All(network.Parameters.ToArray(), value => Assert.True(float.IsFinite(value)));
        Assert.Equal(before, network.Statistics.ToArray());
    }

    private static Network Build(ILayer layer)
    {
        var random = new Rng(1);
        return new Network([layer], ref random);
    }

    private static bool Near(double a, double b) => Math.Abs(a - b) < 2e-5;

    private static void Normalize(float[] x, double[] y, int first, int step, int count, double small = 1e-5)
    {
        double mean = 0, variance = 0;
        for (int k = 0; k < count; k++)
        {
            mean += (double)x[first + k * step] / count;
        }
        for (int k = 0; k < count; k++)
        {
            variance += Math.Pow(x[first + k * step] - mean, 2) / count;
        }
        for (int k = 0; k < count; k++)
        {
            y[first + k * step] = (x[first + k * step] - mean) / Math.Sqrt(variance + small);
        }
    }
}
