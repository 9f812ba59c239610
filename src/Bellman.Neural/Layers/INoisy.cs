namespace Bellman.Neural.Layers;

/// <summary>Numbers that were drawn for one pass.</summary>
internal readonly ref struct LayerNoise
{
    /// <summary>Those of the pass.</summary>
    public required ReadOnlySpan<float> Shared { get; init; }

    /// <summary>Those of its rows, row after row.</summary>
    public required ReadOnlySpan<float> Rows { get; init; }
}

/// <summary>
/// A layer that draws numbers where a network explores or learns; as an <see cref="ILayer"/> it does without. The
/// network keeps the numbers, and what the layer wants to keep of a pass.
/// </summary>
internal interface INoisy : ILayer
{
    /// <summary>Numbers of a pass that all rows share.</summary>
    int NoiseCount => 0;

    /// <summary>Numbers of a pass for each row.</summary>
    int NoisePerRow => 0;

    /// <summary>Numbers that a pass keeps for each row.</summary>
    int KeptPerRow => 0;

    /// <summary>Draws.</summary>
    void DrawNoise(Span<float> shared, Span<float> rows, ref Rng random);

    /// <summary>Works out what depends on the parameters, too, before the first pass with them.</summary>
    void ApplyNoise(ReadOnlySpan<float> parameters, Span<float> shared)
    {
    }

    /// <summary><see cref="ILayer.Forward"/> with noise.</summary>
    void Forward(ReadOnlySpan<float> parameters, in LayerNoise noise, ReadOnlySpan<float> x, Span<float> y, int rows, Span<float> kept);

    /// <summary><see cref="ILayer.InputGradient"/> with the noise of the pass.</summary>
    void InputGradient(
        ReadOnlySpan<float> parameters, in LayerNoise noise, ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> dy, Span<float> dx, int rows,
        Span<float> kept);

    /// <summary><see cref="ILayer.ParameterGradient"/> with the noise of the pass.</summary>
    void ParameterGradient(
        in LayerNoise noise, ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dparameters, int rows, WorkShare share,
        ReadOnlySpan<float> kept);
}
