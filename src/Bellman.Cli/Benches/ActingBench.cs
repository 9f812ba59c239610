using System.Diagnostics;
using Bellman.Neural.Kernels;

namespace Bellman.Cli.Benches;

/// <summary>The values of one state, as acting and deployed policies ask for them.</summary>
internal static class ActingBench
{
    private const int Tries = 2_000, TriesPerPeak = 100;

    /// <summary>The network of Mnih et al. 2015 over four frames, six actions.</summary>
    public static BenchResult Nature()
    {
        var image = new ImageShape(4, 84, 84);
        var random = new Rng(1);
        Network network = Network.Build(NetworkSpec.Nature(), image.Length, 6, Initializer.Torch, ref random, image: image);
        float[] state = new float[image.Length], values = new float[6], scratch = new float[network.ScratchLength];
        for (int i = 0; i < state.Length; i++)
        {
            state[i] = (float)random.NextDouble(0, 1);
        }
        network.Evaluate(state, values, scratch);
        (double best, double peak) = (double.MaxValue, 0);
        long bytes = 0;
        for (int attempt = 0; attempt < Tries; attempt++)
        {
            peak = attempt % TriesPerPeak == 0 ? Math.Max(peak, FmaPeak.Measure()) : peak;
            long before = GC.GetAllocatedBytesForCurrentThread(), begin = Stopwatch.GetTimestamp();
            network.Evaluate(state, values, scratch);
            best = Math.Min(best, Stopwatch.GetElapsedTime(begin).TotalSeconds);
            bytes += GC.GetAllocatedBytesForCurrentThread() - before;
        }
        return new()
        {
            StepsPerSecond = 1 / best, BytesPerStep = (double)bytes / Tries, Flops = 2 * network.MultiplyAdds / best, Peak = peak,
        };
    }
}
