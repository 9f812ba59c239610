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
            total += Of(loss, error);
            outputGradient[chosen] = Derivative(loss, error) * share;
        }
        return total * share;
    }

    /// <summary>The loss of one error.</summary>
    public static float Of(LossKind loss, float error)
    {
        float size = MathF.Abs(error);
        return loss switch
        {
            LossKind.Squared => error * error,
            LossKind.Huber when size > 1 => size - 0.5f,
            LossKind.ClippedError => 0.5f * Math.Min(size, 1) * Math.Min(size, 1),
            _ => 0.5f * error * error,
        };
    }

    /// <summary>
    /// What the loss hands to the network for one error. Clipping the error means clipping this derivative, not the error inside the square,
    /// whose derivative would vanish where errors are largest; it then equals Huber's.
    /// </summary>
    public static float Derivative(LossKind loss, float error)
        => loss == LossKind.Squared ? 2 * error : Math.Clamp(error, -1, 1);
}
