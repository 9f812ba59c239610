namespace Bellman.Neural.Optimizers;

/// <summary>
/// Kingma and Ba 2015, algorithm 1, in step t:
/// m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g^2; p = p - rate * (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + epsilon).
/// </summary>
internal sealed class Adam(OptimizerSpec spec, int length) : IOptimizer
{
    private readonly Moments _moments = new(spec, length);
    private double _decay1 = 1; // beta1 to the power of the steps taken
    private double _decay2 = 1;

    public void Sync(StateStream stream)
    {
        stream.Sync(ref _decay1);
        stream.Sync(ref _decay2);
        _moments.Sync(stream);
    }

    public void BeginStep()
    {
        _decay1 *= spec.Beta1;
        _decay2 *= spec.Beta2;
    }

    public void Apply(Span<float> parameters, ReadOnlySpan<float> gradient, int first, StepSettings stride)
        => _moments.Move(parameters, gradient, first, stride,
            rate: (float)(-stride.Rate / (1 - _decay1)), unbias: (float)(1 / Math.Sqrt(1 - _decay2)), spec.Epsilon);
}
