using Bellman.Neural.Layers;
using Bellman.Neural.Optimizers;
using Bellman.Neural.Tests.Reference;

namespace Bellman.Neural.Tests.Layers;

public sealed class OwnLayerTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(21)]
    public void A_layer_of_ones_own_in_plain_rows_stands_between_layers_in_panels(int rows)
    {
        var random = new Rng(1);
        ILayer[] layers =
        [
            new Gain(3), new Dense(3, 5, Initializer.Torch, relu: true), new Gain(5), new Gain(5), new Dense(5, 2, Initializer.Torch), new Gain(2),
        ];
        var network = new Network(layers, ref random, OptimizerSpec.Sgd);
        FiniteDifferences.AssertGradient(network, rows);
        float[] x = Numbers.Random(rows * 3, 1);
        float[] batch = network.Forward(x, rows, ForwardMode.Evaluate).ToArray();
        for (int row = 0; row < rows; row++)
        {
            Assert.Equal(batch[(2 * row)..(2 * row + 2)], network.Forward(x.AsSpan(3 * row, 3), 1, ForwardMode.Evaluate).ToArray());
        }
    }

    // y = gain * x, one gain per feature: what a user would write.
    private sealed class Gain(int length) : ILayer
    {
        public int InputLength => length;

        public int OutputLength => length;

        public int ParameterCount => length;

        public void Initialize(Span<float> parameters, Span<float> statistics, ref Rng random)
        {
            foreach (ref float gain in parameters)
            {
                gain = (float)random.NextDouble(0.5, 1.5);
            }
        }

        public void Forward(
            ReadOnlySpan<float> parameters, ReadOnlySpan<float> statistics, ReadOnlySpan<float> x, Span<float> y, int rows)
        {
            for (int i = 0; i < rows * length; i++)
            {
                y[i] = parameters[i % length] * x[i];
            }
        }

        public void InputGradient(
            ReadOnlySpan<float> parameters, ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> dy, Span<float> dx, int rows)
        {
            for (int i = 0; i < rows * length; i++)
            {
                dx[i] = parameters[i % length] * dy[i];
            }
        }

        public void ParameterGradient(
            ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dparameters, int rows, WorkShare share)
        {
            if (share.IsFirst)
            {
                dparameters.Clear();
                for (int i = 0; i < rows * length; i++)
                {
                    dparameters[i % length] += x[i] * dy[i];
                }
            }
        }
    }
}
