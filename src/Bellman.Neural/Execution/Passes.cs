using System.Runtime.CompilerServices;
using Bellman.Neural.Kernels;
using Bellman.Neural.Optimizers;

namespace Bellman.Neural.Execution;

/// <summary>
/// The passes of a network through its layers, with the activations that they need. Large ones are shared among
/// threads. What hands a forward pass on is inlined: on a small network each call costs a quarter of a percent.
/// </summary>
internal sealed class Passes
{
    // Acting batches go through the whole stack this many rows at a time, so that activations stay in the cache.
    private const int ActingRows = 64;

    // Multiply-adds below which waking a second thread costs more than it saves.
    private const long WorthSharing = 400_000;

    // Parameters, likewise, in an optimiser's step.
    private const int ParametersWorthSharing = 100_000;

    private readonly LayerStack _stack;
    private readonly ParallelPasses? _shared;
    private readonly Activations?[] _acting; // [threads]
    private readonly Stack<Activations> _evaluating = []; // as many as ever evaluated a batch at once
    private readonly float[] _scratch;
    private Activations? _learned;
    private Activations? _learnedGradient;

    public Passes(LayerStack stack, WorkerPool? workers)
    {
        _stack = stack;
        _shared = workers is { Threads: > 1 } ? new(this, stack, workers) : null;
        _acting = new Activations?[workers?.Threads ?? 1];
        _scratch = new float[stack.ScratchLength];
    }

    /// <summary>Rows of the last learning pass.</summary>
    public int LearnedRows { get; private set; }

    /// <summary>A forward pass.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Forward(ReadOnlySpan<float> inputs, Span<float> outputs, int rows, ForwardMode pass)
    {
        if (pass == ForwardMode.Learn)
        {
            PrepareLearning(rows);
        }
        bool isNoisy = _stack.HasNoise && pass != ForwardMode.Evaluate;
        if (isNoisy)
        {
            _stack.ApplyNoise(rows);
        }
        if (pass != ForwardMode.Learn && rows == 1 && !isNoisy)
        {
            _stack.Evaluate(inputs, outputs, _scratch);
        }
        else if (IsShared(rows) && !(pass == ForwardMode.Learn && _stack.MixesRows))
        {
            _shared!.Forward(inputs, outputs, rows, pass);
        }
        else if (pass == ForwardMode.Learn)
        {
            Learn(inputs, outputs, 0, rows);
        }
        else
        {
            Act(inputs, outputs, 0, rows, pass, worker: 0);
        }
    }

    /// <summary>An acting pass without noise, on any thread, while no thread learns.</summary>
    public void Evaluate(ReadOnlySpan<float> inputs, Span<float> outputs, int rows)
    {
        Activations? room;
        lock (_evaluating)
        {
            _evaluating.TryPop(out room);
        }
        room ??= new(_stack.Sections, ActingRows);
        Act(inputs, outputs, 0, rows, ForwardMode.Evaluate, room);
        lock (_evaluating)
        {
            _evaluating.Push(room);
        }
    }

    /// <summary>The backward pass of the last learning pass, into <paramref name="gradient"/>.</summary>
    public void Backward(ReadOnlySpan<float> outputGradient, int rows, AlignedArray gradient)
    {
        _learnedGradient ??= new(_stack.Sections, _learned!.Rows);
        if (IsShared(rows))
        {
            _shared!.Backward(outputGradient, rows, gradient, splitsRows: !_stack.MixesRows);
        }
        else
        {
            BackwardRows(outputGradient, 0, rows);
            ParameterGradients(rows, gradient, WorkShare.Whole);
        }
    }

    /// <summary>Takes all parts of an optimiser's step that has begun.</summary>
    public void Update(OptimizerStep step)
    {
        if (_shared is not null && step.Length >= ParametersWorthSharing)
        {
            _shared.Update(step);
        }
        else
        {
            step.Apply(WorkShare.Whole);
        }
    }

    /// <summary>An acting pass for the rows from <paramref name="firstRow"/> on, by one thread.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Act(ReadOnlySpan<float> inputs, Span<float> outputs, int firstRow, int rows, ForwardMode pass, int worker)
        => Act(inputs, outputs, firstRow, rows, pass, _acting[worker] ??= new(_stack.Sections, ActingRows));

    /// <summary>A learning pass for the rows from <paramref name="firstRow"/> on.</summary>
    public void Learn(ReadOnlySpan<float> inputs, Span<float> outputs, int firstRow, int rows)
        => _stack.Forward(inputs, outputs, _learned!, firstRow, rows, ForwardMode.Learn, firstRow);

    /// <summary>A backward pass for the rows from <paramref name="firstRow"/> on, without the parameters.</summary>
    public void BackwardRows(ReadOnlySpan<float> outputGradient, int firstRow, int rows)
        => _stack.Backward(outputGradient, _learned!, _learnedGradient!, firstRow, rows);

    /// <summary>A share of the parameters' gradient, after the backward pass of all rows.</summary>
    public void ParameterGradients(int rows, AlignedArray gradient, WorkShare share)
        => _stack.ParameterGradients(_learned!, _learnedGradient!, rows, gradient, share);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Act(ReadOnlySpan<float> inputs, Span<float> outputs, int firstRow, int rows, ForwardMode pass, Activations room)
    {
        (int inputLength, int outputLength) = (_stack.InputLength, _stack.OutputLength);
        for (int row = 0; row < rows; row += ActingRows)
        {
            int n = Math.Min(ActingRows, rows - row);
            _stack.Forward(
                inputs.Slice(row * inputLength, n * inputLength), outputs.Slice(row * outputLength, n * outputLength), room, 0, n, pass, firstRow + row);
        }
    }

    private bool IsShared(int rows) => _shared is not null && rows > Panels.Width && _stack.MultiplyAdds >= (WorthSharing + rows - 1) / rows;

    private void PrepareLearning(int rows)
    {
        if (_learned is null || _learned.Rows < rows)
        {
            _learned = new(_stack.Sections, rows);
            _learnedGradient = null;
        }
        LearnedRows = rows;
    }
}
