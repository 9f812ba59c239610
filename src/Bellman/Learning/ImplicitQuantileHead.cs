namespace Bellman.Learning;

/// <summary>
/// Quantiles at fractions that are drawn anew for every row (Dabney et al. 2018, IQN). Behind the quantiles of all
/// actions a row of outputs holds the fractions themselves: the layer that drew them says so. An action's value is the
/// mean of its quantiles.
/// </summary>
/// <param name="count">Fractions of a row, the same in the prediction and in the target.</param>
/// <param name="kappa">Where Huber's loss becomes linear.</param>
internal sealed class ImplicitQuantileHead(int count, float kappa = 1) : IQHead
{
    private readonly float[] _targets = new float[count];

    /// <inheritdoc/>
    public int OutputCount(int actions) => (actions + 1) * count;

    /// <inheritdoc/>
    public void Values(ReadOnlySpan<float> outputs, Span<float> values)
    {
        int rows = outputs.Length / count - values.Length, actions = values.Length / rows;
        for (int row = 0; row < rows; row++)
        {
            for (int action = 0; action < actions; action++)
            {
                values[row * actions + action] = QuantileHead.Mean(outputs.Slice((row * (actions + 1) + action) * count, count));
            }
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
            QuantileHead.SampleTargets(backup, row, stride, _targets);
            int first = row * stride + backup.Actions[row] * count;
            Span<float> gradient = outputGradient.Slice(first, count);
            ReadOnlySpan<float> fractions = backup.Outputs.Slice((row + 1) * stride - count, count);
            errors[row] = QuantileLoss.Of(backup.Outputs.Slice(first, count), fractions, _targets, kappa, gradient);
            total += backup.Weigh(row, errors[row], gradient);
        }
        return total;
    }
}
