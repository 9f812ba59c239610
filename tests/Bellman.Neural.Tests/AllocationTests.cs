using Bellman.Neural.Optimizers;
using Bellman.Neural.Tests.Reference;

namespace Bellman.Neural.Tests;

public sealed class AllocationTests
{
    [Theory]
    [InlineData("dense 24, relu, dense 24, relu", 1)]
    [InlineData("conv 16 2x2, relu, conv 5 3x3 pad 1, relu, dense 24, relu", 1)]
    [InlineData("conv 16 2x2, relu, conv 5 3x3 pad 1, relu, dense 24, relu", 2)]
    [InlineData("conv 12 2x2, channelnorm, relu, conv 16 3x3 pad 1, channelnorm, relu, dense 24, relu", 2)]
    [InlineData("layernorm, dense 19, relu, batchnorm, dense 24, tanh", 1)]
    [InlineData("dense 128, relu, dense 128, relu", 2)]
    public void A_network_allocates_nothing_once_it_is_warm(string layers, int threads)
    {
        using var workers = new WorkerPool(threads);
        var random = new Rng(1);
        var image = new ImageShape(2, 5, 4);
        Network online = Network.Build(
            NetworkSpec.Parse(layers), image.Length, 2, Initializer.He, ref random, OptimizerSpec.Adam, new(1, 10), workers, image);
        Network target = Network.Build(NetworkSpec.Parse(layers), image.Length, 2, Initializer.He, ref random, workers: workers, image: image);
        float[] x = Numbers.Random(70 * image.Length, 1), slope = Numbers.Random(70 * 2, 2);
        var scratch = new float[online.ScratchLength];
        var output = new float[2];
        for (int i = 0; i < 3; i++)
        {
            Step();
        }
        // The least of a few tries: a collection that another test starts charges this thread with what was left of its allocation block.
        long least = long.MaxValue;
        for (int attempt = 0; attempt < 5 && least > 0; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 20; i++)
            {
                Step();
            }
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.Equal(0, least);

        void Step()
        {
            target.Forward(x, 70, ForwardMode.Evaluate);
            online.Forward(x.AsSpan(0, image.Length), 1, ForwardMode.Evaluate);
            online.Forward(x, 70, ForwardMode.Learn);
            online.Backward(slope, 70);
            online.Update(1e-3f);
            target.CopyFrom(online, 0.1f);
            target.CopyFrom(online);
            online.Evaluate(x.AsSpan(0, image.Length), output, scratch);
        }
    }
}
