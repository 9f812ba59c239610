using Bellman.Neural.Kernels;
using Bellman.Neural.Layers;

namespace Bellman.Neural;

/// <summary>Where one layer's numbers lie in the slabs of its network.</summary>
internal readonly record struct Section(Type Kind, int Parameter, int ParameterCount, int Statistic, int StatisticCount, int InputLength)
{
    /// <summary>Lays the layers out one behind the other.</summary>
    /// <exception cref="BellmanException">There is no layer, or neighbours do not fit.</exception>
    public static Section[] Of(ILayer[] layers)
    {
        if (layers.Length == 0)
        {
            throw new BellmanException("A network needs at least one layer: none was given.");
        }
        var sections = new Section[layers.Length];
        int parameter = 0, statistic = 0;
        for (int i = 0; i < layers.Length; i++)
        {
            ILayer layer = layers[i];
            if (i > 0 && layer.InputLength != layers[i - 1].OutputLength)
            {
                throw new BellmanException(
                    $"Layer {i} takes {layer.InputLength} numbers but layer {i - 1} makes {layers[i - 1].OutputLength}: make them equal.");
            }
            sections[i] = new(layer.GetType(), parameter, layer.ParameterCount, statistic, layer.StatisticCount, layer.InputLength);
            parameter += Slab.Pad(layer.ParameterCount);
            statistic += layer.StatisticCount;
        }
        return sections;
    }

    /// <summary>Whether two networks have the same layers.</summary>
    public static bool AreEqual(ReadOnlySpan<Section> one, ReadOnlySpan<Section> other) => one.SequenceEqual(other);
}
