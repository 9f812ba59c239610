using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Bellman.Neural.Kernels;

namespace Bellman.Neural.Optimizers;

/// <summary>
/// Stochastic gradient descent with momentum, as PyTorch has it (Sutskever et al. 2013 with the step size outside):
/// v = momentum * v + g; p = p - rate * v.
/// </summary>
internal sealed class Sgd(OptimizerSpec spec, int length) : IOptimizer
{
    private readonly AlignedArray _velocity = new(length);

    public void Sync(StateStream stream) => stream.Sync(_velocity.Span);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Apply(Span<float> parameters, ReadOnlySpan<float> gradient, int first, StepSettings stride)
    {
        ref float p = ref MemoryMarshal.GetReference(parameters);
        ref float g = ref MemoryMarshal.GetReference(gradient);
        ref float v = ref MemoryMarshal.GetReference(_velocity.Span[first..]);
        var bounds = Vector256.Create(stride.Bound);
        var scales = Vector256.Create(stride.Scale);
        var momentum = Vector256.Create(spec.Momentum);
        var rate = Vector256.Create(-stride.Rate);
        for (nuint i = 0; i < (nuint)parameters.Length; i += 8)
        {
            var slope = Gradient.Bounded(Vector256.LoadUnsafe(ref g, i), bounds, scales);
            var velocity = Gradient.Flushed(Vector256.FusedMultiplyAdd(momentum, Vector256.LoadUnsafe(ref v, i), slope));
            velocity.StoreUnsafe(ref v, i);
            Vector256.FusedMultiplyAdd(rate, velocity, Vector256.LoadUnsafe(ref p, i)).StoreUnsafe(ref p, i);
        }
    }
}
