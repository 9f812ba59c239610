using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Bellman.Neural.Kernels;

namespace Bellman.Neural.Optimizers;

/// <summary>
/// RMSProp: division by the root of a running mean of squares (Hinton's lecture 6e), s = decay s + (1 - decay) g^2, in
/// three variants:
/// <list type="bullet">
/// <item>PyTorch: u = g / (sqrt(s) + epsilon); b = momentum b + u; p = p - rate b.</item>
/// <item>
/// TensorFlow 1 (<c>ApplyRMSProp</c>), epsilon inside the root: b = momentum b + rate g / sqrt(s + epsilon); p = p - b;
/// s begins at 1.
/// </item>
/// <item>
/// Centred (Graves 2013, equations 38 to 45; Mnih et al. 2015): also m = decay m + (1 - decay) g, and s - m^2 replaces
/// s.
/// </item>
/// </list>
/// </summary>
internal sealed class RmsProp : IOptimizer
{
    private readonly OptimizerSpec _spec;
    private readonly AlignedArray _square;
    private readonly AlignedArray _mean;
    private readonly AlignedArray _velocity;

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

    public void Apply(Span<float> parameters, ReadOnlySpan<float> gradient, int first, StepSettings stride)
    {
        if (_spec.EpsilonInsideRoot)
        {
            Move<On>(parameters, gradient, first, stride);
        }
        else
        {
            Move<Off>(parameters, gradient, first, stride);
        }
    }

    private void Move<TInside>(Span<float> parameters, ReadOnlySpan<float> gradient, int first, StepSettings stride)
        where TInside : struct, ISwitch
    {
        switch (_spec.Centered, _spec.Momentum != 0)
        {
            case (true, true):
                Move<TInside, On, On>(parameters, gradient, first, stride);
                break;
            case (true, false):
                Move<TInside, On, Off>(parameters, gradient, first, stride);
                break;
            case (false, true):
                Move<TInside, Off, On>(parameters, gradient, first, stride);
                break;
            default:
                Move<TInside, Off, Off>(parameters, gradient, first, stride);
                break;
        }
    }

    // Each dialect is compiled by itself: choosing inside the loop costs a third of its time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Move<TInside, TCentered, TMomentum>(Span<float> parameters, ReadOnlySpan<float> gradient, int first, StepSettings stride)
        where TInside : struct, ISwitch
        where TCentered : struct, ISwitch
        where TMomentum : struct, ISwitch
    {
        ref float p = ref MemoryMarshal.GetReference(parameters);
        ref float g = ref MemoryMarshal.GetReference(gradient);
        ref float s = ref MemoryMarshal.GetReference(_square.Span[first..]);
        ref float m = ref MemoryMarshal.GetReference(_mean.Span[first..]);
        ref float b = ref MemoryMarshal.GetReference(_velocity.Span[first..]);
        var bounds = Vector256.Create(stride.Bound);
        var scales = Vector256.Create(stride.Scale);
        var decay = Vector256.Create(_spec.Decay);
        var fresh = Vector256.Create(1 - _spec.Decay);
        var momentum = Vector256.Create(_spec.Momentum);
        var epsilon = Vector256.Create(_spec.Epsilon);
        var rate = Vector256.Create(stride.Rate);
        for (nuint i = 0; i < (nuint)parameters.Length; i += 8)
        {
            var slope = Gradient.Bounded(Vector256.LoadUnsafe(ref g, i), bounds, scales);
            var square = Gradient.Flushed(decay * Vector256.LoadUnsafe(ref s, i) + fresh * (slope * slope));
            square.StoreUnsafe(ref s, i);
            if (TCentered.IsOn)
            {
                var mean = Gradient.Flushed(decay * Vector256.LoadUnsafe(ref m, i) + fresh * slope);
                mean.StoreUnsafe(ref m, i);
                // Rounding can push the difference just below zero; NaN passes.
                square = Vector256.MaxNative(Vector256<float>.Zero, square - mean * mean);
            }
            var step = TInside.IsOn ? rate * slope / Vector256.Sqrt(square + epsilon) : slope / (Vector256.Sqrt(square) + epsilon);
            if (TMomentum.IsOn)
            {
                step = Gradient.Flushed(momentum * Vector256.LoadUnsafe(ref b, i) + step);
                step.StoreUnsafe(ref b, i);
            }
            (Vector256.LoadUnsafe(ref p, i) - (TInside.IsOn ? step : rate * step)).StoreUnsafe(ref p, i);
        }
    }

    private interface ISwitch
    {
        static abstract bool IsOn { get; }
    }

    private readonly struct On : ISwitch
    {
        public static bool IsOn => true;
    }

    private readonly struct Off : ISwitch
    {
        public static bool IsOn => false;
    }
}
