using System.Diagnostics;
using Bellman.Neural.Kernels;
using Bellman.Neural.Layers;
using Bellman.Neural.Optimizers;

namespace Bellman.Neural;

/// <summary>
/// A stack of layers over one slab of parameters. Adds in an order that depends on the shapes only: a row gives the same bits alone, in
/// any batch, and with any number of threads. Not thread-safe, except for <see cref="Evaluate"/>.
/// </summary>
public sealed class Network : INetwork
{
    // Acting batches go through the whole stack this many rows at a time, so that activations stay in the cache.
    private const int ActingRows = 64;

    // Multiply-adds below which waking a second thread costs more than it saves.
    private const long WorthSharing = 400_000;

    private readonly ILayer[] _layers;
    private readonly Section[] _sections;
    private readonly Workers? _workers;
    private readonly Slab _parameters;
    private readonly Slab _statistics;
    private readonly Slab? _gradient;
    private readonly IOptimizer? _optimizer;
    private readonly GradientClip _clip;
    private readonly bool _mixesRows;
    private readonly Activations?[] _acting;
    private readonly float[] _scratch;
    private readonly PassWork _passWork;
    private Activations? _learned;
    private Activations? _learnedGradient;
    private Slab _output = new(0);
    private Slab _staleOutput = new(0);
    private Slab? _moreGradient;
    private int _learnedRows;
    private bool _hasGradient;

    /// <summary>A network of any layers, own ones included.</summary>
    /// <param name="layers">First to last; each takes as many numbers as the one before it makes.</param>
    /// <param name="random">Draws the first weights.</param>
    /// <param name="optimizer">Null: a network that never learns, such as a target or a policy.</param>
    /// <param name="clip">Bounds on the gradient.</param>
    /// <param name="workers">Threads to share large passes with; null: the caller's alone.</param>
    /// <exception cref="BellmanException">There is no layer, or neighbours do not fit.</exception>
    public Network(
        IReadOnlyList<ILayer> layers, ref Rng random, OptimizerSpec? optimizer = null, GradientClip clip = default, Workers? workers = null)
    {
        _layers = [.. layers];
        _sections = Section.Of(_layers);
        _workers = workers;
        _clip = clip;
        _parameters = new(Slab.Pad(_sections.Sum(s => Slab.Pad(s.ParameterCount))));
        _statistics = new(_sections.Sum(s => s.StatisticCount));
        if (optimizer is not null)
        {
            _gradient = new(_parameters.Length);
            _optimizer = Optimizer.Create(optimizer, _parameters.Length);
        }
        _mixesRows = _layers.Any(layer => layer.MixesRows);
        MultiplyAdds = _layers.Sum(layer => layer.MultiplyAdds);
        _acting = new Activations?[workers?.Threads ?? 1];
        ScratchLength = 2 * Slab.Pad(_layers.Max(layer => layer.OutputLength));
        _scratch = new float[ScratchLength];
        _passWork = new(this);
        for (int i = 0; i < _layers.Length; i++)
        {
            _layers[i].Initialize(Parameter(i), Statistic(i), ref random);
        }
    }

    /// <inheritdoc/>
    public int InputLength => _layers[0].InputLength;

    /// <inheritdoc/>
    public int OutputLength => _layers[^1].OutputLength;

    /// <summary>Every parameter, layer after layer, each layer padded with zeros to whole cache lines: for fingerprints and inspection.</summary>
    public ReadOnlySpan<float> Parameters => _parameters.Span;

    /// <summary>Multiply-adds of one forward row.</summary>
    public long MultiplyAdds { get; }

    /// <summary>Numbers of scratch that <see cref="Evaluate"/> needs.</summary>
    public int ScratchLength { get; }

    internal Span<float> MutableParameters => _parameters.Span;

    internal ReadOnlySpan<float> GradientOf => _gradient is { } gradient ? gradient.Span : default;

    internal ReadOnlySpan<float> Statistics => _statistics.Span;

    /// <summary>The hidden layers of <paramref name="spec"/> and a last dense layer that makes <paramref name="outputs"/> numbers.</summary>
    /// <param name="spec">Hidden layers.</param>
    /// <param name="inputs">Numbers in one input row.</param>
    /// <param name="outputs">Numbers in one output row.</param>
    /// <param name="initializer">How the weights of dense layers begin.</param>
    /// <param name="random">Draws them.</param>
    /// <param name="optimizer">Null: a network that never learns, such as a target or a policy.</param>
    /// <param name="clip">Bounds on the gradient.</param>
    /// <param name="workers">Threads to share large passes with; null: the caller's alone.</param>
    public static Network Build(
        NetworkSpec spec, int inputs, int outputs, Initializer initializer, ref Rng random,
        OptimizerSpec? optimizer = null, GradientClip clip = default, Workers? workers = null)
    {
        var layers = new List<ILayer>();
        int length = inputs;
        for (int i = 0; i < spec.Layers.Count; i++)
        {
            LayerSpec layer = spec.Layers[i];
            bool isRectified = layer.Kind == LayerKind.Dense && i + 1 < spec.Layers.Count && spec.Layers[i + 1].Kind == LayerKind.Relu;
            layers.Add(layer.Kind switch
            {
                LayerKind.Dense => new Dense(length, layer.Size, initializer, isRectified),
                LayerKind.Relu => new Relu(length),
                LayerKind.Tanh => new Tanh(length),
                LayerKind.LayerNorm => new LayerNorm(length),
                LayerKind.BatchNorm => new BatchNorm(length),
                _ => throw new BellmanException($"A network cannot have a layer of kind {layer.Kind}: use one of {string.Join(", ", Enum.GetNames<LayerKind>())}."),
            });
            length = layers[^1].OutputLength;
            i += isRectified ? 1 : 0;
        }
        layers.Add(new Dense(length, outputs, initializer));
        return new(layers, ref random, optimizer, clip, workers);
    }

    /// <inheritdoc/>
    public ReadOnlySpan<float> Forward(ReadOnlySpan<float> inputs, int rows, Pass pass)
    {
        if (rows < 1 || inputs.Length != (long)rows * InputLength)
        {
            throw new BellmanException(
                $"{inputs.Length} inputs are not {rows} rows of {InputLength}: pass whole rows, at least one, and their number.");
        }
        Span<float> outputs = NextOutput(rows);
        if (pass == Pass.Learning)
        {
            LearnForward(inputs, rows, outputs);
        }
        else if (rows == 1)
        {
            Evaluate(inputs, outputs, _scratch);
        }
        else if (IsShared(rows))
        {
            _passWork.Forward(inputs, outputs, rows, Pass.Acting);
        }
        else
        {
            ActOn(inputs, outputs, rows, Share.Whole);
        }
        return outputs;
    }

    /// <summary>
    /// The acting pass for one row, for production: reads the parameters, writes <paramref name="output"/>, and keeps what lies between
    /// in the caller's <paramref name="scratch"/>. Allocates nothing; any number of threads may call it while none learns.
    /// </summary>
    /// <param name="input">[<see cref="InputLength"/>].</param>
    /// <param name="output">[<see cref="OutputLength"/>].</param>
    /// <param name="scratch">At least <see cref="ScratchLength"/> numbers.</param>
    /// <exception cref="BellmanException">A length is wrong.</exception>
    public void Evaluate(ReadOnlySpan<float> input, Span<float> output, Span<float> scratch)
    {
        if (input.Length != InputLength || output.Length != OutputLength || scratch.Length < ScratchLength)
        {
            throw new BellmanException(
                $"Evaluating one row takes {InputLength} inputs, {OutputLength} outputs and {ScratchLength} numbers of scratch, "
                + $"not {input.Length}, {output.Length} and {scratch.Length}.");
        }
        int half = ScratchLength / 2;
        ReadOnlySpan<float> x = input;
        for (int i = 0; i < _layers.Length; i++)
        {
            ILayer layer = _layers[i];
            Span<float> y = i == _layers.Length - 1 ? output : scratch.Slice(i % 2 * half, layer.OutputLength);
            layer.Evaluate(Parameter(i), Statistic(i), x, y);
            x = y;
        }
    }

    /// <inheritdoc/>
    public void Backward(ReadOnlySpan<float> outputGradient, int rows)
    {
        Slab gradient = _gradient ?? throw NeverLearns();
        Debug.Assert(rows == _learnedRows, "Backward belongs to the most recent learning pass.");
        if (rows < 1 || rows != _learnedRows || outputGradient.Length != (long)rows * OutputLength)
        {
            throw new BellmanException(
                $"{outputGradient.Length} gradients are not the {_learnedRows} rows of {OutputLength} that the last learning pass made: "
                + "run Forward with Pass.Learning on these rows first.");
        }
        if (_hasGradient)
        {
            // Rare: layers overwrite, so a second batch before the update goes through a slab of its own.
            _moreGradient ??= new(gradient.Length);
            LearnBackward(outputGradient, rows, _moreGradient);
            Elementwise.Add(_moreGradient.Span, gradient.Span);
        }
        else
        {
            LearnBackward(outputGradient, rows, gradient);
        }
        _hasGradient = true;
    }

    /// <inheritdoc/>
    public void Update(float learningRate)
    {
        Slab gradient = _gradient ?? throw NeverLearns();
        if (!_hasGradient)
        {
            gradient.Span.Clear();
        }
        float bound = _clip.Value ?? float.PositiveInfinity;
        float scale = 1;
        if (_clip.Norm is { } limit)
        {
            double norm = Math.Sqrt(Elementwise.SumOfSquares(gradient.Span, bound));
            scale = norm > limit ? (float)(limit / norm) : 1;
        }
        _optimizer!.Step(_parameters.Span, gradient.Span, bound, scale, learningRate);
        _hasGradient = false;
    }

    /// <inheritdoc/>
    public void CopyFrom(INetwork other, float mix = 1f)
    {
        if (other is not Network source || !Section.AreEqual(_sections, source._sections))
        {
            throw new BellmanException("The networks differ in their layers: parameters can be copied only between networks of the same layers.");
        }
        if (mix == 1)
        {
            source._parameters.Span.CopyTo(_parameters.Span);
        }
        else
        {
            Elementwise.Mix(source._parameters.Span, _parameters.Span, mix);
        }
        source._statistics.Span.CopyTo(_statistics.Span);
    }

    /// <inheritdoc/>
    public void Sync(StateStream stream)
    {
        stream.Section("network");
        stream.Expect(_parameters.Length, "the parameters of a network");
        stream.Expect(_statistics.Length, "the statistics of a network");
        stream.Expect(_optimizer is null ? 0 : 1, "the optimisers of a network");
        stream.Sync(_parameters.Span);
        stream.Sync(_statistics.Span);
        _optimizer?.Sync(stream);
    }

    private static BellmanException NeverLearns()
        => new("This network was built without an optimiser and cannot learn: build it with one.");

    private Span<float> Parameter(int layer) => _parameters.Slice(_sections[layer].Parameter, _sections[layer].ParameterCount);

    private Span<float> Statistic(int layer) => _statistics.Slice(_sections[layer].Statistic, _sections[layer].StatisticCount);

    private bool IsShared(int rows) => _workers is { Threads: > 1 } && rows > Panels.Width && rows * MultiplyAdds >= WorthSharing;

    // Views alternate between two buffers; debug builds spoil the one that has just become stale.
    private Span<float> NextOutput(int rows)
    {
        (_output, _staleOutput) = (_staleOutput, _output);
#if DEBUG
        _staleOutput.Span.Fill(float.NaN);
#endif
        int length = rows * OutputLength;
        if (_output.Length < length)
        {
            _output = new(length);
        }
        return _output.Slice(0, length);
    }

    private void LearnForward(ReadOnlySpan<float> inputs, int rows, Span<float> outputs)
    {
        if (_learned is null || _learned.Rows < rows)
        {
            _learned = new(_layers, rows);
            _learnedGradient = null;
        }
        _learnedRows = rows;
        if (IsShared(rows) && !_mixesRows)
        {
            _passWork.Forward(inputs, outputs, rows, Pass.Learning);
        }
        else
        {
            Propagate(inputs, outputs, _learned, 0, rows, Pass.Learning);
        }
    }

    private void ActOn(ReadOnlySpan<float> inputs, Span<float> outputs, int rows, Share share)
    {
        Activations room = _acting[share.Index] ??= new(_layers, ActingRows);
        int panels = Panels.Count(rows);
        int end = Math.Min(rows, share.End(panels) * Panels.Width);
        for (int row = share.Start(panels) * Panels.Width; row < end; row += ActingRows)
        {
            int n = Math.Min(ActingRows, end - row);
            Propagate(
                inputs.Slice(row * InputLength, n * InputLength), outputs.Slice(row * OutputLength, n * OutputLength), room, 0, n, Pass.Acting);
        }
    }

    // inputs and outputs are those of the rows from firstRow on.
    private void Propagate(ReadOnlySpan<float> inputs, Span<float> outputs, Activations room, int firstRow, int rows, Pass pass)
    {
        ILayer layer = _layers[0];
        Span<float> x = room.Input(layer, 0, firstRow, rows);
        Relayout.Copy(inputs, Layout.Rows, x, layer.Layout, InputLength, rows);
        for (int i = 0; ; i++)
        {
            Span<float> y = room.Output(layer, i, firstRow, rows);
            layer.Forward(Parameter(i), Statistic(i), x, y, rows, pass);
            if (i == _layers.Length - 1)
            {
                Relayout.Copy(y, layer.Layout, outputs, Layout.Rows, OutputLength, rows);
                return;
            }
            ILayer next = _layers[i + 1];
            x = y;
            if (next.Layout != layer.Layout)
            {
                x = room.Input(next, i + 1, firstRow, rows);
                Relayout.Copy(y, layer.Layout, x, next.Layout, next.InputLength, rows);
            }
            layer = next;
        }
    }

    private void LearnBackward(ReadOnlySpan<float> outputGradient, int rows, Slab gradient)
    {
        _learnedGradient ??= new(_layers, _learned!.Rows);
        if (IsShared(rows))
        {
            _passWork.Backward(outputGradient, rows, gradient, splitsRows: !_mixesRows);
        }
        else
        {
            PropagateBack(outputGradient, 0, rows);
            ParameterGradients(rows, gradient, Share.Whole);
        }
    }

    private void PropagateBack(ReadOnlySpan<float> outputGradient, int firstRow, int rows)
    {
        Activations values = _learned!, gradients = _learnedGradient!;
        ILayer layer = _layers[^1];
        Span<float> dy = gradients.Output(layer, _layers.Length - 1, firstRow, rows);
        Relayout.Copy(outputGradient, Layout.Rows, dy, layer.Layout, OutputLength, rows);
        for (int i = _layers.Length - 1; i > 0; i--)
        {
            Span<float> dx = gradients.Input(layer, i, firstRow, rows);
            layer.InputGradient(
                Parameter(i), values.Input(layer, i, firstRow, rows), values.Output(layer, i, firstRow, rows), dy, dx, rows);
            ILayer before = _layers[i - 1];
            dy = dx;
            if (before.Layout != layer.Layout)
            {
                dy = gradients.Output(before, i - 1, firstRow, rows);
                Relayout.Copy(dx, layer.Layout, dy, before.Layout, before.OutputLength, rows);
            }
            layer = before;
        }
    }

    private void ParameterGradients(int rows, Slab gradient, Share share)
    {
        Activations values = _learned!, gradients = _learnedGradient!;
        for (int i = 0; i < _layers.Length; i++)
        {
            ILayer layer = _layers[i];
            Section section = _sections[i];
            layer.ParameterGradient(
                values.Input(layer, i, 0, rows), values.Output(layer, i, 0, rows), gradients.Output(layer, i, 0, rows),
                gradient.Slice(section.Parameter, section.ParameterCount), rows, share);
        }
    }

    // Hands a pass to the workers without allocating: arguments travel as pointers, which the caller's frame keeps alive.
    private sealed unsafe class PassWork(Network network) : IWork
    {
        private float* _inputs;
        private float* _outputs;
        private int _rows;
        private Slab? _gradient;
        private Stage _stage;

        private enum Stage
        {
            Act,
            Learn,
            Back,
            Parameters,
        }

        public void Forward(ReadOnlySpan<float> inputs, Span<float> outputs, int rows, Pass pass)
        {
            fixed (float* x = inputs, y = outputs)
            {
                _inputs = x;
                _outputs = y;
                _rows = rows;
                _stage = pass == Pass.Acting ? Stage.Act : Stage.Learn;
                network._workers!.Run(this);
            }
        }

        public void Backward(ReadOnlySpan<float> outputGradient, int rows, Slab gradient, bool splitsRows)
        {
            fixed (float* dy = outputGradient)
            {
                _inputs = dy;
                _rows = rows;
                _gradient = gradient;
                _stage = Stage.Back;
                if (splitsRows)
                {
                    network._workers!.Run(this);
                }
                else
                {
                    Run(Share.Whole);
                }
            }
            _stage = Stage.Parameters;
            network._workers!.Run(this);
        }

        public void Run(Share share)
        {
            int inputLength = network.InputLength, outputLength = network.OutputLength;
            int panels = Panels.Count(_rows);
            int first = share.Start(panels) * Panels.Width;
            int rows = Math.Min(_rows, share.End(panels) * Panels.Width) - first;
            if (_stage == Stage.Parameters)
            {
                network.ParameterGradients(_rows, _gradient!, share);
            }
            else if (_stage == Stage.Act)
            {
                network.ActOn(new(_inputs, _rows * inputLength), new(_outputs, _rows * outputLength), _rows, share);
            }
            else if (rows > 0 && _stage == Stage.Learn)
            {
                network.Propagate(
                    new(_inputs + (nint)first * inputLength, rows * inputLength), new(_outputs + (nint)first * outputLength, rows * outputLength),
                    network._learned!, first, rows, Pass.Learning);
            }
            else if (rows > 0)
            {
                network.PropagateBack(new(_inputs + (nint)first * outputLength, rows * outputLength), first, rows);
            }
        }
    }
}
