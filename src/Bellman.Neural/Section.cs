using Bellman.Neural.Kernels;
using Bellman.Neural.Layers;

namespace Bellman.Neural;

/// <summary>What a stack of layers keeps asking about one of them, and where its numbers lie in the slabs. Equal sections: equal layers.</summary>
internal readonly record struct Section(
    Type Kind, Layout Layout, bool IsRectified, int InputLength, int OutputLength,
    int Parameter, int ParameterCount, int Statistic, int StatisticCount)
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
            sections[i] = new(
                layer.GetType(), layer.Layout, layer.IsRectified, layer.InputLength, layer.OutputLength,
                parameter, layer.ParameterCount, statistic, layer.StatisticCount);
            parameter += Slab.Pad(layer.ParameterCount);
            statistic += layer.StatisticCount;
        }
        return sections;
    }

    /// <summary>Rows that <paramref name="rows"/> take in this layer's layout.</summary>
    public int StoredRows(int rows) => Layout == Layout.Panels ? Panels.PaddedRows(rows) : rows;
}
