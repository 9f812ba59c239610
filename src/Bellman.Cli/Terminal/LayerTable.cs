using System.Globalization;
using Bellman.Neural.Layers;

namespace Bellman.Cli.Terminal;

/// <summary>A network, layer by layer: what each makes, learns and costs.</summary>
internal static class LayerTable
{
    public static void Print(ConsoleOutput shell, IReadOnlyList<ILayer> layers)
    {
        var columns = new TextTable("layer", "makes", "parameters", "multiply-adds") { AlignedRight = [1, 2, 3] };
        foreach (ILayer layer in layers)
        {
            columns.Add(layer.ToString()!, Shape(layer), Number(layer.ParameterCount), Number(layer.MultiplyAdds));
        }
        columns.Add("all", "", Number(layers.Sum(layer => (long)layer.ParameterCount)), Number(layers.Sum(layer => layer.MultiplyAdds)));
        columns.Print(shell);
    }

    private static string Shape(ILayer layer) => layer switch
    {
        Convolution convolution => convolution.Image.ToString(),
        Pad pad => pad.Image.ToString(),
        _ => Number(layer.OutputLength),
    };

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
