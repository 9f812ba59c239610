namespace Bellman.Neural.Layers;

/// <summary>
/// A layer of weights from inputs to outputs, the noise of each of which is the product of one factor of its input and
/// one of its output.
/// </summary>
internal interface IFactorized : ILayer
{
    /// <summary>Inputs of an output.</summary>
    int FanIn { get; }

    /// <summary>Factors: those of the inputs, then those of the outputs.</summary>
    int FactorCount { get; }

    /// <summary>Writes the noise of every parameter; that of a bias is its output's factor.</summary>
    /// <param name="factors">[factors].</param>
    /// <param name="noise">[parameters], filled.</param>
    void WriteNoise(ReadOnlySpan<float> factors, Span<float> noise);

    /// <summary>product = gradient * noise, for the parameters whose gradient a share has made.</summary>
    void NoiseGradient(ReadOnlySpan<float> gradient, ReadOnlySpan<float> noise, Span<float> product, WorkShare share);
}
