using System.Diagnostics;
using Bellman.Agents.Dqn;
using Bellman.Neural.Layers;

namespace Bellman.Benchmarks;

/// <summary>
/// The products of an update, each timed alone with the rows that it has there: forward as often as networks are asked, and both gradients once, but no
/// gradient of what does not learn. What lies between them, such as noise, softmax and copies, is left out.
/// </summary>
internal static class MatrixParts
{
    private const int Tries = 60, Cosines = 64;
    private const double Shortest = 20; // us that a try takes: longer ones are interrupted on a busy machine, shorter ones too coarse for the clock

    /// <summary>Multiply-adds of an update, and microseconds that its products take at best.</summary>
    public static (double MultiplyAdds, double Time) Measure(DqnOptions options, EnvironmentSpec spec, int batch)
    {
        int forwards = 2 + (options.Double ? 1 : 0) + (options.Munchausen is null ? 0 : 1);
        double multiplyAdds = 0, time = 0;
        bool isFirst = true;
        ILayer[] layers = [.. options.QNetwork.CreateLayers(spec).Where(layer => layer.MultiplyAdds > 0)];
        foreach (ILayer layer in layers)
        {
            foreach ((ILayer product, int rows, bool learnsInputs) in Products(layer, layer == layers[^1], options, batch))
            {
                (double forward, double toInputs, double toWeights) = Time(product, rows, learnsInputs && !isFirst);
                multiplyAdds += (double)rows * product.MultiplyAdds * (forwards + 1 + (learnsInputs && !isFirst ? 1 : 0));
                time += forwards * forward + toInputs + toWeights;
            }
            isFirst = false;
        }
        return (multiplyAdds, time);
    }

    private static IEnumerable<(ILayer Product, int Rows, bool LearnsInputs)> Products(ILayer layer, bool isLast, DqnOptions options, int batch)
    {
        bool isSplit = isLast && options.Streams is StreamKind.Dueling or StreamKind.Regularized && !options.SharedStreams;
        int values = Math.Max(1, options.Head.Count), half = layer.InputLength / 2;
        return layer switch
        {
            ImplicitQuantiles quantiles => Implicit(quantiles, options, batch),
            _ when isSplit => [(Dense(half, values), batch, true), (Dense(half, layer.OutputLength - values), batch, true)],
            Noisy => [(Dense(layer.InputLength, layer.OutputLength, layer.IsRectified), batch, true)],
            _ => [(layer, batch, true)],
        };
    }

    private static IEnumerable<(ILayer Product, int Rows, bool LearnsInputs)> Implicit(ImplicitQuantiles layer, DqnOptions options, int batch)
    {
        int rows = batch * layer.NoisePerRow, groups = layer.OutputLength / layer.NoisePerRow - 1, width = layer.InputLength;
        yield return (Dense(Cosines, width, relu: true), rows, false);
        if (options.FractionsFirst)
        {
            int hidden = options.Network.Layers[^2].Size;
            yield return (Dense(width, hidden, relu: true), rows, true);
            width = hidden;
        }
        yield return (Dense(width, groups), rows, true);
    }

    private static Dense Dense(int inputs, int outputs, bool relu = false) => new(inputs, outputs, Initializer.Torch, relu);

    private static (double Forward, double ToInputs, double ToWeights) Time(ILayer layer, int rows, bool learnsInputs)
    {
        var random = new Rng(1);
        float[] parameters = Uniform(layer.ParameterCount, ref random), gradient = new float[layer.ParameterCount];
        float[] x = Uniform(rows * layer.InputLength, ref random), dx = new float[x.Length];
        float[] y = new float[rows * layer.OutputLength], dy = Uniform(y.Length, ref random);
        double forward = double.MaxValue, toInputs = double.MaxValue, toWeights = double.MaxValue;
        for (int attempt = 0; attempt < Tries; attempt++)
        {
            forward = Math.Min(forward, Time(() => layer.Learn(parameters, default, x, y, rows)));
            toInputs = Math.Min(toInputs, learnsInputs ? Time(() => layer.InputGradient(parameters, x, y, dy, dx, rows)) : 0);
            toWeights = Math.Min(toWeights, Time(() => layer.ParameterGradient(x, y, dy, gradient, rows, WorkShare.Whole)));
        }
        return (forward, toInputs, toWeights);
    }

    private static double Time(Action action)
    {
        long begin = Stopwatch.GetTimestamp();
        TimeSpan took;
        int times = 0;
        do
        {
            action();
            took = Stopwatch.GetElapsedTime(begin);
            times++;
        }
        while (took.TotalMicroseconds < Shortest);
        return took.TotalMicroseconds / times;
    }

    private static float[] Uniform(int count, ref Rng random)
    {
        var numbers = new float[count];
        foreach (ref float number in numbers.AsSpan())
        {
            number = (float)random.NextDouble(-1, 1);
        }
        return numbers;
    }
}
