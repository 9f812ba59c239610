namespace Bellman.Neural.Layers;

/// <summary>
/// A layer of weights from inputs to outputs, the noise of each of which is the product of one factor of its input and
/// one of its output; that of a bias is its output's factor.
/// </summary>
internal interface IFactorized : ILayer
{
    /// <summary>Inputs of an output.</summary>
    int FanIn { get; }

    /// <summary>Factors: those of the inputs, then those of the outputs.</summary>
    int FactorCount { get; }

    /// <summary>weights = mu + sigma * noise, for every parameter.</summary>
    void Perturb(ReadOnlySpan<float> mu, ReadOnlySpan<float> sigma, ReadOnlySpan<float> factors, Span<float> weights);

    /// <summary>product = gradient * noise, for the parameters whose gradient a share has made.</summary>
    void NoiseGradient(ReadOnlySpan<float> gradient, ReadOnlySpan<float> factors, Span<float> product, WorkShare share);
}
