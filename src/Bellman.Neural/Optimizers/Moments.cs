using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Bellman.Neural.Kernels;

namespace Bellman.Neural.Optimizers;

/// <summary>
/// The running means of the gradient and of its square that Adam and its kin share, and the step they make of them.
/// </summary>
internal sealed class Moments(OptimizerSpec spec, int length)
{
    private readonly AlignedArray _mean = new(length);
    private readonly AlignedArray _square = new(length);

    public void Sync(StateStream stream)
    {
        stream.Sync(_mean.Span);
        stream.Sync(_square.Span);
    }

    /// <summary>
    /// m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g^2; p = p + rate * m / (unbias * sqrt(v) + epsilon).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Move(Span<float> parameters, ReadOnlySpan<float> gradient, int first, StepSettings stride, float rate, float unbias, float epsilon)
    {
        ref float p = ref MemoryMarshal.GetReference(parameters);
        ref float g = ref MemoryMarshal.GetReference(gradient);
        ref float m = ref MemoryMarshal.GetReference(_mean.Span[first..]);
        ref float v = ref MemoryMarshal.GetReference(_square.Span[first..]);
        var bounds = Vector256.Create(stride.Bound);
        var scales = Vector256.Create(stride.Scale);
        var beta1 = Vector256.Create(spec.Beta1);
        var beta2 = Vector256.Create(spec.Beta2);
        var fresh1 = Vector256.Create(1 - spec.Beta1);
        var fresh2 = Vector256.Create(1 - spec.Beta2);
        var epsilons = Vector256.Create(epsilon);
        var rates = Vector256.Create(rate);
        var unbiases = Vector256.Create(unbias);
        for (nuint i = 0; i < (nuint)parameters.Length; i += 8)
        {
            var slope = Gradient.Bounded(Vector256.LoadUnsafe(ref g, i), bounds, scales);
            var mean = Gradient.Flushed(Vector256.FusedMultiplyAdd(beta1, Vector256.LoadUnsafe(ref m, i), fresh1 * slope));
            var square = Gradient.Flushed(Vector256.FusedMultiplyAdd(beta2, Vector256.LoadUnsafe(ref v, i), fresh2 * (slope * slope)));
            mean.StoreUnsafe(ref m, i);
            square.StoreUnsafe(ref v, i);
            var step = mean / Vector256.FusedMultiplyAdd(Vector256.Sqrt(square), unbiases, epsilons);
            Vector256.FusedMultiplyAdd(rates, step, Vector256.LoadUnsafe(ref p, i)).StoreUnsafe(ref p, i);
        }
    }
}
