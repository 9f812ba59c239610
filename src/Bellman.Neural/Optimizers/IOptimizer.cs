namespace Bellman.Neural.Optimizers;

/// <summary>A rule that moves parameters along a gradient, with its memory.</summary>
internal interface IOptimizer : IStateful
{
    /// <summary>
    /// One step. Each element of the gradient is first clamped to plus or minus <paramref name="bound"/>, then multiplied by
    /// <paramref name="scale"/>. Lengths are whole cache lines.
    /// </summary>
    void Step(Span<float> parameters, ReadOnlySpan<float> gradient, float bound, float scale, float learningRate);
}

/// <summary>Makes optimisers from their specification.</summary>
internal static class Optimizer
{
    /// <summary>An optimiser with memory for <paramref name="length"/> parameters.</summary>
    public static IOptimizer Create(OptimizerSpec spec, int length) => spec.Kind switch
    {
        OptimizerKind.Adam => new Adam(spec, length),
        OptimizerKind.RmsProp => new RmsProp(spec, length),
        _ => new Sgd(spec, length),
    };
}
