using System.Runtime.CompilerServices;

namespace Bellman.Learning;

/// <summary>
/// One number per action, its expected return (Watkins 1989; Mnih et al. 2015, algorithm 1):
/// the target is r + discount * bootstrap(s', a'), and no gradient flows through it.
/// </summary>
internal sealed class ScalarHead(LossKind loss) : IQHead
{
    /// <inheritdoc/>
    public int OutputCount(int actions) => actions;

    /// <inheritdoc/>
    public void Values(ReadOnlySpan<float> outputs, Span<float> values) => outputs.CopyTo(values);

    /// <inheritdoc/>
    public float Loss(in Backup backup, Span<float> outputGradient, Span<float> errors)
    {
        errors = errors[..backup.Actions.Length];
        Differ(backup, errors);
        outputGradient.Clear();
        float mean = loss switch
        {
            LossKind.Squared => Mean(LossKind.Squared, backup, outputGradient, errors),
            LossKind.HalfSquared => Mean(LossKind.HalfSquared, backup, outputGradient, errors),
            LossKind.ClippedError => Mean(LossKind.ClippedError, backup, outputGradient, errors),
            _ => Mean(LossKind.Huber, backup, outputGradient, errors),
        };
        return backup.Weights.IsEmpty ? mean : Weigh(backup, outputGradient, errors);
    }

    // Inlined, so that every loss has a loop that does not ask which it is.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Mean(LossKind loss, in Backup backup, Span<float> outputGradient, ReadOnlySpan<float> errors)
    {
        ReadOnlySpan<int> actions = backup.Actions[..errors.Length];
        float share = 1f / errors.Length, total = 0;
        int first = 0;
        for (int row = 0; row < errors.Length; row++)
        {
            float error = errors[row];
            float slope = Derivative(loss, error);
            total += OfSlope(loss, error, slope);
            outputGradient[first + actions[row]] = slope * share;
            first += backup.ActionCount;
        }
        return total * share;
    }

    private float Weigh(in Backup backup, Span<float> outputGradient, ReadOnlySpan<float> errors)
    {
        float total = 0;
        for (int row = 0; row < errors.Length; row++)
        {
            total += backup.Weights[row] * Of(loss, errors[row]);
            outputGradient[row * backup.ActionCount + backup.Actions[row]] *= backup.Weights[row];
        }
        return total / errors.Length;
    }

    // A loop of its own: together with the losses it would need more registers than there are.
    private static void Differ(in Backup backup, Span<float> errors)
    {
        int count = backup.ActionCount;
        if (!backup.NextPolicy.IsEmpty)
        {
            DifferFromPolicy(backup, errors);
            return;
        }
        ReadOnlySpan<int> actions = backup.Actions[..errors.Length], nextActions = backup.NextActions[..errors.Length];
        ReadOnlySpan<float> rewards = backup.Rewards[..errors.Length], discounts = backup.Discounts[..errors.Length];
        ReadOnlySpan<float> outputs = backup.Outputs, bootstrap = backup.Bootstrap;
        int first = 0;
        for (int row = 0; row < errors.Length; row++)
        {
            // Where nothing follows, nothing is asked: zero times what a network makes of an ended environment need not be zero.
            float discount = discounts[row], follows = discount == 0 ? 0 : discount * bootstrap[first + nextActions[row]];
            float target = rewards[row] + follows;
            errors[row] = outputs[first + actions[row]] - target;
            first += count;
        }
    }

    private static void DifferFromPolicy(in Backup backup, Span<float> errors)
    {
        int count = backup.ActionCount;
        Span<float> next = stackalloc float[1];
        for (int row = 0; row < errors.Length; row++)
        {
            next[0] = 0;
            if (backup.Discounts[row] != 0)
            {
                backup.NextMean(row, count, next);
            }
            errors[row] = backup.Outputs[row * count + backup.Actions[row]] - (backup.Rewards[row] + backup.Discounts[row] * next[0]);
        }
    }

    /// <summary>The loss of one error.</summary>
    public static float Of(LossKind loss, float error) => OfSlope(loss, error, Derivative(loss, error));

    /// <summary>
    /// What the loss hands to the network for one error. Clipping the error means clipping this derivative, not the
    /// error inside the square, whose derivative would vanish where errors are largest; it then equals Huber's.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Derivative(LossKind loss, float error) => loss switch
    {
        LossKind.Squared => 2 * error,
        LossKind.HalfSquared => error,
        _ => float.MaxNative(-1, float.MinNative(1, error)), // NaN passes: it is the second operand
    };

    // Without a branch on the error, which nothing could predict: Huber's loss is e^2/2 where the slope is e, and |e| - 1/2 where it is 1 or -1.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float OfSlope(LossKind loss, float error, float slope) => loss switch
    {
        LossKind.Squared => error * error,
        LossKind.HalfSquared => 0.5f * error * error,
        LossKind.ClippedError => 0.5f * slope * slope,
        _ => slope * (error - 0.5f * slope),
    };
}
