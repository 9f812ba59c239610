using Bellman.Neural.Kernels;

namespace Bellman.Neural;

/// <summary>
/// Room for what flows through a stack of layers, or for its gradient: the input and the output of each layer in that layer's layout.
/// Where neighbours agree on the layout, one's output is the other's input.
/// </summary>
internal sealed class Activations
{
    private readonly Section[] _sections;
    private readonly Slab _slab;
    private readonly int[] _inputs;
    private readonly int[] _outputs;

    public Activations(Section[] sections, int rows)
    {
        Rows = Panels.PaddedRows(rows);
        _sections = sections;
        _inputs = new int[sections.Length];
        _outputs = new int[sections.Length];
        int end = 0;
        for (int i = 0; i < sections.Length; i++)
        {
            bool isShared = i > 0 && sections[i].Layout == sections[i - 1].Layout;
            _inputs[i] = isShared ? _outputs[i - 1] : end;
            end += isShared ? 0 : checked(Rows * sections[i].InputLength);
            _outputs[i] = end;
            end = checked(end + Rows * sections[i].OutputLength);
        }
        _slab = new(end);
    }

    /// <summary>Rows that fit, padding included.</summary>
    public int Rows { get; }

    /// <summary>The inputs of a layer for some rows; <paramref name="firstRow"/> begins a panel.</summary>
    public Span<float> Input(int layer, int firstRow, int rows)
    {
        ref readonly Section section = ref _sections[layer];
        return _slab.Slice(_inputs[layer] + firstRow * section.InputLength, section.StoredRows(rows) * section.InputLength);
    }

    /// <summary>The outputs of a layer for some rows; <paramref name="firstRow"/> begins a panel.</summary>
    public Span<float> Output(int layer, int firstRow, int rows)
    {
        ref readonly Section section = ref _sections[layer];
        return _slab.Slice(_outputs[layer] + firstRow * section.OutputLength, section.StoredRows(rows) * section.OutputLength);
    }
}
