namespace Bellman.Neural.Layers;

/// <summary>
/// A layer whose learning pass leaves numbers for the backward pass, so that they are worked out once. The network
/// keeps them.
/// </summary>
internal interface IRemembers : ILayer
{
    /// <summary>Numbers kept for each row.</summary>
    int KeptPerRow => 0;

    /// <summary>Numbers kept besides.</summary>
    int KeptOnce => 0;

    /// <summary>A learning pass.</summary>
    void Learn(ReadOnlySpan<float> parameters, Span<float> statistics, ReadOnlySpan<float> x, Span<float> y, int rows, Span<float> kept);

    /// <summary><see cref="ILayer.InputGradient"/>, of what <see cref="Learn"/> kept.</summary>
    void InputGradient(
        ReadOnlySpan<float> parameters, ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx, int rows, ReadOnlySpan<float> kept);

    /// <summary><see cref="ILayer.ParameterGradient"/>, of what <see cref="Learn"/> kept.</summary>
    void ParameterGradient(
        ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dparameters, int rows, WorkShare share, ReadOnlySpan<float> kept);
}
