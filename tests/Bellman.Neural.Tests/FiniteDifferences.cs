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
        network.Forward(x, rows, ForwardMode.Learn);
        network.Backward(slope, rows);
        for (int i = 0; i < parameters.Length; i++)
        {
            float kept = parameters[i];
            parameters[i] = kept + step;
            double high = Loss(network, x, slope, rows);
            parameters[i] = kept - step;
            double low = Loss(network, x, slope, rows);
            parameters[i] = kept;
            double expected = (high - low) / (2 * step);
            double error = Math.Abs(expected - network.Gradient[i]) / Math.Max(1, Math.Abs(expected));
            Assert.True(error < 1e-2, $"parameter {i}: gradient {network.Gradient[i]}, slope of the loss {expected}");
        }
    }

    private static double Loss(Network network, float[] x, float[] slope, int rows)
    {
        ReadOnlySpan<float> y = network.Forward(x, rows, ForwardMode.Learn);
        double loss = 0;
        for (int i = 0; i < y.Length; i++)
        {
            loss += (double)y[i] * slope[i];
        }
        return loss;
    }
}
