using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Bellman.Neural.Kernels;

namespace Bellman.Neural.Optimizers;

/// <summary>
/// Division by the root of a running mean of squares (Hinton's lecture 6e), s = decay s + (1 - decay) g^2, in three dialects:
/// <list type="bullet">
/// <item>PyTorch: u = g / (sqrt(s) + epsilon); b = momentum b + u; p = p - rate b.</item>
/// <item>TensorFlow 1 (<c>ApplyRMSProp</c>), epsilon inside the root: b = momentum b + rate g / sqrt(s + epsilon); p = p - b; s begins at 1.</item>
/// <item>Centred (Graves 2013, equations 38 to 45; Mnih et al. 2015): besides, m = decay m + (1 - decay) g, and s - m^2 takes the place of s.</item>
/// </list>
/// </summary>
internal sealed class RmsProp : IOptimizer
{
    private readonly OptimizerSpec _spec;
    private readonly Slab _square;
    private readonly Slab _mean;
    private readonly Slab _velocity;

    public RmsProp(OptimizerSpec spec, int length)
    {
        _spec = spec;
        _square = new(length);
        _mean = new(length);
        _velocity = new(length);
        _square.Span.Fill(spec.InitialMeanSquare);
    }

    public void Sync(StateStream stream)
    {
        stream.Sync(_square.Span);
        stream.Sync(_mean.Span);
        stream.Sync(_velocity.Span);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Step(Span<float> parameters, ReadOnlySpan<float> gradient, float bound, float scale, float learningRate)
    {
        ref float p = ref MemoryMarshal.GetReference(parameters);
        ref float g = ref MemoryMarshal.GetReference(gradient);
        ref float s = ref MemoryMarshal.GetReference(_square.Span);
        ref float m = ref MemoryMarshal.GetReference(_mean.Span);
        ref float b = ref MemoryMarshal.GetReference(_velocity.Span);
        var bounds = Vector256.Create(bound);
        var scales = Vector256.Create(scale);
        var decay = Vector256.Create(_spec.Decay);
        var fresh = Vector256.Create(1 - _spec.Decay);
        var momentum = Vector256.Create(_spec.Momentum);
        bool inside = _spec.EpsilonInsideRoot, isCentered = _spec.Centered, hasMomentum = _spec.Momentum != 0;
        var epsilonInside = Vector256.Create(inside ? _spec.Epsilon : 0);
        var epsilonBeside = Vector256.Create(inside ? 0 : _spec.Epsilon);
        var rateBefore = Vector256.Create(inside ? learningRate : 1);
        var rateAfter = Vector256.Create(inside ? 1 : learningRate);
        for (nuint i = 0; i < (nuint)parameters.Length; i += 8)
        {
            var slope = Gradient.Bounded(Vector256.LoadUnsafe(ref g, i), bounds, scales);
            var square = Gradient.Flushed(decay * Vector256.LoadUnsafe(ref s, i) + fresh * (slope * slope));
            square.StoreUnsafe(ref s, i);
            if (isCentered)
            {
                var mean = Gradient.Flushed(decay * Vector256.LoadUnsafe(ref m, i) + fresh * slope);
                mean.StoreUnsafe(ref m, i);
                // Rounding can push the difference just below zero.
                square = Vector256.Max(square - mean * mean, Vector256<float>.Zero);
            }
            var step = rateBefore * slope / (Vector256.Sqrt(square + epsilonInside) + epsilonBeside);
            if (hasMomentum)
            {
                step = Gradient.Flushed(momentum * Vector256.LoadUnsafe(ref b, i) + step);
                step.StoreUnsafe(ref b, i);
            }
            (Vector256.LoadUnsafe(ref p, i) - rateAfter * step).StoreUnsafe(ref p, i);
        }
    }
}
