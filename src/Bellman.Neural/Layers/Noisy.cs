using Bellman.Neural.Kernels;

namespace Bellman.Neural.Layers;

/// <summary>
/// A dense layer with weights mu + sigma * noise (Fortunato et al. 2018, equations 9 to 11), the noise being f(input's)
/// f(output's) with f(x) = sgn(x) sqrt|x| of normal numbers, the same for all rows of a pass. Without noise it is the
/// dense layer with mu. Parameters: mu as the dense layer has them, then sigma alike. The noise of a pass: the factors,
/// then mu + sigma * noise.
/// </summary>
internal sealed class Noisy : INoisy
{
    private readonly IFactorized _dense;
    private readonly double _sigma;

    /// <summary>Noise for a dense layer.</summary>
    /// <param name="dense">Which.</param>
    /// <param name="sigma">First deviation: sigma / sqrt(inputs).</param>
    public Noisy(IFactorized dense, double sigma)
    {
        (_dense, _sigma) = (dense, sigma);
        ParameterCount = ImageShape.Count(2L * AlignedArray.Pad(dense.ParameterCount), "parameters of a noisy layer");
        NoiseCount = ImageShape.Count(AlignedArray.Pad(dense.FactorCount) + (long)Half, "numbers of noise");
    }

    /// <inheritdoc/>
    public int InputLength => _dense.InputLength;

    /// <inheritdoc/>
    public int OutputLength => _dense.OutputLength;

    /// <inheritdoc/>
    public int ParameterCount { get; }

    /// <inheritdoc/>
    public int NoiseCount { get; }

    /// <inheritdoc/>
    public Layout Layout => _dense.Layout;

    /// <inheritdoc/>
    public bool IsRectified => _dense.IsRectified;

    /// <inheritdoc/>
    public long MultiplyAdds => _dense.MultiplyAdds;

    private int Half => ParameterCount / 2;

    /// <inheritdoc/>
    public void Initialize(Span<float> parameters, Span<float> statistics, ref Rng random)
    {
        _dense.Initialize(parameters[..Half], statistics, ref random);
        parameters.Slice(Half, _dense.ParameterCount).Fill((float)(_sigma / Math.Sqrt(_dense.FanIn)));
    }

    /// <inheritdoc/>
    public void DrawNoise(Span<float> shared, Span<float> rows, ref Rng random)
    {
        Span<float> factors = shared[.._dense.FactorCount];
        foreach (ref float factor in factors)
        {
            double x = random.NextGaussian();
            factor = (float)Math.CopySign(Math.Sqrt(Math.Abs(x)), x);
        }
    }

    /// <inheritdoc/>
    public void ApplyNoise(ReadOnlySpan<float> parameters, Span<float> shared)
        => _dense.Perturb(parameters[..Half], parameters[Half..], shared, Weights(shared));

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<float> parameters, ReadOnlySpan<float> statistics, ReadOnlySpan<float> x, Span<float> y, int rows)
        => _dense.Forward(parameters, statistics, x, y, rows);

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<float> parameters, in LayerNoise noise, ReadOnlySpan<float> x, Span<float> y, int rows, Span<float> kept)
        => _dense.Forward(Weights(noise.Shared), [], x, y, rows);

    /// <inheritdoc/>
    public void Evaluate(ReadOnlySpan<float> parameters, ReadOnlySpan<float> statistics, ReadOnlySpan<float> x, Span<float> y)
        => _dense.Evaluate(parameters, statistics, x, y);

    /// <inheritdoc/>
    public void InputGradient(
        ReadOnlySpan<float> parameters, ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> dy, Span<float> dx, int rows)
        => _dense.InputGradient(parameters, x, y, dy, dx, rows);

    /// <inheritdoc/>
    public void InputGradient(
        ReadOnlySpan<float> parameters, in LayerNoise noise, ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> dy, Span<float> dx, int rows,
        Span<float> kept)
        => _dense.InputGradient(Weights(noise.Shared), x, y, dy, dx, rows);

    /// <inheritdoc/>
    public void ParameterGradient(
        in LayerNoise noise, ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dparameters, int rows, WorkShare share,
        ReadOnlySpan<float> kept)
    {
        _dense.ParameterGradient(x, y, dy, dparameters[..Half], rows, share);
        _dense.NoiseGradient(dparameters[..Half], noise.Shared, dparameters[Half..], share);
    }

    private ReadOnlySpan<float> Weights(ReadOnlySpan<float> shared) => shared[^Half..];

    private Span<float> Weights(Span<float> shared) => shared[^Half..];

    /// <inheritdoc/>
    public override string ToString() => $"noisy {_dense}";
}
