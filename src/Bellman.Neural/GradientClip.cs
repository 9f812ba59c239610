namespace Bellman.Neural;

/// <summary>
/// Bounds on the gradient before it reaches the optimiser. With both, elements are clamped first and the norm is that of the clamped gradient.
/// </summary>
/// <param name="Value">Each element is clamped to plus or minus this; null: no bound.</param>
/// <param name="Norm">The whole gradient is scaled down to this Euclidean norm where it is longer (Pascanu et al. 2013); null: no bound.</param>
public readonly record struct GradientClip(float? Value, float? Norm);
