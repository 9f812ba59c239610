namespace Bellman.Neural.Optimizers;

/// <summary>
/// Adam with the variance of its step rectified (Liu et al. 2020, algorithm 2). While <see cref="Length"/> is at most 5
/// too little is known of the squares, and the step is that of momentum alone, rate * m / (1 - b1^t); afterwards it is
/// Adam's times <see cref="Rectification"/>. The paper begins above 4; PyTorch and optax, and hence the published
/// results of PQN, above 5. Epsilon is added to the unbiased root, as in optax.
/// </summary>
internal sealed class RAdam(OptimizerSpec spec, int length) : IOptimizer
{
    private const double LeastLength = 5;

    private readonly Moments _moments = new(spec, length);
    private long _steps;
    private double _decay1 = 1; // beta1 to the power of the steps taken
    private double _decay2 = 1;

    public void Sync(StateStream stream)
    {
        stream.Sync(ref _steps);
        stream.Sync(ref _decay1);
        stream.Sync(ref _decay2);
        _moments.Sync(stream);
    }

    public void BeginStep()
    {
        _steps++;
        _decay1 *= spec.Beta1;
        _decay2 *= spec.Beta2;
    }

    public void Apply(Span<float> parameters, ReadOnlySpan<float> gradient, int first, StepSettings stride)
    {
        double rate = -stride.Rate / (1 - _decay1), length = Length(spec.Beta2, _steps, _decay2);
        if (length > LeastLength)
        {
            _moments.Move(parameters, gradient, first, stride, (float)(rate * Rectification(spec.Beta2, length)),
                unbias: (float)(1 / Math.Sqrt(1 - _decay2)), spec.Epsilon);
        }
        else
        {
            _moments.Move(parameters, gradient, first, stride, (float)rate, unbias: 0, epsilon: 1); // m / (0 * sqrt(v) + 1)
        }
    }

    /// <summary>
    /// How many squares the running mean is worth after some steps (equation 6); <paramref name="decay"/> is beta2 to
    /// their power.
    /// </summary>
    internal static double Length(double beta2, long steps, double decay) => Longest(beta2) - 2 * steps * decay / (1 - decay);

    /// <summary>The root of the variance that a step has in the end, over that at a length (section 4).</summary>
    internal static double Rectification(double beta2, double length)
    {
        double longest = Longest(beta2);
        return Math.Sqrt((length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length));
    }

    private static double Longest(double beta2) => 2 / (1 - beta2) - 1;
}
