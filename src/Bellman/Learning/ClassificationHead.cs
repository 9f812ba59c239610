namespace Bellman.Learning;

/// <summary>
/// Regression as classification (Farebrother et al. 2024): an action's value is the mean of a distribution over fixed
/// places, and the target is a number, spread over the places near it: over bins by a normal distribution (HL-Gauss),
/// or between the two nearest places (two-hot).
/// </summary>
internal sealed class ClassificationHead : IQHead
{
    private const double Smoothing = 0.75; // standard deviation over width of a bin, Farebrother et al. 2024

    private readonly float[] _places;
    private readonly float[] _target;
    private readonly double _low;
    private readonly double _width;
    private readonly bool _isSmooth;

    private int HighEnd => _isSmooth ? _places.Length : _places.Length - 1; // in widths from the low end, as a place is

    private ClassificationHead(int count, double low, double width, bool isSmooth)
    {
        (_low, _width, _isSmooth) = (low, width, isSmooth);
        _places = [.. Enumerable.Range(0, count).Select(i => (float)(low + (isSmooth ? i + 0.5 : i) * width))];
        _target = new float[count];
    }

    /// <summary>
    /// HL-Gauss: bins between <paramref name="low"/> and <paramref name="high"/>, whose centres are the places.
    /// </summary>
    public static ClassificationHead Gaussian(int count, double low, double high) => new(count, low, (high - low) / count, isSmooth: true);

    /// <summary>Two-hot: places from <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    public static ClassificationHead TwoHot(int count, double low, double high) => new(count, low, (high - low) / (count - 1), isSmooth: false);

    /// <inheritdoc/>
    public EdgeShare Edge { get; } = new();

    /// <inheritdoc/>
    public int OutputCount(int actions) => actions * _places.Length;

    /// <inheritdoc/>
    public void Values(ReadOnlySpan<float> outputs, Span<float> values) => CrossEntropy.Means(outputs, _places, values);

    /// <inheritdoc/>
    public float Loss(in Backup backup, Span<float> outputGradient, Span<float> errors)
    {
        int count = _places.Length, actions = backup.ActionCount, stride = actions * count;
        outputGradient.Clear();
        float total = 0;
        Span<float> values = stackalloc float[1];
        for (int row = 0; row < backup.Actions.Length; row++)
        {
            float target = backup.Rewards[row];
            for (int action = 0; action < actions && backup.Discounts[row] != 0; action++)
            {
                float probability = !backup.NextPolicy.IsEmpty ? backup.NextPolicy[row * actions + action] : action == backup.NextActions[row] ? 1 : 0;
                if (probability > 0)
                {
                    Values(backup.Bootstrap.Slice(row * stride + action * count, count), values);
                    target += backup.Discounts[row] * probability * values[0];
                }
            }
            Spread(target, _target);
            Edge.Add(IsBeyond(target) ? 1 : 0);
            int first = row * stride + backup.Actions[row] * count;
            Span<float> gradient = outputGradient.Slice(first, count);
            errors[row] = CrossEntropy.Of(backup.Outputs.Slice(first, count), _target, gradient);
            total += backup.Weigh(row, errors[row], gradient);
        }
        return total;
    }

    /// <summary>Whether a number counts as the edge, because it lies beyond; rounding is not beyond.</summary>
    internal bool IsBeyond(double value) => Place(value) is var place && (place < -1e-3 || place > HighEnd + 1e-3);

    /// <summary>A number as a distribution over the places. What lies beyond them counts as the edge.</summary>
    internal void Spread(double value, Span<float> target)
    {
        int count = _places.Length;
        double place = Math.Clamp(Place(value), 0, HighEnd);
        if (!_isSmooth)
        {
            int below = (int)place;
            target.Clear();
            target[below] = (float)(1 - (place - below));
            target[Math.Min(below + 1, count - 1)] += (float)(place - below);
            return;
        }
        double first = Normal.Cumulative(-place / Smoothing), before = first, all = Normal.Cumulative((count - place) / Smoothing) - first;
        for (int i = 0; i < count; i++)
        {
            double next = Normal.Cumulative((i + 1 - place) / Smoothing);
            target[i] = (float)((next - before) / all);
            before = next;
        }
    }

    private double Place(double value) => (value - _low) / _width;
}
