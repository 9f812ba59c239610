using Bellman.Neural.Kernels;

namespace Bellman.Neural.Execution;

/// <summary>
/// Memory for the activations of a stack of layers, or for their gradients: the input and the output of each layer in
/// its layout. If neighbours have the same layout, one's output is the other's input.
/// </summary>
internal sealed class Activations
{
    private readonly LayerSlot[] _sections;
    private readonly AlignedArray _slab;
    private readonly int[] _inputs;
    private readonly int[] _outputs;
    private readonly int[] _kept;

    public Activations(LayerSlot[] sections, int rows)
    {
        Rows = Panels.PaddedRows(rows);
        _sections = sections;
        _inputs = new int[sections.Length];
        _outputs = new int[sections.Length];
        _kept = new int[sections.Length];
        long end = 0;
        for (int i = 0; i < sections.Length; i++)
        {
            bool isShared = i > 0 && sections[i].Layout == sections[i - 1].Layout;
            _inputs[i] = isShared ? _outputs[i - 1] : (int)end;
            end = Require(end + (isShared ? 0 : (long)Rows * sections[i].InputLength));
            _outputs[i] = (int)end;
            end = Require(end + (long)Rows * sections[i].OutputLength);
        }
        for (int i = 0; i < sections.Length; i++)
        {
            _kept[i] = (int)end;
            end = Require(end + (long)Rows * sections[i].KeptPerRow + AlignedArray.Pad(sections[i].KeptOnce));
        }
        _slab = new(end);

        long Require(long numbers) => AlignedArray.Require(numbers, $"activations of {rows} rows");
    }

    /// <summary>Rows that fit, padding included.</summary>
    public int Rows { get; }

    /// <summary>The inputs of a layer for some rows; <paramref name="firstRow"/> begins a panel.</summary>
    public Span<float> Input(int layer, int firstRow, int rows)
    {
        ref readonly LayerSlot section = ref _sections[layer];
        return _slab.Slice(_inputs[layer] + firstRow * section.InputLength, section.StoredRows(rows) * section.InputLength);
    }

    /// <summary>The outputs of a layer for some rows; <paramref name="firstRow"/> begins a panel.</summary>
    public Span<float> Output(int layer, int firstRow, int rows)
    {
        ref readonly LayerSlot section = ref _sections[layer];
        return _slab.Slice(_outputs[layer] + firstRow * section.OutputLength, section.StoredRows(rows) * section.OutputLength);
    }

    /// <summary>
    /// What the learning pass of a layer keeps for some rows; <paramref name="firstRow"/> begins a panel.
    /// </summary>
    public Span<float> Kept(int layer, int firstRow, int rows)
    {
        ref readonly LayerSlot section = ref _sections[layer];
        return _slab.Slice(_kept[layer] + firstRow * section.KeptPerRow, Panels.PaddedRows(rows) * section.KeptPerRow + section.KeptOnce);
    }
}
