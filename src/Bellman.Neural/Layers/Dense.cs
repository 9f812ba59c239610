using System.Runtime.CompilerServices;
using Bellman.Neural.Kernels;

namespace Bellman.Neural.Layers;

/// <summary>
/// y = x W + b, optionally followed by max(0, y). Parameters: W in blocks of twenty-four outputs, each block
/// [inputs][outputs of the block], then b as [outputs].
/// </summary>
internal sealed class Dense(int inputs, int outputs, Initializer initializer, bool relu = false) : IFactorized
{
    private readonly int _inputs = Shape.Positive(inputs, "inputs of a dense layer");
    private readonly int _outputs = Shape.Positive(outputs, "outputs of a dense layer");

    /// <inheritdoc/>
    public int InputLength => _inputs;

    /// <inheritdoc/>
    public int OutputLength => _outputs;

    /// <inheritdoc/>
    public int ParameterCount { get; } = ImageShape.Count((inputs + 1L) * outputs, "parameters of a dense layer");

    /// <inheritdoc/>
    public Layout Layout => Layout.Panels;

    /// <inheritdoc/>
    public bool IsRectified => relu;

    /// <inheritdoc/>
    public int FanIn => _inputs;

    /// <inheritdoc/>
    public int FactorCount => _inputs + _outputs;

    /// <inheritdoc/>
    public long MultiplyAdds => (long)_inputs * _outputs;

    /// <inheritdoc/>
    public void Initialize(Span<float> parameters, Span<float> statistics, ref Rng random)
        => initializer.Fill(parameters[..(_inputs * _outputs)], parameters[(_inputs * _outputs)..], _inputs, _outputs, ref random);

    /// <inheritdoc/>
    public unsafe void Forward(
        ReadOnlySpan<float> parameters, ReadOnlySpan<float> statistics, ReadOnlySpan<float> x, Span<float> y, int rows)
    {
        Shape.Holds(parameters, ParameterCount);
        Shape.Holds(x, rows, _inputs, Layout);
        Shape.Holds(y, rows, _outputs, Layout);
        fixed (float* w = parameters, xs = x, ys = y)
        {
            DenseProducts.Forward(w, w + (nint)_inputs * _outputs, xs, ys, _inputs, _outputs, Panels.Count(rows), relu);
        }
    }

    /// <inheritdoc/>
    public unsafe void Evaluate(ReadOnlySpan<float> parameters, ReadOnlySpan<float> statistics, ReadOnlySpan<float> x, Span<float> y)
    {
        Shape.Holds(parameters, ParameterCount);
        Shape.Holds(x, _inputs);
        Shape.Holds(y, _outputs);
        fixed (float* w = parameters, xs = x, ys = y)
        {
            RowProduct.Run(w, w + (nint)_inputs * _outputs, xs, ys, _inputs, _outputs, relu);
        }
    }

    /// <inheritdoc/>
    public unsafe void InputGradient(
        ReadOnlySpan<float> parameters, ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> dy, Span<float> dx, int rows)
    {
        Shape.Holds(parameters, ParameterCount);
        Shape.Holds(dy, rows, _outputs, Layout);
        Shape.Holds(dx, rows, _inputs, Layout);
        fixed (float* w = parameters, dys = dy, dxs = dx)
        {
            DenseProducts.InputGradient(w, null, dys, dxs, _inputs, _outputs, Panels.Count(rows));
        }
    }

    /// <summary>
    /// <see cref="InputGradient"/> where x is rectified: dx is zero wherever x is not positive. Saves a pass over dx.
    /// </summary>
    internal unsafe void MaskedInputGradient(ReadOnlySpan<float> parameters, ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx, int rows)
    {
        fixed (float* w = parameters, xs = x, dys = dy, dxs = dx)
        {
            DenseProducts.InputGradient(w, xs, dys, dxs, _inputs, _outputs, Panels.Count(rows));
        }
    }

    /// <inheritdoc/>
    public unsafe void ParameterGradient(
        ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dparameters, int rows, WorkShare share)
    {
        Shape.Holds(dparameters, ParameterCount);
        Shape.Holds(x, rows, _inputs, Layout);
        Shape.Holds(dy, rows, _outputs, Layout);
        fixed (float* xs = x, dys = dy, dw = dparameters)
        {
            (int first, int end) = Outputs(share);
            DenseGradient.Run(xs, dys, dw, _inputs, _outputs, rows, first, end);
        }
    }

    /// <inheritdoc/>
    public unsafe void Perturb(ReadOnlySpan<float> mu, ReadOnlySpan<float> sigma, ReadOnlySpan<float> factors, Span<float> weights)
    {
        Shape.Holds(mu, ParameterCount);
        Shape.Holds(sigma, ParameterCount);
        Shape.Holds(factors, FactorCount);
        Shape.Holds(weights, ParameterCount);
        int biases = _inputs * _outputs;
        fixed (float* m = mu, s = sigma, f = factors, w = weights)
        {
            for (int first = 0; first < _outputs; first += WeightBlocks.Width)
            {
                nint block = (nint)first * _inputs;
                FactorizedNoise.Perturb(m + block, s + block, f, f + _inputs + first, w + block, _inputs, Math.Min(WeightBlocks.Width, _outputs - first));
            }
        }
        Elementwise.MultiplyAdd(sigma.Slice(biases, _outputs), factors.Slice(_inputs, _outputs), mu.Slice(biases, _outputs), weights[biases..]);
    }

    /// <inheritdoc/>
    public unsafe void NoiseGradient(ReadOnlySpan<float> gradient, ReadOnlySpan<float> factors, Span<float> product, WorkShare share)
    {
        Shape.Holds(gradient, ParameterCount);
        Shape.Holds(factors, FactorCount);
        Shape.Holds(product, ParameterCount);
        (int start, int end) = Outputs(share);
        fixed (float* g = gradient, f = factors, p = product)
        {
            for (int first = start; first < end; first += WeightBlocks.Width)
            {
                nint block = (nint)first * _inputs;
                FactorizedNoise.Multiply(g + block, f, f + _inputs + first, p + block, _inputs, Math.Min(WeightBlocks.Width, _outputs - first));
            }
        }
        Range bias = (_inputs * _outputs + start)..(_inputs * _outputs + end);
        Elementwise.Multiply(gradient[bias], factors.Slice(_inputs + start, end - start), product[bias]);
    }

    // Threads share whole blocks of outputs: a block is computed in the same way whoever does it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (int First, int End) Outputs(WorkShare share)
    {
        int blocks = WeightBlocks.Count(_outputs);
        int end = Math.Min(_outputs, share.End(blocks) * WeightBlocks.Width);
        return (Math.Min(end, share.Start(blocks) * WeightBlocks.Width), end);
    }

    /// <inheritdoc/>
    public override string ToString() => $"dense {_outputs}" + (relu ? ", relu" : "");
}
