namespace Bellman.Neural.Layers;

/// <summary>
/// One layer: shapes and pure functions. It owns no numbers: the network keeps parameters, statistics and activations and hands them in,
/// in the layer's own <see cref="Layout"/>. <see cref="object.ToString"/> says what it is, as a specification would. Implement it in plain
/// <see cref="Layout.Rows"/> form to bring your own: without parameters, <see cref="Forward"/> and <see cref="InputGradient"/> are all it needs.
/// </summary>
public interface ILayer
{
    /// <summary>Numbers in one input row.</summary>
    int InputLength { get; }

    /// <summary>Numbers in one output row.</summary>
    int OutputLength { get; }

    /// <summary>Numbers that learning moves.</summary>
    int ParameterCount => 0;

    /// <summary>Numbers that learning passes keep but the gradient does not move, such as running means.</summary>
    int StatisticCount => 0;

    /// <summary>How this layer wants its inputs, outputs and their gradients to lie.</summary>
    Layout Layout => Layout.Rows;

    /// <summary>Whether a row's output in a learning pass depends on the other rows; such a pass is never split over threads.</summary>
    bool MixesRows => false;

    /// <summary>
    /// Whether the last thing this layer does is max(0, y). The network then clears dy wherever y is not positive, before the layer sees it.
    /// </summary>
    bool IsRectified => false;

    /// <summary>Multiply-adds of one forward row, for the accounting of speed.</summary>
    long MultiplyAdds => 0;

    /// <summary>Writes the first parameters and statistics. Both arrive as zeros.</summary>
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
    /// Writes dLoss/dx into <paramref name="dx"/>. Not called for the first layer. May rewrite <paramref name="dy"/>, which
    /// <see cref="ParameterGradient"/> is handed later, in a way that changes nothing for it.
    /// </summary>
    void InputGradient(
        ReadOnlySpan<float> parameters, ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> dy, Span<float> dx, int rows);

    /// <summary>
    /// Writes dLoss/dparameters, summed over the rows. Each element belongs to one share, and its order of addition may depend on the
    /// shapes only. A layer that does not care to be split does everything when <see cref="WorkShare.IsFirst"/>.
    /// </summary>
    void ParameterGradient(
        ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dparameters, int rows, WorkShare share)
    {
    }
}
