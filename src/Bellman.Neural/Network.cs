using System.Globalization;
using Bellman.Neural.Execution;
using Bellman.Neural.Kernels;
using Bellman.Neural.Layers;
using Bellman.Neural.Optimizers;

namespace Bellman.Neural;

/// <summary>
/// A neural network: a sequence of layers. The order of additions depends on the shapes only, so a row gives the same
/// bits alone, in any batch, and with any number of threads. Not thread-safe, except for the evaluation methods.
/// </summary>
public sealed class Network : INetwork
{
    private readonly LayerStack _stack;
    private readonly Passes _passes;
    private readonly OptimizerStep? _step; // null: it does not learn
    private AlignedArray _output = new(0);
    private AlignedArray _staleOutput = new(0);

    /// <summary>Creates a network of any layers, including your own.</summary>
    /// <param name="layers">First to last; the input size of each is the output size of the one before.</param>
    /// <param name="random">Random numbers for the initial weights.</param>
    /// <param name="optimizer">
    /// The optimiser; null: a network that does not learn, such as a target network or a policy.
    /// </param>
    /// <param name="clip">Gradient clipping.</param>
    /// <param name="workers">Threads for large passes; null: the caller's thread only.</param>
    /// <exception cref="BellmanException">There is no layer, or neighbours do not fit.</exception>
    public Network(
        IReadOnlyList<ILayer> layers, ref Rng random, OptimizerSpec? optimizer = null, GradientClip clip = default, WorkerPool? workers = null)
    {
        clip.Validate();
        SlowKernels.Tell();
        _stack = new(layers, ref random);
        _step = optimizer is null ? null : new(_stack.Parameters, optimizer, clip);
        _passes = new(_stack, workers);
    }

    /// <inheritdoc/>
    public int InputLength => _stack.InputLength;

    /// <inheritdoc/>
    public int OutputLength => _stack.OutputLength;

    /// <summary>
    /// All parameters, layer after layer, each layer padded with zeros to whole cache lines; for fingerprints and
    /// inspection.
    /// </summary>
    public ReadOnlySpan<float> Parameters => _stack.Parameters.Span;

    /// <summary>Multiply-adds of one forward row.</summary>
    public long MultiplyAdds => _stack.MultiplyAdds;

    /// <summary>
    /// Size of the scratch memory of <see cref="Evaluate(ReadOnlySpan{float}, Span{float}, Span{float})"/>.
    /// </summary>
    public int ScratchLength => _stack.ScratchLength;

    internal Span<float> MutableParameters => _stack.Parameters.Span;

    internal ReadOnlySpan<float> Gradient => _step is null ? default : _step.Gradient;

    internal ReadOnlySpan<float> Statistics => _stack.Statistics.Span;

    /// <summary>
    /// The hidden layers of <paramref name="spec"/> and a last dense layer that makes <paramref name="outputs"/>
    /// numbers.
    /// </summary>
    /// <param name="spec">Hidden layers.</param>
    /// <param name="inputs">Numbers in one input row.</param>
    /// <param name="outputs">Numbers in one output row.</param>
    /// <param name="initializer">Weight initialisation of dense layers.</param>
    /// <param name="random">Draws them.</param>
    /// <param name="optimizer">
    /// The optimiser; null: a network that does not learn, such as a target network or a policy.
    /// </param>
    /// <param name="clip">Gradient clipping.</param>
    /// <param name="workers">Threads for large passes; null: the caller's thread only.</param>
    /// <param name="image">Image shape of an input row; null: not an image.</param>
    public static Network Build(
        NetworkSpec spec, int inputs, int outputs, Initializer initializer, ref Rng random,
        OptimizerSpec? optimizer = null, GradientClip clip = default, WorkerPool? workers = null, ImageShape? image = null)
        => new(LayerFactory.Create(spec, inputs, image, initializer, new() { Groups = outputs }), ref random, optimizer, clip, workers);

    /// <inheritdoc/>
    public ReadOnlySpan<float> Forward(ReadOnlySpan<float> inputs, int rows, ForwardMode pass)
    {
        if (rows < 1 || inputs.Length != (long)rows * InputLength)
        {
            throw new BellmanException(
                $"{inputs.Length} inputs are not {rows} rows of {InputLength}: pass whole rows, at least one, and their number.");
        }
        Span<float> outputs = NextOutput((long)rows * OutputLength);
        _passes.Forward(inputs, outputs, rows, pass);
        return outputs;
    }

    /// <inheritdoc/>
    public void DrawNoise(ref Rng random, int rows)
    {
        if (_stack.HasNoise)
        {
            _stack.DrawNoise(ref random, rows);
        }
    }

    /// <summary>
    /// Evaluates one row, for production use. Intermediate results are in the caller's <paramref name="scratch"/>. It
    /// allocates nothing. Any number of threads may call it while no thread learns.
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
        _stack.Evaluate(input, output, scratch);
    }

    /// <summary>
    /// Evaluates any number of rows, for production use. Each row has the same bits as alone. It allocates nothing
    /// after the first calls. Any number of threads may call it while no thread learns.
    /// </summary>
    /// <param name="inputs">[rows x <see cref="InputLength"/>].</param>
    /// <param name="outputs">[rows x <see cref="OutputLength"/>], filled.</param>
    /// <param name="rows">How many.</param>
    /// <exception cref="BellmanException">A length is wrong.</exception>
    public void Evaluate(ReadOnlySpan<float> inputs, Span<float> outputs, int rows)
    {
        if (rows < 0 || inputs.Length != (long)rows * InputLength || outputs.Length != (long)rows * OutputLength)
        {
            throw new BellmanException(
                $"Evaluating {rows} rows takes {InputLength} inputs and {OutputLength} outputs for each, not {inputs.Length} and {outputs.Length} in all.");
        }
        _passes.Evaluate(inputs, outputs, rows);
    }

    /// <inheritdoc/>
    public void Backward(ReadOnlySpan<float> outputGradient, int rows)
    {
        OptimizerStep step = _step ?? throw NeverLearns();
        if (rows < 1 || rows != _passes.LearnedRows || outputGradient.Length != (long)rows * OutputLength)
        {
            throw new BellmanException(
                $"{outputGradient.Length} gradients for {rows} rows are not the {_passes.LearnedRows} rows of {OutputLength} that the last "
                + "learning pass made: run Forward with ForwardMode.Learn on these rows first.");
        }
        _passes.Backward(outputGradient, rows, step.NextGradient);
        step.AddGradient();
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Elements of the gradient beyond 1e18 count as 1e18, so that neither their squares nor their norm are infinite:
    /// an overflowed gradient makes a bounded step in its direction. NaN passes, so that a diverged network is noticed
    /// by its outputs.
    /// </remarks>
    /// <exception cref="BellmanException">
    /// There is no optimiser, or the learning rate is negative or not finite.
    /// </exception>
    public void Update(float learningRate)
    {
        OptimizerStep step = _step ?? throw NeverLearns();
        if (!(learningRate >= 0 && float.IsFinite(learningRate)))
        {
            throw new BellmanException(string.Create(
                CultureInfo.InvariantCulture, $"The learning rate is {learningRate}: it must be finite and at least 0, so choose another."));
        }
        step.Begin(learningRate);
        _passes.Update(step);
        step.DropGradient();
        _stack.Moved();
    }

    /// <inheritdoc/>
    public void CopyFrom(INetwork other, float mix = 1f)
    {
        if (other is not Network source || !_stack.Sections.AsSpan().SequenceEqual(source._stack.Sections))
        {
            throw new BellmanException("The networks differ in their layers: parameters can be copied only between networks of the same layers.");
        }
        if (!(mix is >= 0 and <= 1))
        {
            throw new BellmanException(string.Create(
                CultureInfo.InvariantCulture, $"A network cannot move {mix} of the way to another: choose a share from 0 to 1."));
        }
        if (mix == 1)
        {
            source.Parameters.CopyTo(MutableParameters);
        }
        else
        {
            Elementwise.Mix(source.Parameters, MutableParameters, mix);
        }
        source.Statistics.CopyTo(_stack.Statistics.Span);
        _stack.Moved();
    }

    /// <inheritdoc/>
    public void Sync(StateStream stream)
    {
        stream.Section("network");
        stream.Expect(Parameters.Length, "the parameters of a network");
        stream.Expect(Statistics.Length, "the statistics of a network");
        stream.Expect(_step is null ? 0 : 1, "the optimisers of a network");
        stream.SyncFinite(_stack.Parameters.Span);
        stream.SyncFinite(_stack.Statistics.Span);
        _step?.Sync(stream);
        _stack.Moved();
    }

    /// <summary>Sets the gradient to zero.</summary>
    internal void DropGradient() => _step?.DropGradient();

    private static BellmanException NeverLearns()
        => new("This network was built without an optimiser and cannot learn: build it with one.");

    // Views alternate between two buffers; debug builds spoil the one that has just become stale.
    private Span<float> NextOutput(long length)
    {
        AlignedArray stale = _output;
        _output = _staleOutput;
        _staleOutput = stale;
#if DEBUG
        stale.Span.Fill(float.NaN);
#endif
        if (_output.Length < length)
        {
            _output = new(length);
        }
        return _output.Slice(0, (int)length);
    }
}
