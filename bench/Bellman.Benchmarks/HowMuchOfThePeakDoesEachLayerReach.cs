using System.Diagnostics;
using System.Globalization;
using Bellman.Neural.Kernels;
using Bellman.Neural.Layers;

namespace Bellman.Benchmarks;

// Answer: 67 to 95% in most products; the exceptions are the dX of the first convolution, which training does not need,
// and products with six outputs. Best of 60 tries on a shared and busy machine (AMD Zen 3, AVX2); trust the shares, not
// the
// times:
//
// Nature                   forward us       dX us            dW us
// conv 32 8x8 stride 4, relu  2221.1 91 %     7615.7 27 %     2688.9 75 %
// conv 64 4x4 stride 2, relu  1844.7 89 %     2164.7 76 %     2104.4 78 %
// conv 64 3x3, relu         1196.6 93 %     1415.4 79 %     1438.8 77 %
// dense 512, relu           1457.5 68 %     1486.4 67 %     1209.1 82 %
// dense 6                      1.9 100 %        2.7 70 %        4.5 42 %
// MinAtar                  forward us       dX us            dW us
// conv 16 3x3, relu           26.1 87 %      118.8 19 %       31.0 73 %
// dense 128, relu             85.0 95 %       87.6 92 %       94.3 86 %
// dense 6                      0.5 95 %        0.9 53 %        1.9 25 %

/// <summary>
/// Each product of each layer of the Nature network and of MinAtar's, batch 32, as a share of the FMA peak. `-- layers`
/// prints the table.
/// </summary>
internal static class HowMuchOfThePeakDoesEachLayerReach
{
    private const int Batch = 32, Tries = 60;

    public static void Run()
    {
        Measure("Nature", NetworkSpec.Nature(), new(4, 84, 84));
        Measure("MinAtar", NetworkSpec.MinAtar(), new(4, 10, 10));
    }

    private static void Measure(string name, NetworkSpec spec, ImageShape image)
    {
        Console.WriteLine($"{name,-24} forward us       dX us            dW us");
        var random = new Rng(1);
        foreach (ILayer layer in spec.CreateLayers(image.Length, outputs: 6, Initializer.Torch, image).Where(layer => layer.MultiplyAdds > 0))
        {
            float[] parameters = Uniform(layer.ParameterCount, ref random), gradient = new float[layer.ParameterCount];
            float[] x = Uniform(Batch * layer.InputLength, ref random), dx = new float[x.Length];
            float[] y = new float[Batch * layer.OutputLength], dy = Uniform(y.Length, ref random);
            double peak = 0, forward = double.MaxValue, toInputs = double.MaxValue, toWeights = double.MaxValue;
            for (int attempt = 0; attempt < Tries; attempt++)
            {
                peak = Math.Max(peak, attempt % 10 == 0 ? FmaPeak.Measure() : 0);
                forward = Math.Min(forward, Time(() => layer.Learn(parameters, default, x, y, Batch)));
                toInputs = Math.Min(toInputs, Time(() => layer.InputGradient(parameters, x, y, dy, dx, Batch)));
                toWeights = Math.Min(toWeights, Time(() => layer.ParameterGradient(x, y, dy, gradient, Batch, WorkShare.Whole)));
            }
            double bound = 2.0 * Batch * layer.MultiplyAdds / peak / 1e3; // us
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{layer,-24}{forward,8:F1} {bound / forward,4:P0}   {toInputs,8:F1} {bound / toInputs,4:P0}   {toWeights,8:F1} {bound / toWeights,4:P0}"));
        }
    }

    private static double Time(Action action)
    {
        long begin = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(begin).TotalMicroseconds;
    }

    private static float[] Uniform(int count, ref Rng random)
    {
        var numbers = new float[count];
        for (int i = 0; i < count; i++)
        {
            numbers[i] = (float)random.NextDouble(-1, 1);
        }
        return numbers;
    }
}
