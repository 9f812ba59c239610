using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Bellman.Neural.Optimizers;

/// <summary>What every optimiser does to eight elements of a gradient or of its memory.</summary>
internal static class Gradient
{
    /// <summary>
    /// Clamps, then scales. NaN passes, so that a diverged network is noticed: where an operand is NaN, the native
    /// functions give the second.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Bounded(Vector256<float> gradient, Vector256<float> bound, Vector256<float> scale)
        => Vector256.MinNative(bound, Vector256.MaxNative(-bound, gradient)) * scale;

    /// <summary>
    /// Denormal numbers become zero: the memory of a parameter without gradient decays into them, and arithmetic on
    /// them is many times slower. NaN passes.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Flushed(Vector256<float> x)
        => Vector256.AndNot(x, Vector256.LessThan(Vector256.Abs(x), Vector256.Create(1.17549435e-38f)));
}
