using Bellman.Neural.Kernels;

namespace Bellman.Learning;

/// <summary>
/// The loss of heads that predict a distribution over fixed places: -sum m log softmax(logits), whose derivative is p -
/// m.
/// </summary>
internal static class CrossEntropy
{
    /// <summary>The loss of one transition and its derivative by every logit.</summary>
    /// <param name="logits">[n].</param>
    /// <param name="target">Probabilities, [n], that sum to 1.</param>
    /// <param name="gradient">[n], filled.</param>
    public static float Of(ReadOnlySpan<float> logits, ReadOnlySpan<float> target, Span<float> gradient)
    {
        float logSum = Softmax.Run(logits, gradient), loss = 0;
        for (int i = 0; i < logits.Length; i++)
        {
            loss += target[i] * (logSum - logits[i]);
            gradient[i] -= target[i];
        }
        return loss;
    }

    /// <summary>Expected returns: the means of softmax(logits) over <paramref name="places"/>.</summary>
    /// <param name="logits">[values x places].</param>
    /// <param name="places">[n].</param>
    /// <param name="values">Filled.</param>
    public static void Means(ReadOnlySpan<float> logits, ReadOnlySpan<float> places, Span<float> values)
    {
        Span<float> probabilities = stackalloc float[places.Length];
        for (int i = 0; i < values.Length; i++)
        {
            Softmax.Run(logits.Slice(i * places.Length, places.Length), probabilities);
            float mean = 0;
            for (int j = 0; j < places.Length; j++)
            {
                mean += probabilities[j] * places[j];
            }
            values[i] = mean;
        }
    }
}
