namespace Bellman.Neural;

/// <summary>What a forward pass is for.</summary>
public enum ForwardMode
{
    /// <summary>
    /// The network's best estimate, for evaluations and deployed policies: running statistics, nothing is kept for a backward pass, and no noise where
    /// a layer has some.
    /// </summary>
    Evaluate,

    /// <summary>Outputs to act on while training, or to bootstrap from: as <see cref="Evaluate"/>, with the noise of layers that have some.</summary>
    Explore,

    /// <summary>The pass that <see cref="INetwork.Backward"/> will differentiate: batch statistics, activations are kept.</summary>
    Learn,
}

/// <summary>
/// A trainable function from rows of numbers to rows of numbers. It knows nothing of actions or rewards; implement it to bring your own.
/// <see cref="IStateful.Sync"/> saves the parameters, the running statistics and, where there is one, the optimiser's memory.
/// </summary>
public interface INetwork : IStateful
{
    /// <summary>Numbers in one input row.</summary>
    int InputLength { get; }

    /// <summary>Numbers in one output row.</summary>
    int OutputLength { get; }

    /// <summary>Evaluates <paramref name="rows"/> inputs, row after row.</summary>
    /// <returns>The outputs, row after row: a view that is good until the next call of this network.</returns>
    ReadOnlySpan<float> Forward(ReadOnlySpan<float> inputs, int rows, ForwardMode pass);

    /// <summary>
    /// Draws noise for the next passes that <see cref="ForwardMode.Explore"/> or <see cref="ForwardMode.Learn"/>, of at most <paramref name="rows"/> rows.
    /// A network without noise draws nothing.
    /// </summary>
    void DrawNoise(ref Rng random, int rows)
    {
    }

    /// <summary>
    /// Adds to the gradient of the parameters, for the most recent <see cref="ForwardMode.Learn"/> pass.
    /// <paramref name="outputGradient"/> holds dLoss/dOutput, row after row.
    /// </summary>
    void Backward(ReadOnlySpan<float> outputGradient, int rows);

    /// <summary>One step of the optimiser with the given step size; afterwards the gradient is zero.</summary>
    void Update(float learningRate);

    /// <summary>Moves parameters towards another network's: 1 copies, less mixes (Polyak). Running statistics are always copied.</summary>
    void CopyFrom(INetwork other, float mix = 1f);
}
