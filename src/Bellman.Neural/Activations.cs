using Bellman.Neural.Kernels;
using Bellman.Neural.Layers;

namespace Bellman.Neural;

/// <summary>
/// Room for what flows through a stack of layers, or for its gradient: the input and the output of each layer in that layer's layout.
/// Where neighbours agree on the layout, one's output is the other's input.
/// </summary>
internal sealed class Activations
{
    private readonly Slab[] _inputs;
    private readonly Slab[] _outputs;

    public Activations(IReadOnlyList<ILayer> layers, int rows)
    {
        Rows = Panels.PaddedRows(rows);
        _inputs = new Slab[layers.Count];
        _outputs = new Slab[layers.Count];
        for (int i = 0; i < layers.Count; i++)
        {
            bool isShared = i > 0 && layers[i].Layout == layers[i - 1].Layout;
            _inputs[i] = isShared ? _outputs[i - 1] : new(Rows * layers[i].InputLength);
            _outputs[i] = new(Rows * layers[i].OutputLength);
        }
    }

    /// <summary>Rows that fit, padding included.</summary>
    public int Rows { get; }

    /// <summary>The inputs of a layer for some rows; <paramref name="firstRow"/> begins a panel.</summary>
    public Span<float> Input(ILayer layer, int index, int firstRow, int rows)
        => _inputs[index].Slice(firstRow * layer.InputLength, StoredRows(layer, rows) * layer.InputLength);

    /// <summary>The outputs of a layer for some rows; <paramref name="firstRow"/> begins a panel.</summary>
    public Span<float> Output(ILayer layer, int index, int firstRow, int rows)
        => _outputs[index].Slice(firstRow * layer.OutputLength, StoredRows(layer, rows) * layer.OutputLength);

    private static int StoredRows(ILayer layer, int rows) => layer.Layout == Layout.Panels ? Panels.PaddedRows(rows) : rows;
}
