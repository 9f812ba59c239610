using Bellman.Neural.Kernels;

namespace Bellman.Learning;

/// <summary>
/// The logits of an action's return being each of some evenly spaced atoms (Bellemare et al. 2017, C51, algorithm 1).
/// The target is the next action's distribution, shrunk and shifted, every atom's probability split between the two
/// nearest atoms of the support.
/// </summary>
/// <param name="count">Atoms.</param>
/// <param name="low">The lowest atom.</param>
/// <param name="high">The highest atom.</param>
internal sealed class CategoricalHead(int count, double low, double high) : IQHead
{
    private readonly float[] _atoms = [.. Enumerable.Range(0, count).Select(i => (float)(low + i * (high - low) / (count - 1)))];
    private readonly float[] _next = new float[count];
    private readonly float[] _target = new float[count];
    private readonly float _low = (float)low;
    private readonly float _high = (float)high;
    private readonly float _slack = (float)(1e-3 * (high - low) / (count - 1)); // rounding is no return beyond the support
    private readonly float _perUnit = (float)((count - 1) / (high - low));

    /// <inheritdoc/>
    public EdgeShare Edge { get; } = new();

    /// <inheritdoc/>
    public int OutputCount(int actions) => actions * count;

    /// <inheritdoc/>
    public void Values(ReadOnlySpan<float> outputs, Span<float> values) => CrossEntropy.Means(outputs, _atoms, values);

    /// <inheritdoc/>
    public float Loss(in Backup backup, Span<float> outputGradient, Span<float> errors)
    {
        int stride = OutputCount(backup.ActionCount);
        outputGradient.Clear();
        float total = 0;
        for (int row = 0; row < backup.Actions.Length; row++)
        {
            if (backup.Discounts[row] == 0)
            {
                _next.AsSpan().Clear();
                _next[0] = 1; // any distribution: all atoms fall on the reward
            }
            else
            {
                Softmax.Run(backup.Bootstrap.Slice(row * stride + backup.NextActions[row] * count, count), _next);
            }
            Project(_next, backup.Rewards[row], backup.Discounts[row], _target);
            Edge.Add(Beyond(_next, backup.Rewards[row], backup.Discounts[row]));
            int first = row * stride + backup.Actions[row] * count;
            Span<float> gradient = outputGradient.Slice(first, count);
            errors[row] = CrossEntropy.Of(backup.Outputs.Slice(first, count), _target, gradient);
            total += backup.Weigh(row, errors[row], gradient);
        }
        return total;
    }

    /// <summary>
    /// The distribution of reward + discount * a return, on the atoms. What would lie beyond the support is put at its
    /// edge.
    /// </summary>
    /// <param name="next">Probabilities of the return, [atoms].</param>
    /// <param name="reward">Its shift.</param>
    /// <param name="discount">Its scale.</param>
    /// <param name="target">[atoms], filled.</param>
    internal void Project(ReadOnlySpan<float> next, float reward, float discount, Span<float> target)
    {
        target.Clear();
        for (int i = 0; i < count; i++)
        {
            float place = MathF.Min((Math.Clamp(reward + discount * _atoms[i], _low, _high) - _low) * _perUnit, count - 1);
            int below = (int)place;
            float part = place - below; // 0 exactly on an atom, which then gets everything
            target[below] += next[i] * (1 - part);
            target[Math.Min(below + 1, count - 1)] += next[i] * part;
        }
    }

    /// <summary>The probability that <see cref="Project"/> puts at an edge from beyond it.</summary>
    internal float Beyond(ReadOnlySpan<float> next, float reward, float discount)
    {
        float sum = 0;
        int first = 0;
        for (; first < count && reward + discount * _atoms[first] < _low - _slack; first++)
        {
            sum += next[first];
        }
        for (int i = count - 1; i >= first && reward + discount * _atoms[i] > _high + _slack; i--)
        {
            sum += next[i];
        }
        return sum;
    }
}
