using Bellman.Neural.Kernels;

namespace Bellman.Neural.Tests.Reference;

/// <summary>
/// A network as the textbook has it: loops in double precision, one layer of the specification after the other. It reads the parameters where a
/// <see cref="Network"/> keeps them, each layer on whole cache lines; pictures are channels-first as they come and channels-last behind a convolution.
/// </summary>
internal sealed class NaiveNetwork(NetworkSpec spec, int inputs, int outputs, ImageShape? image)
{
    private const int BlockOfFilters = 16;
    private const double Small = 1e-5, SmallOfChannels = 1e-6;

    /// <summary>The outputs of rows while learning: batch normalisation takes its moments from them.</summary>
    public double[] Forward(ReadOnlySpan<double> parameters, ReadOnlySpan<float> x, int rows)
    {
        double[] now = [.. x.ToArray().Select(number => (double)number)];
        int length = inputs, at = 0;
        ImageShape? picture = image;
        bool isChannelsLast = false;
        foreach (LayerSpec layer in spec.Layers.Append(LayerSpec.Dense(outputs)))
        {
            ReadOnlySpan<double> own = parameters[at..];
            int used = 0;
            switch (layer.Kind)
            {
                case LayerKind.Dense:
                    (now, used) = (Dense(own, now, length, layer.Size, rows), (length + 1) * layer.Size);
                    (length, picture) = (layer.Size, null);
                    break;
                case LayerKind.Conv:
                    ImageShape before = picture!.Value, after = layer.Window.Slide(layer.Size, before);
                    now = Convolution(own, now, before, after, layer.Window, isChannelsLast, rows);
                    used = (layer.Window.Height * layer.Window.Width * before.Channels + 1) * layer.Size;
                    (length, picture, isChannelsLast) = (after.Length, after, true);
                    break;
                case LayerKind.Relu: now = [.. now.Select(y => Math.Max(0, y))]; break;
                case LayerKind.Tanh: now = [.. now.Select(Math.Tanh)]; break;
                case LayerKind.LayerNorm:
                    for (int row = 0; row < rows; row++)
                    {
                        Normalize(now, row * length, 1, length);
                    }
                    (now, used) = (Scaled(own, now, length), 2 * length);
                    break;
                case LayerKind.ChannelNorm:
                    ImageShape shown = picture!.Value;
                    now = isChannelsLast ? now : ChannelsLast(now, shown, rows);
                    isChannelsLast = true;
                    for (int place = 0; place < rows * shown.Height * shown.Width; place++)
                    {
                        Normalize(now, place * shown.Channels, 1, shown.Channels, SmallOfChannels);
                    }
                    (now, used) = (Scaled(own, now, shown.Channels), 2 * shown.Channels);
                    break;
                default:
                    for (int feature = 0; feature < length; feature++)
                    {
                        Normalize(now, feature, length, rows);
                    }
                    (now, used) = (Scaled(own, now, length), 2 * length);
                    break;
            }
            at += AlignedArray.Pad(used);
        }
        return now;
    }

    private static double[] Dense(ReadOnlySpan<double> own, double[] x, int inputs, int outputs, int rows)
    {
        var y = new double[rows * outputs];
        for (int i = 0; i < y.Length; i++)
        {
            int row = i / outputs, output = i % outputs;
            y[i] = own[inputs * outputs + output];
            for (int input = 0; input < inputs; input++)
            {
                y[i] += x[row * inputs + input] * own[WeightBlocks.Index(input, output, inputs, outputs)];
            }
        }
        return y;
    }

    private static double[] Convolution(
        ReadOnlySpan<double> own, double[] x, ImageShape before, ImageShape after, ConvolutionWindow window, bool isChannelsLast, int rows)
    {
        (int channels, int height, int width) = (before.Channels, before.Height, before.Width);
        int filters = after.Channels, patch = window.Height * window.Width * channels;
        var y = new double[rows * after.Length];
        for (int i = 0; i < y.Length; i++)
        {
            int filter = i % filters, left = i / filters % after.Width, top = i / filters / after.Width % after.Height, row = i / after.Length;
            int first = filter / BlockOfFilters * BlockOfFilters, block = Math.Min(BlockOfFilters, filters - first);
            y[i] = own[patch * filters + filter];
            for (int n = 0; n < patch; n++)
            {
                int channel = n % channels, h = top * window.Stride + n / channels / window.Width - window.Padding;
                int w = left * window.Stride + n / channels % window.Width - window.Padding;
                if (h >= 0 && h < height && w >= 0 && w < width)
                {
                    int place = isChannelsLast ? (h * width + w) * channels + channel : (channel * height + h) * width + w;
                    y[i] += x[row * before.Length + place] * own[first * patch + n * block + filter - first];
                }
            }
        }
        return y;
    }

    private static double[] ChannelsLast(double[] x, ImageShape shown, int rows)
    {
        int area = shown.Height * shown.Width;
        return [.. Enumerable.Range(0, rows * shown.Length).Select(i => x[i / shown.Length * shown.Length + i % shown.Channels * area + i % shown.Length / shown.Channels])];
    }

    private static void Normalize(double[] numbers, int first, int apart, int count, double small = Small)
    {
        double[] group = [.. Enumerable.Range(0, count).Select(i => numbers[first + i * apart])];
        double mean = group.Average(), variance = group.Average(x => (x - mean) * (x - mean));
        for (int i = 0; i < count; i++)
        {
            numbers[first + i * apart] = (group[i] - mean) / Math.Sqrt(variance + small);
        }
    }

    private static double[] Scaled(ReadOnlySpan<double> own, double[] x, int length)
    {
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = x[i] * own[i % length] + own[length + i % length];
        }
        return x;
    }
}
