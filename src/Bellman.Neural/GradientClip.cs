using System.Globalization;

namespace Bellman.Neural;

/// <summary>
/// Gradient clipping. If both bounds are set, elements are clipped first, and the norm is that of the clipped gradient.
/// </summary>
/// <param name="Value">Clip each element to plus or minus this; null: no clipping.</param>
/// <param name="Norm">Clip the global Euclidean norm to this (Pascanu et al. 2013); null: no clipping.</param>
public readonly record struct GradientClip(float? Value, float? Norm)
{
    /// <summary>
    /// Bound of every element where none is given, so that its square, a moment's share, and their sums are numbers: a
    /// gradient that is infinite would else stop its parameter for good (Adam's second moment), or make it no number
    /// (infinity times a scale of zero).
    /// </summary>
    internal const float Largest = 1e18f;

    /// <summary>Refuses bounds that are none.</summary>
    internal void Validate()
    {
        foreach (float? bound in (ReadOnlySpan<float?>)[Value, Norm])
        {
            if (bound is { } value && !(value > 0))
            {
                throw new BellmanException(string.Create(
                    CultureInfo.InvariantCulture, $"A bound on the gradient is {value}: it must be greater than 0, or left out."));
            }
        }
    }
}
