using Bellman.Neural.Tests.Reference;

namespace Bellman.Neural.Tests;

/// <summary>Backward against central differences of Forward, for a loss that is a random weighting of the outputs.</summary>
internal static class FiniteDifferences
{
    public static void AssertGradient(Network network, int rows)
    {
        const float step = 1e-3f;
        Span<float> parameters = network.MutableParameters;
        float[] x = Numbers.Random(rows * network.InputLength, 4);
        float[] slope = Numbers.Random(rows * network.OutputLength, 5);
        Learn(network, x, rows);
        network.Backward(slope, rows);
        for (int i = 0; i < parameters.Length; i++)
        {
            float kept = parameters[i];
            parameters[i] = kept + step;
            double high = Loss(network, x, slope, rows);
            parameters[i] = kept - step;
            double low = Loss(network, x, slope, rows);
            parameters[i] = kept;
            // Where a unit's kink lies between the two, the gradient is the slope of one side.
            double middle = Loss(network, x, slope, rows), got = network.Gradient[i];
            double[] slopes = [(high - low) / (2 * step), (high - middle) / step, (middle - low) / step];
            double error = slopes.Min(expected => Math.Abs(expected - got) / Math.Max(1, Math.Abs(expected)));
            Assert.True(error < 1e-2, $"parameter {i}: gradient {got}, slopes of the loss {string.Join(", ", slopes)}");
        }
    }

    // The same noise for every pass.
    private static ReadOnlySpan<float> Learn(Network network, float[] x, int rows)
    {
        var noise = new Rng(6);
        network.DrawNoise(ref noise, rows);
        return network.Forward(x, rows, ForwardMode.Learn);
    }

    private static double Loss(Network network, float[] x, float[] slope, int rows)
    {
        ReadOnlySpan<float> y = Learn(network, x, rows);
        double loss = 0;
        for (int i = 0; i < y.Length; i++)
        {
            loss += (double)y[i] * slope[i];
        }
        return loss;
    }
}
