using Bellman.Neural.Kernels;
using Bellman.Neural.Optimizers;

namespace Bellman.Neural.Execution;

/// <summary>
/// The passes of one network, split over workers without allocating: arguments travel as pointers, which the caller's
/// frame keeps alive. Rows are split by whole panels and parameters by whole blocks, so every sum is the one that a
/// single thread would have made.
/// </summary>
internal sealed unsafe class ParallelPasses(Passes passes, LayerStack stack, WorkerPool workers) : IParallelWork
{
    private float* _inputs;
    private float* _outputs;
    private int _rows;
    private AlignedArray? _gradient;
    private OptimizerStep? _step;
    private Stage _stage;
    private ForwardMode _pass;

    private enum Stage
    {
        Act,
        Learn,
        Back,
        Parameters,
        Update,
    }

    /// <summary>A forward pass.</summary>
    public void Forward(ReadOnlySpan<float> inputs, Span<float> outputs, int rows, ForwardMode pass)
    {
        fixed (float* x = inputs, y = outputs)
        {
            _inputs = x;
            _outputs = y;
            _rows = rows;
            _pass = pass;
            _stage = pass == ForwardMode.Learn ? Stage.Learn : Stage.Act;
            workers.Run(this);
        }
    }

    /// <summary>A backward pass into <paramref name="gradient"/>.</summary>
    public void Backward(ReadOnlySpan<float> outputGradient, int rows, AlignedArray gradient, bool splitsRows)
    {
        fixed (float* dy = outputGradient)
        {
            _inputs = dy;
            _rows = rows;
            _gradient = gradient;
            _stage = Stage.Back;
            if (splitsRows)
            {
                workers.Run(this);
            }
            else
            {
                Run(WorkShare.Whole);
            }
        }
        _stage = Stage.Parameters;
        workers.Run(this);
    }

    /// <summary>The optimiser's step.</summary>
    public void Update(OptimizerStep step)
    {
        _step = step;
        _stage = Stage.Update;
        workers.Run(this);
    }

    /// <inheritdoc/>
    public void Run(WorkShare share)
    {
        int panels = Panels.Count(_rows);
        int first = share.Start(panels) * Panels.Width;
        int rows = Math.Min(_rows, share.End(panels) * Panels.Width) - first;
        if (_stage == Stage.Parameters)
        {
            passes.ParameterGradients(_rows, _gradient!, share);
        }
        else if (_stage == Stage.Update)
        {
            _step!.Apply(share);
        }
        else if (rows > 0)
        {
            int inputLength = _stage == Stage.Back ? stack.OutputLength : stack.InputLength;
            var inputs = new ReadOnlySpan<float>(_inputs + (nint)first * inputLength, rows * inputLength);
            var outputs = new Span<float>(_outputs + (nint)first * stack.OutputLength, rows * stack.OutputLength);
            switch (_stage)
            {
                case Stage.Act:
                    passes.Act(inputs, outputs, first, rows, _pass, share.Index);
                    break;
                case Stage.Learn:
                    passes.Learn(inputs, outputs, first, rows);
                    break;
                default:
                    passes.BackwardRows(inputs, first, rows);
                    break;
            }
        }
    }
}
