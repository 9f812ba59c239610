using System.Globalization;
using Bellman.Neural.Optimizers;
using Bellman.Neural.Tests.Reference;

namespace Bellman.Neural.Tests;

/// <summary>Networks that nobody chose, of all kinds of layers. The environment variable BELLMAN_RANDOM_NETWORKS asks for another number of them.</summary>
[Trait("Category", "kernel")]
public sealed class RandomNetworkTests
{
    private const int Usual = 50, ParametersTried = 24;
    private const double Step = 1e-6, Tolerance = 2e-3;

    private static readonly int Networks = int.Parse(
        Environment.GetEnvironmentVariable("BELLMAN_RANDOM_NETWORKS") ?? $"{Usual}", CultureInfo.InvariantCulture);

    [Fact]
    public void A_random_network_makes_what_the_textbook_does_and_its_gradient_is_the_slope()
    {
        for (ulong seed = 1; seed <= (ulong)Networks; seed++)
        {
            var random = new Rng(seed);
            ImageShape? image = random.NextInt(2) == 0 ? null : new(1 + random.NextInt(3), 3 + random.NextInt(5), 3 + random.NextInt(5));
            int inputs = image?.Length ?? 1 + random.NextInt(30), outputs = 1 + random.NextInt(7), rows = 4 + random.NextInt(40);
            NetworkSpec spec = RandomSpec(image, ref random);
            WorkerPool? workers = random.NextInt(2) == 0 ? new(2) : null;
            var network = Network.Build(spec, inputs, outputs, Initializer.Torch, ref random, OptimizerSpec.Sgd, workers: workers, image: image);
            Check(network, new NaiveNetwork(spec, inputs, outputs, image), rows, ref random, $"network {seed}: {inputs} numbers, {image}, '{spec}', {rows} rows");
            workers?.Dispose();
        }
    }

    private static void Check(Network network, NaiveNetwork naive, int rows, ref Rng random, string which)
    {
        float[] x = Numbers.Random(rows * network.InputLength, random.NextBits()), slope = Numbers.Random(rows * network.OutputLength, random.NextBits());
        double[] parameters = [.. network.Parameters.ToArray().Select(number => (double)number)];
        Numbers.AssertClose(naive.Forward(parameters, x, rows), network.Forward(x, rows, ForwardMode.Learn), 1e-4, which);
        network.Backward(slope, rows);
        float[] gradient = network.Gradient.ToArray();
        for (int tried = 0; tried < ParametersTried; tried++)
        {
            int at = random.NextInt(parameters.Length);
            double kept = parameters[at];
            parameters[at] = kept + Step;
            double high = Loss();
            parameters[at] = kept - Step;
            double low = Loss();
            parameters[at] = kept;
            double expected = (high - low) / (2 * Step), error = Math.Abs(expected - gradient[at]) / Math.Max(1, Math.Abs(expected));
            Assert.True(error < Tolerance, $"{which}: the gradient of parameter {at} is {gradient[at]}, and the slope of the loss {expected}");
        }

        double Loss() => naive.Forward(parameters, x, rows).Zip(slope, (y, dy) => y * dy).Sum();
    }

    private static NetworkSpec RandomSpec(ImageShape? image, ref Rng random)
    {
        var layers = new List<LayerSpec>();
        for (int count = random.NextInt(6); count > 0; count--)
        {
            int kind = random.NextInt(image is null ? 5 : 8);
            LayerSpec layer = kind switch
            {
                0 => LayerSpec.Dense(3 + random.NextInt(50)),
                1 => new(LayerKind.Relu),
                2 => new(LayerKind.Tanh),
                3 => new(LayerKind.LayerNorm),
                4 => new(LayerKind.BatchNorm),
                7 => new(LayerKind.ChannelNorm),
                _ => new(LayerKind.Conv, 1 + random.NextInt(35), new(1 + random.NextInt(3), 1 + random.NextInt(3), 1 + random.NextInt(2), random.NextInt(3))),
            };
            if (layer.Kind == LayerKind.Conv)
            {
                ImageShape before = image!.Value;
                if (layer.Window.Height > before.Height || layer.Window.Width > before.Width || layer.Window.Padding >= layer.Window.Height)
                {
                    continue;
                }
                image = layer.Window.Slide(layer.Size, before);
            }
            image = layer.Kind == LayerKind.Dense ? null : image;
            layers.Add(layer);
        }
        return new(layers);
    }
}
