namespace Bellman.Neural.Optimizers;

/// <summary>An optimiser with its state.</summary>
internal interface IOptimizer : IStateful
{
    /// <summary>Begins a step, before any of its parts. Nothing to do where steps are not counted.</summary>
    void BeginStep()
    {
    }

    /// <summary>
    /// Moves a part of the parameters; parts may move at the same time. Lengths are whole cache lines.
    /// </summary>
    /// <param name="parameters">The part.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="first">Where it begins among all parameters.</param>
    /// <param name="stride">How far to go.</param>
    void Apply(Span<float> parameters, ReadOnlySpan<float> gradient, int first, StepSettings stride);
}

/// <summary>How far a step goes.</summary>
/// <param name="Bound">Each element of the gradient is first clamped to plus or minus this,</param>
/// <param name="Scale">then multiplied by this.</param>
/// <param name="Rate">Step size.</param>
internal readonly record struct StepSettings(float Bound, float Scale, float Rate);

/// <summary>Makes optimisers from their specification.</summary>
internal static class Optimizer
{
    /// <summary>Numbers that an optimiser remembers of every parameter.</summary>
    public static int Memories(OptimizerSpec spec) => spec.Kind switch
    {
        OptimizerKind.Adam or OptimizerKind.RAdam => 2,
        OptimizerKind.RmsProp => 3,
        _ => 1,
    };

    /// <summary>An optimiser with memory for <paramref name="length"/> parameters.</summary>
    public static IOptimizer Create(OptimizerSpec spec, int length) => spec.Kind switch
    {
        OptimizerKind.Adam => new Adam(spec, length),
        OptimizerKind.RAdam => new RAdam(spec, length),
        OptimizerKind.RmsProp => new RmsProp(spec, length),
        _ => new Sgd(spec, length),
    };
}
