using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Bellman.Neural.Kernels;

namespace Bellman.Neural.Optimizers;

/// <summary>
/// Kingma and Ba 2015, algorithm 1, in step t:
/// m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g^2; p = p - rate * (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + epsilon).
/// </summary>
internal sealed class Adam(OptimizerSpec spec, int length) : IOptimizer
{
    private readonly AlignedArray _mean = new(length);
    private readonly AlignedArray _square = new(length);
    private double _decay1 = 1; // beta1 to the power of the steps taken
    private double _decay2 = 1;

    public void Sync(StateStream stream)
    {
        stream.Sync(ref _decay1);
        stream.Sync(ref _decay2);
        stream.Sync(_mean.Span);
        stream.Sync(_square.Span);
    }

    public void BeginStep()
    {
        _decay1 *= spec.Beta1;
        _decay2 *= spec.Beta2;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Apply(Span<float> parameters, ReadOnlySpan<float> gradient, int first, StepSettings stride)
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
        var epsilon = Vector256.Create(spec.Epsilon);
        var rate = Vector256.Create((float)(-stride.Rate / (1 - _decay1)));
        var unbias = Vector256.Create((float)(1 / Math.Sqrt(1 - _decay2)));
        for (nuint i = 0; i < (nuint)parameters.Length; i += 8)
        {
            var slope = Gradient.Bounded(Vector256.LoadUnsafe(ref g, i), bounds, scales);
            var mean = Gradient.Flushed(Vector256.FusedMultiplyAdd(beta1, Vector256.LoadUnsafe(ref m, i), fresh1 * slope));
            var square = Gradient.Flushed(Vector256.FusedMultiplyAdd(beta2, Vector256.LoadUnsafe(ref v, i), fresh2 * (slope * slope)));
            mean.StoreUnsafe(ref m, i);
            square.StoreUnsafe(ref v, i);
            var step = mean / Vector256.FusedMultiplyAdd(Vector256.Sqrt(square), unbias, epsilon);
            Vector256.FusedMultiplyAdd(rate, step, Vector256.LoadUnsafe(ref p, i)).StoreUnsafe(ref p, i);
        }
    }
}
