using Bellman.Neural.Kernels;
using Bellman.Neural.Layers;

namespace Bellman.Neural.Execution;

/// <summary>
/// What a stack of layers keeps asking about one of them, and where its numbers lie in the slabs. Equal sections: equal
/// layers.
/// </summary>
internal readonly record struct LayerSlot(
    Type Kind, Layout Layout, bool IsRectified, int InputLength, int OutputLength,
    int Parameter, int ParameterCount, int Statistic, int StatisticCount, int KeptPerRow, int KeptOnce,
    int Noise, int NoiseCount, int RowNoise, int NoisePerRow)
{
    /// <summary>Lays the layers out one behind the other.</summary>
    /// <exception cref="BellmanException">There is no layer, or neighbours do not fit.</exception>
    public static LayerSlot[] Of(ILayer[] layers)
    {
        if (layers.Length == 0)
        {
            throw new BellmanException("A network needs at least one layer: none was given.");
        }
        var sections = new LayerSlot[layers.Length];
        long parameter = 0, statistic = 0, noise = 0, rowNoise = 0;
        for (int i = 0; i < layers.Length; i++)
        {
            ILayer layer = layers[i];
            Check(layer, i);
            if (i > 0 && layer.InputLength != layers[i - 1].OutputLength)
            {
                throw new BellmanException(
                    $"Layer {i} takes {layer.InputLength} numbers but layer {i - 1} makes {layers[i - 1].OutputLength}: make them equal.");
            }
            sections[i] = new(
                layer.GetType(), layer.Layout, layer.IsRectified, layer.InputLength, layer.OutputLength,
                (int)parameter, layer.ParameterCount, (int)statistic, layer.StatisticCount,
                (layer as IRemembers)?.KeptPerRow ?? (layer as INoisy)?.KeptPerRow ?? 0, (layer as IRemembers)?.KeptOnce ?? 0,
                (int)noise, (layer as INoisy)?.NoiseCount ?? 0, (int)rowNoise, (layer as INoisy)?.NoisePerRow ?? 0);
            noise = AlignedArray.Require(noise + AlignedArray.Pad(sections[i].NoiseCount), "numbers of noise of a network");
            rowNoise = AlignedArray.Require(rowNoise + sections[i].NoisePerRow, "numbers of noise of a row");
            parameter = AlignedArray.Require(parameter + AlignedArray.Pad(layer.ParameterCount), "parameters of a network");
            statistic = AlignedArray.Require(statistic + layer.StatisticCount, "statistics of a network");
        }
        return sections;
    }

    // A layer of one's own may say anything; the kernels and slabs around it believe it.
    private static void Check(ILayer layer, int index)
    {
        if (layer is null)
        {
            throw new BellmanException($"Layer {index} is null: give a network the layers themselves.");
        }
        if (layer.InputLength is < 1 or > ImageShape.Most || layer.OutputLength is < 1 or > ImageShape.Most
            || layer.ParameterCount is < 0 or > ImageShape.Most || layer.StatisticCount is < 0 or > ImageShape.Most
            || layer.MultiplyAdds < 0 || !Enum.IsDefined(layer.Layout))
        {
            throw new BellmanException(
                $"Layer {index}, {layer}, takes {layer.InputLength} numbers, makes {layer.OutputLength}, and has {layer.ParameterCount} parameters, "
                + $"{layer.StatisticCount} statistics, {layer.MultiplyAdds} multiply-adds and the layout {layer.Layout}: "
                + $"lengths must be from 1 to {ImageShape.Most}, counts not negative, and the layout one of {string.Join(" and ", Enum.GetNames<Layout>())}.");
        }
    }

    /// <summary>Rows that <paramref name="rows"/> take in this layer's layout.</summary>
    public int StoredRows(int rows) => Layout == Layout.Panels ? Panels.PaddedRows(rows) : rows;
}
