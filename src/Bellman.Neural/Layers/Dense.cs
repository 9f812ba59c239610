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
    public void WriteNoise(ReadOnlySpan<float> factors, Span<float> noise)
    {
        ReadOnlySpan<float> inputFactors = factors[.._inputs], outputFactors = factors.Slice(_inputs, _outputs);
        for (int first = 0; first < _outputs; first += WeightBlocks.Width)
        {
            ReadOnlySpan<float> block = outputFactors[first..Math.Min(first + WeightBlocks.Width, _outputs)];
            Span<float> target = noise.Slice(first * _inputs, _inputs * block.Length);
            for (int input = 0; input < _inputs; input++)
            {
                Elementwise.Scale(block, inputFactors[input], target.Slice(input * block.Length, block.Length));
            }
        }
        outputFactors.CopyTo(noise[(_inputs * _outputs)..]);
    }

    /// <inheritdoc/>
    public void NoiseGradient(ReadOnlySpan<float> gradient, ReadOnlySpan<float> noise, Span<float> product, WorkShare share)
    {
        (int first, int end) = Outputs(share);
        int biases = _inputs * _outputs;
        Range weights = (first * _inputs)..(end * _inputs), bias = (biases + first)..(biases + end);
        Elementwise.Multiply(gradient[weights], noise[weights], product[weights]);
        Elementwise.Multiply(gradient[bias], noise[bias], product[bias]);
    }

    // Threads share whole blocks of outputs: a block is computed in the same way whoever does it.
    private (int First, int End) Outputs(WorkShare share)
    {
        int blocks = WeightBlocks.Count(_outputs);
        int end = Math.Min(_outputs, share.End(blocks) * WeightBlocks.Width);
        return (Math.Min(end, share.Start(blocks) * WeightBlocks.Width), end);
    }

    /// <inheritdoc/>
    public override string ToString() => $"dense {_outputs}" + (relu ? ", relu" : "");
}
