namespace Bellman.Learning;

/// <summary>
/// The quantiles of an action's return at the fractions (i + 1/2) / n (Dabney et al. 2018, QR-DQN); its value is their
/// mean.
/// </summary>
/// <param name="count">Quantiles of an action: n.</param>
/// <param name="kappa">Where Huber's loss becomes linear.</param>
internal sealed class QuantileHead(int count, float kappa = 1) : IQHead
{
    private readonly float[] _fractions = [.. Enumerable.Range(0, count).Select(i => (i + 0.5f) / count)];
    private readonly float[] _targets = new float[count];

    /// <inheritdoc/>
    public int OutputCount(int actions) => actions * count;

    /// <inheritdoc/>
    public void Values(ReadOnlySpan<float> outputs, Span<float> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Mean(outputs.Slice(i * count, count));
        }
    }

    /// <inheritdoc/>
    public float Loss(in Backup backup, Span<float> outputGradient, Span<float> errors)
    {
        int stride = OutputCount(backup.ActionCount);
        outputGradient.Clear();
        float total = 0;
        for (int row = 0; row < backup.Actions.Length; row++)
        {
            SampleTargets(backup, row, stride, _targets);
            int first = row * stride + backup.Actions[row] * count;
            Span<float> gradient = outputGradient.Slice(first, count);
            errors[row] = QuantileLoss.Of(backup.Outputs.Slice(first, count), _fractions, _targets, kappa, gradient);
            total += backup.Weigh(row, errors[row], gradient);
        }
        return total;
    }

    /// <summary>The mean of an action's quantiles.</summary>
    internal static float Mean(ReadOnlySpan<float> quantiles)
    {
        float sum = 0;
        foreach (float quantile in quantiles)
        {
            sum += quantile;
        }
        return sum / quantiles.Length;
    }

    /// <summary>Samples of the target: reward + discount * the next quantiles.</summary>
    internal static void SampleTargets(in Backup backup, int row, int stride, Span<float> targets)
    {
        float reward = backup.Rewards[row], discount = backup.Discounts[row];
        if (discount == 0)
        {
            targets.Fill(reward); // nothing follows, and nothing is asked
            return;
        }
        backup.NextMean(row, stride, targets);
        foreach (ref float target in targets)
        {
            target = reward + discount * target;
        }
    }
}
