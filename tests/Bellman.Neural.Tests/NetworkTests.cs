using Bellman.Neural.Layers;
using Bellman.Neural.Optimizers;
using Bellman.Neural.Tests.Reference;

namespace Bellman.Neural.Tests;

public sealed class NetworkTests
{
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
            ReadOnlySpan<float> outputs = network.Forward(inputs, 64, ForwardMode.Learn);
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

    // One weight and one bias with gradients 3 and 4 of norm 5.
    [Theory]
    [InlineData(null, null, 3, 4)]
    [InlineData(2f, null, 2, 2)]
    [InlineData(null, 10f, 3, 4)]
    [InlineData(null, 1f, 0.6, 0.8)]
    [InlineData(3f, 3f, 2.12132034, 2.12132034)]
    public void Clipping_clamps_elements_and_then_bounds_the_norm(float? value, float? norm, double weight, double bias)
    {
        var random = new Rng(1);
        Network network = Network.Build(NetworkSpec.Parse(""), 1, 1, Initializer.Torch, ref random, OptimizerSpec.Sgd, new(value, norm));
        float[] before = network.Parameters.ToArray();
        network.Forward([0.75f], 1, ForwardMode.Learn);
        network.Backward([4], 1);
        network.Update(1);
        Assert.Equal(weight, before[0] - network.Parameters[0], 1e-5);
        Assert.Equal(bias, before[1] - network.Parameters[1], 1e-5);
    }

    [Fact]
    public void After_an_update_the_gradient_is_zero()
    {
        var random = new Rng(1);
        Network network = Network.Build(NetworkSpec.Mlp(5), 3, 2, Initializer.He, ref random, OptimizerSpec.Sgd);
        network.Forward(Numbers.Random(12, 1), 4, ForwardMode.Learn);
        network.Backward(Numbers.Random(8, 2), 4);
        network.Update(0.1f);
        float[] before = network.Parameters.ToArray();
        network.Update(0.1f);
        Assert.Equal(before, network.Parameters.ToArray());
    }

    [Fact]
    public void A_hard_copy_is_exact_and_takes_the_running_statistics_along()
    {
        Network one = Build("dense 5, batchnorm, relu", seed: 1), other = Build("dense 5, batchnorm, relu", seed: 2);
        one.Forward(Numbers.Random(12, 1), 4, ForwardMode.Learn);
        other.CopyFrom(one);
        Assert.Equal(one.Parameters.ToArray(), other.Parameters.ToArray());
        Assert.Equal(one.Statistics.ToArray(), other.Statistics.ToArray());
        Assert.NotEqual(0, other.Statistics[0]);
    }

    [Fact]
    public void A_soft_copy_mixes_parameters_and_copies_running_statistics()
    {
        Network one = Build("dense 5, batchnorm, relu", seed: 1), other = Build("dense 5, batchnorm, relu", seed: 2);
        one.Forward(Numbers.Random(12, 1), 4, ForwardMode.Learn);
        double[] expected = [.. other.Parameters.ToArray().Zip(one.Parameters.ToArray(), (to, from) => 0.9 * to + 0.1 * from)];
        other.CopyFrom(one, 0.1f);
        Numbers.AssertClose(expected, other.Parameters, 1e-6, "soft copy");
        Assert.Equal(one.Statistics.ToArray(), other.Statistics.ToArray());
    }

    [Fact]
    public void A_network_that_never_learns_says_so()
    {
        var random = new Rng(1);
        Network network = Network.Build(NetworkSpec.Mlp(4), 3, 2, Initializer.He, ref random);
        network.Forward(new float[3], 1, ForwardMode.Learn);
        Assert.Contains("optimiser", Assert.Throws<BellmanException>(() => network.Backward(new float[2], 1)).Message);
        Assert.Contains("optimiser", Assert.Throws<BellmanException>(() => network.Update(0.1f)).Message);
    }

    [Fact]
    public void Mistakes_of_shape_are_told_in_a_sentence()
    {
        Network network = Build("dense 5, relu");
        Assert.Contains("3", Assert.Throws<BellmanException>(() => network.Forward(new float[7], 2, ForwardMode.Evaluate)).Message);
        Assert.Throws<BellmanException>(() => network.Forward([], 0, ForwardMode.Evaluate));
        network.Forward(new float[6], 2, ForwardMode.Learn);
        Assert.Contains("learning pass", Assert.Throws<BellmanException>(() => network.Backward(new float[6], 3)).Message);
        Assert.Throws<BellmanException>(() => network.Evaluate(new float[3], new float[2], []));
        Assert.Contains("layers", Assert.Throws<BellmanException>(() => network.CopyFrom(Build("dense 6, relu"))).Message);
        Assert.Contains("layers", Assert.Throws<BellmanException>(() => network.CopyFrom(Build("dense 5, tanh"))).Message);
        var random = new Rng(1);
        Assert.Throws<BellmanException>(() => new Network([], ref random));
        Assert.Contains("makes 4", Assert.Throws<BellmanException>(
            () => new Network([new Dense(3, 4, Initializer.He), new Relu(5)], ref random)).Message);
        Assert.Throws<BellmanException>(() => new Dense(3, 0, Initializer.He));
    }

    [Fact]
    public void A_view_of_outputs_outlives_the_next_pass_of_another_network_only()
    {
        Network network = Build("dense 5, relu");
        ReadOnlySpan<float> stale = network.Forward(new float[3], 1, ForwardMode.Evaluate);
        ReadOnlySpan<float> fresh = network.Forward(new float[3], 1, ForwardMode.Evaluate);
        Assert.True(float.IsFinite(fresh[0]));
#if DEBUG
        Assert.True(float.IsNaN(stale[0]));
#else
        Assert.Equal(fresh[0], stale[0]);
#endif
    }

    private static Network Build(string layers, ulong seed = 1)
    {
        var random = new Rng(seed);
        return Network.Build(NetworkSpec.Parse(layers), 3, 2, Initializer.Torch, ref random, OptimizerSpec.Adam);
    }
}
