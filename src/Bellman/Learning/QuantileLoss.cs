using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Bellman.Learning;

/// <summary>
/// Quantile regression with Huber's loss (Dabney et al. 2018, QR-DQN, equations 9 to 13; divided by kappa as in IQN,
/// equation 3): summed over the predicted quantiles, averaged over the targets. A mean over both would make the
/// gradient as many times smaller as there are quantiles.
/// </summary>
internal static class QuantileLoss
{
    private const int Lanes = 8;

    /// <summary>The loss of one transition and its derivative by every predicted quantile.</summary>
    /// <param name="quantiles">Predictions, [n].</param>
    /// <param name="fractions">Which quantile each one is, [n], in (0, 1).</param>
    /// <param name="targets">Samples of the target, [m], in any order.</param>
    /// <param name="kappa">Where the loss becomes linear; 0: at once.</param>
    /// <param name="gradient">[n], filled.</param>
    public static float Of(ReadOnlySpan<float> quantiles, ReadOnlySpan<float> fractions, ReadOnlySpan<float> targets, float kappa, Span<float> gradient)
    {
        float inverse = 1 / MathF.Max(kappa, 1e-30f), share = 1f / targets.Length, total = 0;
        for (int i = 0; i < quantiles.Length; i++)
        {
            (float loss, float slope) = Row(quantiles[i], fractions[i], targets, kappa, inverse);
            total += loss;
            gradient[i] = -slope * share;
        }
        return total * share;
    }

    // With s = delta / kappa cut to [-1, 1], Huber's loss over kappa is s (delta - kappa s / 2), and its derivative s.
    private static (float Loss, float Slope) Row(float quantile, float fraction, ReadOnlySpan<float> targets, float kappa, float inverse)
    {
        ref float from = ref MemoryMarshal.GetReference(targets);
        Vector256<float> losses = default, slopes = default, one = Vector256<float>.One;
        var prediction = Vector256.Create(quantile);
        var below = Vector256.Create(1 - fraction);
        var above = Vector256.Create(fraction);
        int j = 0;
        for (; j + Lanes <= targets.Length; j += Lanes)
        {
            Vector256<float> delta = Vector256.LoadUnsafe(ref from, (nuint)j) - prediction;
            Vector256<float> slope = Vector256.Min(Vector256.Max(delta * inverse, -one), one);
            Vector256<float> weighted = Vector256.ConditionalSelect(Vector256.LessThan(delta, default), below, above) * slope;
            losses += weighted * (delta - slope * (kappa / 2));
            slopes += weighted;
        }
        float totalLoss = Vector256.Sum(losses), totalSlope = Vector256.Sum(slopes);
        for (; j < targets.Length; j++)
        {
            float delta = targets[j] - quantile, slope = MathF.Min(MathF.Max(delta * inverse, -1), 1);
            float weighted = (delta < 0 ? 1 - fraction : fraction) * slope;
            totalLoss += weighted * (delta - slope * (kappa / 2));
            totalSlope += weighted;
        }
        return (totalLoss, totalSlope);
    }
}
