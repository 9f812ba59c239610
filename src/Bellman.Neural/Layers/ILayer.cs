namespace Bellman.Neural.Layers;

/// <summary>
/// A layer: sizes and pure functions. It owns no numbers: the network stores parameters, statistics and activations and
/// passes them in, in the layer's <see cref="Layout"/>. <see cref="object.ToString"/> is its specification. For a layer
/// of your own, use <see cref="Layout.Rows"/>; a layer without parameters only implements <see cref="Forward"/> and
/// <see cref="InputGradient"/>.
/// </summary>
public interface ILayer
{
    /// <summary>Numbers in one input row.</summary>
    int InputLength { get; }

    /// <summary>Numbers in one output row.</summary>
    int OutputLength { get; }

    /// <summary>Number of trainable parameters.</summary>
    int ParameterCount => 0;

    /// <summary>
    /// Number of statistics: numbers that learning passes update without a gradient, such as running means.
    /// </summary>
    int StatisticCount => 0;

    /// <summary>Memory layout of inputs, outputs and their gradients.</summary>
    Layout Layout => Layout.Rows;

    /// <summary>
    /// Whether the output of a row in a learning pass depends on other rows. Such a pass is not split over threads.
    /// </summary>
    bool MixesRows => false;

    /// <summary>
    /// Whether the layer ends with a ReLU. The network then sets dy to zero wherever y is not positive, before it calls
    /// the layer.
    /// </summary>
    bool IsRectified => false;

    /// <summary>Multiply-adds of one row of a forward pass, for benchmarks.</summary>
    long MultiplyAdds => 0;

    /// <summary>Initialises the parameters and statistics. Both are zeros before.</summary>
    void Initialize(Span<float> parameters, Span<float> statistics, ref Rng random)
    {
    }

    /// <summary>Writes <paramref name="y"/> from <paramref name="x"/>.</summary>
    void Forward(ReadOnlySpan<float> parameters, ReadOnlySpan<float> statistics, ReadOnlySpan<float> x, Span<float> y, int rows);

    /// <summary><see cref="Forward"/> of a learning pass, which may move <paramref name="statistics"/>.</summary>
    void Learn(ReadOnlySpan<float> parameters, Span<float> statistics, ReadOnlySpan<float> x, Span<float> y, int rows)
        => Forward(parameters, statistics, x, y, rows);

    /// <summary>
    /// <see cref="Forward"/> of one row, unpadded: <paramref name="x"/> is [inputs], <paramref name="y"/> is [outputs].
    /// Must give the bits that <see cref="Forward"/> gives this row in any batch.
    /// </summary>
    /// <remarks>As it stands it serves every layer that wants rows; a layer that wants panels writes its own.</remarks>
    void Evaluate(ReadOnlySpan<float> parameters, ReadOnlySpan<float> statistics, ReadOnlySpan<float> x, Span<float> y)
        => Forward(parameters, statistics, x, y, 1);

    /// <summary>
    /// Writes dLoss/dx into <paramref name="dx"/>. Not called for the first layer. It may overwrite
    /// <paramref name="dy"/> only in a way that does not change the result of a later <see cref="ParameterGradient"/>.
    /// </summary>
    void InputGradient(
        ReadOnlySpan<float> parameters, ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> dy, Span<float> dx, int rows);

    /// <summary>
    /// Writes dLoss/dparameters, summed over the rows. Each element belongs to one share of the work, and its order of
    /// addition may depend on the shapes only. A layer that cannot be split does all the work when
    /// <see cref="WorkShare.IsFirst"/>.
    /// </summary>
    void ParameterGradient(
        ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dparameters, int rows, WorkShare share)
    {
    }
}
