namespace Bellman.Learning;

/// <summary>
/// One number per action, its expected return (Watkins 1989; Mnih et al. 2015, algorithm 1):
/// the target is r + discount * bootstrap(s', a'), and no gradient flows through it.
/// </summary>
public sealed class ScalarHead(LossKind loss) : IQHead
{
    /// <inheritdoc/>
    public int OutputsPerAction => 1;

    /// <inheritdoc/>
    public void Values(ReadOnlySpan<float> outputs, Span<float> values) => outputs.CopyTo(values);

    /// <inheritdoc/>
    public float Loss(in Backup backup, Span<float> outputGradient, Span<float> errors)
    {
        int count = backup.ActionCount;
        int rows = backup.Actions.Length;
        ReadOnlySpan<float> rewards = backup.Rewards[..rows];
        ReadOnlySpan<float> discounts = backup.Discounts[..rows];
        ReadOnlySpan<int> nextActions = backup.NextActions[..rows];
        errors = errors[..rows];
        float share = 1f / rows;
        float total = 0;
        outputGradient.Clear();
        for (int row = 0; row < rows; row++)
        {
            int chosen = row * count + backup.Actions[row];
            float target = rewards[row] + discounts[row] * backup.Bootstrap[row * count + nextActions[row]];
            float error = backup.Outputs[chosen] - target;
            errors[row] = error;
            float slope = Derivative(loss, error);
            total += OfSlope(loss, error, slope);
            outputGradient[chosen] = slope * share;
        }
        return total * share;
    }

    /// <summary>The loss of one error.</summary>
    public static float Of(LossKind loss, float error) => OfSlope(loss, error, Derivative(loss, error));

    /// <summary>
    /// What the loss hands to the network for one error. Clipping the error means clipping this derivative, not the error inside the square,
    /// whose derivative would vanish where errors are largest; it then equals Huber's.
    /// </summary>
    public static float Derivative(LossKind loss, float error)
        => loss == LossKind.Squared ? 2 * error : MathF.Max(-1, MathF.Min(1, error));

    // Without a branch on the error, which nothing could predict: Huber's loss is e^2/2 where the slope is e, and |e| - 1/2 where it is 1 or -1.
    private static float OfSlope(LossKind loss, float error, float slope) => loss switch
    {
        LossKind.Squared => error * error,
        LossKind.ClippedError => 0.5f * slope * slope,
        _ => slope * (error - 0.5f * slope),
    };
}
