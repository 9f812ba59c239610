namespace Bellman.Neural;

/// <summary>What a forward pass is for.</summary>
public enum ForwardMode
{
    /// <summary>
    /// Inference, for evaluations and deployed policies: running statistics, no noise, nothing kept for a backward
    /// pass.
    /// </summary>
    Evaluate,

    /// <summary>
    /// Acting and bootstrapping during training: as <see cref="Evaluate"/>, with the noise of noisy layers.
    /// </summary>
    Explore,

    /// <summary>
    /// The forward pass of a gradient step: batch statistics; activations are kept for <see cref="INetwork.Backward"/>.
    /// </summary>
    Learn,
}

/// <summary>
/// A trainable function from rows of numbers to rows of numbers. It does not know actions or rewards. Implement it for
/// a network of your own. <see cref="IStateful.Sync"/> saves the parameters, the running statistics and the state of
/// the optimiser, if there is one.
/// </summary>
public interface INetwork : IStateful
{
    /// <summary>Numbers in one input row.</summary>
    int InputLength { get; }

    /// <summary>Numbers in one output row.</summary>
    int OutputLength { get; }

    /// <summary>Evaluates <paramref name="rows"/> inputs, row after row.</summary>
    /// <returns>The outputs, row after row: a view that is valid until the next call of this network.</returns>
    ReadOnlySpan<float> Forward(ReadOnlySpan<float> inputs, int rows, ForwardMode pass);

    /// <summary>
    /// Draws noise for the next passes that <see cref="ForwardMode.Explore"/> or <see cref="ForwardMode.Learn"/>, of at
    /// most <paramref name="rows"/> rows. A network without noise draws nothing.
    /// </summary>
    void DrawNoise(ref Rng random, int rows)
    {
    }

    /// <summary>
    /// Adds to the gradient of the parameters, for the most recent <see cref="ForwardMode.Learn"/> pass.
    /// <paramref name="outputGradient"/> holds dLoss/dOutput, row after row.
    /// </summary>
    void Backward(ReadOnlySpan<float> outputGradient, int rows);

    /// <summary>One optimiser step with the given learning rate. Afterwards the gradient is zero.</summary>
    void Update(float learningRate);

    /// <summary>
    /// Moves the parameters towards another network's: 1 copies, less averages (Polyak). Running statistics are always
    /// copied.
    /// </summary>
    void CopyFrom(INetwork other, float mix = 1f);
}
