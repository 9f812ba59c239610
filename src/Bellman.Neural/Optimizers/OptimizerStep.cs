using Bellman.Neural.Kernels;

namespace Bellman.Neural.Optimizers;

/// <summary>
/// The gradient of a network's parameters, and the optimiser's step along it, clipped. Parts of a step may be taken at
/// the same time.
/// </summary>
internal sealed class OptimizerStep : IStateful
{
    private readonly AlignedArray _parameters;
    private readonly AlignedArray _gradient;
    private readonly IOptimizer _optimizer;
    private readonly GradientClip _clip;
    private AlignedArray? _moreGradient;
    private StepSettings _settings;
    private bool _hasGradient;

    public OptimizerStep(AlignedArray parameters, OptimizerSpec optimizer, GradientClip clip)
    {
        AlignedArray.Require((2L + Optimizer.Memories(optimizer)) * parameters.Length, "parameters, gradients and the optimiser's memories");
        (_parameters, _clip) = (parameters, clip);
        _gradient = new(parameters.Length);
        _optimizer = Optimizer.Create(optimizer, parameters.Length);
    }

    /// <summary>Number of parameters.</summary>
    public int Length => _parameters.Length;

    /// <summary>The gradient since the last step.</summary>
    public ReadOnlySpan<float> Gradient => _gradient.Span;

    /// <summary>
    /// Where to write the gradient of the next batch. Layers overwrite, so a second batch before the step, which is
    /// rare, has an array of its own until <see cref="AddGradient"/>.
    /// </summary>
    public AlignedArray NextGradient => _hasGradient ? _moreGradient ??= new(_gradient.Length) : _gradient;

    /// <summary>Adds what was written there.</summary>
    public void AddGradient()
    {
        if (_hasGradient)
        {
            Elementwise.Add(_moreGradient!.Span, _gradient.Span);
        }
        _hasGradient = true;
    }

    /// <summary>Sets the gradient to zero.</summary>
    public void DropGradient() => _hasGradient = false;

    /// <summary>Begins a step, before any of its parts: says how far it goes.</summary>
    public void Begin(float learningRate)
    {
        if (!_hasGradient)
        {
            _gradient.Span.Clear();
        }
        float scale = 1, bound = Math.Min(_clip.Value ?? GradientClip.Largest, GradientClip.Largest);
        if (_clip.Norm is { } limit)
        {
            double squares = _clip.Value is { } value ? Elementwise.SumOfSquares(_gradient.Span, value) : Elementwise.SumOfSquares(_gradient.Span);
            if (double.IsInfinity(squares))
            {
                squares = Elementwise.LargeSumOfSquares(_gradient.Span, bound);
            }
            double norm = Math.Sqrt(squares);
            scale = norm > limit ? (float)(limit / norm) : 1;
        }
        _settings = new(bound, scale, learningRate);
        _optimizer.BeginStep();
    }

    /// <summary>Takes a part of the step.</summary>
    public void Apply(WorkShare share)
    {
        int lines = _gradient.Length / AlignedArray.LineLength;
        int first = share.Start(lines) * AlignedArray.LineLength, end = share.End(lines) * AlignedArray.LineLength;
        _optimizer.Apply(_parameters.Span[first..end], _gradient.Span[first..end], first, _settings);
    }

    /// <inheritdoc/>
    public void Sync(StateStream stream) => _optimizer.Sync(stream);
}
