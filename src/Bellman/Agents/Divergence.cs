using System.Globalization;

namespace Bellman.Agents;

/// <summary>The end of a training whose loss is not finite.</summary>
internal static class Divergence
{
    /// <summary>Says where it diverged, and what to do.</summary>
    /// <param name="step">The step.</param>
    /// <param name="largestError">The largest error of the batch.</param>
    /// <param name="rewards">The options that make rewards smaller.</param>
    public static BellmanException At(long step, float largestError, string rewards) => new(string.Create(CultureInfo.InvariantCulture,
        $"The training has diverged: at step {step} the loss is not finite, and the largest error of the batch is {largestError}; ")
        + $"begin again with a lower learningRate, a clipNorm or smaller rewards ({rewards}). What was saved before is untouched.");
}
