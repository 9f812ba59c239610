using Bellman.Neural.Kernels;
using Bellman.Neural.Layers;

namespace Bellman.Neural.Execution;

/// <summary>
/// A sequence of layers with one array of parameters and one of statistics: the forward and the backward pass.
/// </summary>
internal sealed class LayerStack
{
    private readonly ILayer[] _layers;
    private readonly IRemembers?[] _remembering; // the same layers, null where one is none: asking its type each time costs small networks 2%
    private readonly INoisy?[] _noisy; // likewise
    private readonly int _firstLearning; // nothing before this layer wants a gradient
    private readonly bool _keepsInput;   // for the gradient of the first layer's parameters
    private readonly int _widest;        // numbers that hold the output of any layer for one row
    private readonly AlignedArray _noise;         // [layers' shared noise]
    private AlignedArray _rowNoise = new(0); // [layers][rows]
    private int _noiseRows;
    private bool _noiseIsStale;          // parameters have moved since it was applied

    public LayerStack(IReadOnlyList<ILayer> layers, ref Rng random)
    {
        ArgumentNullException.ThrowIfNull(layers);
        _layers = [.. layers];
        _remembering = [.. _layers.Select(layer => layer as IRemembers)];
        _noisy = [.. _layers.Select(layer => layer as INoisy)];
        Sections = LayerSlot.Of(_layers);
        Parameters = new(Sections.Sum(s => AlignedArray.Pad(s.ParameterCount)));
        Statistics = new(Sections.Sum(s => s.StatisticCount));
        _noise = new(Sections.Sum(s => AlignedArray.Pad(s.NoiseCount)));
        HasNoise = _noisy.Any(layer => layer is not null);
        MixesRows = _layers.Any(layer => layer.MixesRows);
        MultiplyAdds = (long)Math.Min(1e18, _layers.Sum(layer => (double)layer.MultiplyAdds)); // a layer of one's own may say anything
        InputLength = Sections[0].InputLength;
        OutputLength = Sections[^1].OutputLength;
        _firstLearning = Math.Max(0, Array.FindIndex(_layers, layer => layer.ParameterCount > 0));
        _keepsInput = _firstLearning == 0;
        _widest = AlignedArray.Pad(Sections.Max(s => s.OutputLength));
        for (int i = 0; i < _layers.Length; i++)
        {
            _layers[i].Initialize(Parameter(in Sections[i]), Statistic(in Sections[i]), ref random);
        }
    }

    public LayerSlot[] Sections { get; }

    public AlignedArray Parameters { get; }

    public AlignedArray Statistics { get; }

    public bool MixesRows { get; }

    public long MultiplyAdds { get; }

    /// <summary>Whether passes that explore or learn draw numbers.</summary>
    public bool HasNoise { get; }

    /// <summary>Size of the scratch memory of <see cref="Evaluate"/>.</summary>
    public int ScratchLength => 2 * _widest;

    public int InputLength { get; }

    public int OutputLength { get; }

    /// <summary>
    /// One row, acting; what lies between the layers alternates between the two halves of <paramref name="scratch"/>.
    /// </summary>
    public void Evaluate(ReadOnlySpan<float> input, Span<float> output, Span<float> scratch)
    {
        ReadOnlySpan<float> x = input;
        for (int i = 0; i < _layers.Length; i++)
        {
            ref readonly LayerSlot section = ref Sections[i];
            Span<float> y = i == _layers.Length - 1 ? output : scratch.Slice(i % 2 * _widest, section.OutputLength);
            _layers[i].Evaluate(Parameter(in section), Statistic(in section), x, y);
            x = y;
        }
    }

    /// <summary>
    /// Some rows, through <paramref name="room"/>; inputs and outputs are those of the rows from
    /// <paramref name="firstRow"/> of the room on, which are those from <paramref name="noiseRow"/> on of the batch.
    /// </summary>
    public void Forward(ReadOnlySpan<float> inputs, Span<float> outputs, Activations room, int firstRow, int rows, ForwardMode pass, int noiseRow = 0)
    {
        ReadOnlySpan<float> x = inputs;
        if ((_keepsInput && pass == ForwardMode.Learn) || Sections[0].Layout != Layout.Rows)
        {
            Span<float> kept = room.Input(0, firstRow, rows);
            Relayout.Copy(inputs, Layout.Rows, kept, Sections[0].Layout, InputLength, rows);
            x = kept;
        }
        for (int i = 0; ; i++)
        {
            ref readonly LayerSlot section = ref Sections[i];
            Span<float> y = room.Output(i, firstRow, rows);
            if (pass != ForwardMode.Evaluate && _noisy[i] is { } noisy)
            {
                noisy.Forward(Parameter(in section), Noise(i, noiseRow, rows), x, y, rows, room.Kept(i, firstRow, rows));
            }
            else if (pass != ForwardMode.Learn)
            {
                _layers[i].Forward(Parameter(in section), Statistic(in section), x, y, rows);
            }
            else if (_remembering[i] is { } layer)
            {
                layer.Learn(Parameter(in section), Statistic(in section), x, y, rows, room.Kept(i, firstRow, rows));
            }
            else
            {
                _layers[i].Learn(Parameter(in section), Statistic(in section), x, y, rows);
            }
            if (i == _layers.Length - 1)
            {
                Relayout.Copy(y, section.Layout, outputs, Layout.Rows, section.OutputLength, rows);
                return;
            }
            x = y;
            Layout wanted = Sections[i + 1].Layout;
            if (wanted != section.Layout)
            {
                Span<float> turned = room.Input(i + 1, firstRow, rows);
                Relayout.Copy(y, section.Layout, turned, wanted, section.OutputLength, rows);
                x = turned;
            }
        }
    }

    /// <summary>
    /// The gradient of every layer's output, from the last to the first, for the rows from <paramref name="firstRow"/>
    /// on.
    /// </summary>
    public void Backward(ReadOnlySpan<float> outputGradient, Activations values, Activations gradients, int firstRow, int rows)
    {
        int i = _layers.Length - 1;
        Span<float> dy = gradients.Output(i, firstRow, rows);
        Relayout.Copy(outputGradient, Layout.Rows, dy, Sections[i].Layout, OutputLength, rows);
        if (Sections[i].IsRectified)
        {
            Elementwise.MaskByPositive(values.Output(i, firstRow, rows), dy);
        }
        for (; i > _firstLearning; i--)
        {
            ref readonly LayerSlot section = ref Sections[i];
            ref readonly LayerSlot before = ref Sections[i - 1];
            Span<float> dx = gradients.Input(i, firstRow, rows);
            Span<float> x = values.Input(i, firstRow, rows), y = values.Output(i, firstRow, rows);
            if (before.IsRectified && _layers[i] is Dense dense)
            {
                dense.MaskedInputGradient(Parameter(in section), x, dy, dx, rows);
            }
            else
            {
                if (_noisy[i] is { } noisy)
                {
                    noisy.InputGradient(
                        Parameter(in section), Noise(i, firstRow, rows), x, y, dy, dx, rows, values.Kept(i, firstRow, rows));
                }
                else if (_remembering[i] is { } layer)
                {
                    layer.InputGradient(Parameter(in section), x, dy, dx, rows, values.Kept(i, firstRow, rows));
                }
                else
                {
                    _layers[i].InputGradient(Parameter(in section), x, y, dy, dx, rows);
                }
                if (before.IsRectified)
                {
                    Elementwise.MaskByPositive(x, dx);
                }
            }
            dy = dx;
            if (before.Layout != section.Layout)
            {
                dy = gradients.Output(i - 1, firstRow, rows);
                Relayout.Copy(dx, section.Layout, dy, before.Layout, before.OutputLength, rows);
            }
        }
    }

    /// <summary>
    /// A share of the gradient of every parameter, once <see cref="Backward"/> has been through all rows.
    /// </summary>
    public void ParameterGradients(Activations values, Activations gradients, int rows, AlignedArray gradient, WorkShare share)
    {
        for (int i = 0; i < _layers.Length; i++)
        {
            ref readonly LayerSlot section = ref Sections[i];
            if (section.ParameterCount == 0)
            {
                continue;
            }
            Span<float> x = values.Input(i, 0, rows), dy = gradients.Output(i, 0, rows);
            Span<float> dparameters = gradient.Slice(section.Parameter, section.ParameterCount);
            if (_noisy[i] is { } noisy)
            {
                noisy.ParameterGradient(Noise(i, 0, rows), x, values.Output(i, 0, rows), dy, dparameters, rows, share, values.Kept(i, 0, rows));
            }
            else if (_remembering[i] is { } layer)
            {
                layer.ParameterGradient(x, dy, dparameters, rows, share, values.Kept(i, 0, rows));
            }
            else
            {
                _layers[i].ParameterGradient(x, values.Output(i, 0, rows), dy, dparameters, rows, share);
            }
        }
    }

    /// <summary>Draws the noise of passes of at most so many rows.</summary>
    public void DrawNoise(ref Rng random, int rows)
    {
        if (_noiseRows < rows)
        {
            _rowNoise = new((long)rows * Sections.Sum(s => s.NoisePerRow));
        }
        _noiseRows = Math.Max(_noiseRows, rows);
        for (int i = 0; i < _layers.Length; i++)
        {
            _noisy[i]?.DrawNoise(_noise.Slice(Sections[i].Noise, Sections[i].NoiseCount), RowNoise(i)[..(rows * Sections[i].NoisePerRow)], ref random);
        }
        _noiseIsStale = true;
    }

    /// <summary>The parameters have moved.</summary>
    public void Moved() => _noiseIsStale = true;

    /// <summary>Prepares a pass that explores or learns; its rows must have noise.</summary>
    public void ApplyNoise(int rows)
    {
        if (rows > _noiseRows)
        {
            throw new BellmanException($"A pass of {rows} rows has noise for {_noiseRows}: call DrawNoise for so many rows first.");
        }
        for (int i = 0; i < _layers.Length && _noiseIsStale; i++)
        {
            _noisy[i]?.ApplyNoise(Parameter(in Sections[i]), _noise.Slice(Sections[i].Noise, Sections[i].NoiseCount));
        }
        _noiseIsStale = false;
    }

    private LayerNoise Noise(int layer, int firstRow, int rows)
    {
        ref readonly LayerSlot section = ref Sections[layer];
        return new()
        {
            Shared = _noise.Slice(section.Noise, section.NoiseCount),
            Rows = RowNoise(layer).Slice(firstRow * section.NoisePerRow, rows * section.NoisePerRow),
        };
    }

    private Span<float> RowNoise(int layer) => _rowNoise.Slice(_noiseRows * Sections[layer].RowNoise, _noiseRows * Sections[layer].NoisePerRow);

    private Span<float> Parameter(in LayerSlot section) => Parameters.Slice(section.Parameter, section.ParameterCount);

    private Span<float> Statistic(in LayerSlot section) => Statistics.Slice(section.Statistic, section.StatisticCount);
}
