using Bellman.Neural.Optimizers;
using Bellman.Neural.Tests.Reference;

namespace Bellman.Neural.Tests;

public sealed class CheckpointTests
{
    [Theory]
    [InlineData("sgd momentum=0.9")]
    [InlineData("adam")]
    [InlineData("radam")]
    [InlineData("rmsprop momentum=0.95 centered inside initial=1")]
    public void A_restored_network_goes_on_as_if_it_had_never_stopped(string optimizer)
    {
        Network first = Build(optimizer, seed: 1);
        Train(first, 5, from: 0);
        using var file = new MemoryStream();
        first.Sync(StateStream.Writer(file));
        Train(first, 5, from: 5);

        Network second = Build(optimizer, seed: 2);
        file.Position = 0;
        second.Sync(StateStream.Reader(file));
        Assert.Equal(file.Length, file.Position);
        Train(second, 5, from: 5);
        Assert.Equal(Numbers.Bits(first.Parameters), Numbers.Bits(second.Parameters));
        Assert.Equal(Numbers.Bits(first.Statistics), Numbers.Bits(second.Statistics));
    }

    [Fact]
    public void A_state_of_another_shape_is_refused()
    {
        using var file = new MemoryStream();
        Build("adam", seed: 1).Sync(StateStream.Writer(file));
        var random = new Rng(1);
        Network other = Network.Build(NetworkSpec.Mlp(99), 3, 2, Initializer.He, ref random, OptimizerSpec.Adam);
        Network target = Network.Build(NetworkSpec.Parse("dense 8, relu, batchnorm"), 3, 2, Initializer.He, ref random);
        file.Position = 0;
        Assert.Contains("parameters", Assert.Throws<BellmanException>(() => other.Sync(StateStream.Reader(file))).Message);
        file.Position = 0;
        Assert.Contains("optimisers", Assert.Throws<BellmanException>(() => target.Sync(StateStream.Reader(file))).Message);
    }

    [Fact]
    public void A_state_that_was_cut_short_is_refused()
    {
        using var file = new MemoryStream();
        Build("adam", seed: 1).Sync(StateStream.Writer(file));
        file.SetLength(file.Length - 1);
        file.Position = 0;
        Assert.Contains("too early", Assert.Throws<BellmanException>(() => Build("adam", seed: 1).Sync(StateStream.Reader(file))).Message);
    }

    private static void Train(Network network, int steps, int from)
    {
        for (int step = from; step < from + steps; step++)
        {
            network.Forward(Numbers.Random(20 * 3, (ulong)step), 20, ForwardMode.Learn);
            network.Backward(Numbers.Random(20 * 2, (ulong)step + 100), 20);
            network.Update(1e-2f);
        }
    }

    private static Network Build(string optimizer, ulong seed)
    {
        var random = new Rng(seed);
        return Network.Build(
            NetworkSpec.Parse("dense 8, relu, batchnorm"), 3, 2, Initializer.He, ref random, OptimizerSpec.Parse(optimizer), new(null, 10));
    }
}
