namespace Bellman.Replay;

/// <summary>Priorities of prioritised replay (Schaul et al. 2016, equation 1).</summary>
/// <param name="Alpha">Exponent of the priorities: 0 is uniform.</param>
/// <param name="Offset">What is added to the size of an error: a row without one is drawn now and then, too.</param>
/// <param name="Largest">
/// The largest error that counts: one that exploded would make all new rows outweigh the others for long.
/// </param>
internal readonly record struct Priority(double Alpha, double Offset = 1e-6, double Largest = 100);

/// <summary>
/// Draws rows in proportion to (|error| + offset)^alpha, one from each of as many equal shares of the sum as rows are
/// drawn (Schaul et al. 2016, appendix B.2.1). A new row has the largest priority so far. The weights (count *
/// P)^-beta, over the largest of the batch, take the bias back.
/// </summary>
/// <param name="slots">Slots that rows can have.</param>
/// <param name="priority">How errors become priorities.</param>
internal sealed class PrioritizedSampler(int slots, Priority priority) : ISampler
{
    private readonly SumTree _tree = new(slots);
    private double _largest = 1; // of the priorities so far

    /// <summary>The probability of a slot to be drawn.</summary>
    internal double this[int slot] => _tree[slot] / _tree.Total;

    public void Add(int slot) => _tree.Set(slot, _largest);

    public void Remove(int slot) => _tree.Set(slot, 0);

    public void Sample(Span<int> slots, Span<float> weights, double beta, ref Rng random)
    {
        double total = _tree.Total, most = 0;
        for (int i = 0; i < slots.Length; i++)
        {
            slots[i] = _tree.Find((i + random.NextDouble()) / slots.Length * total);
        }
        if (weights.IsEmpty)
        {
            return;
        }
        for (int i = 0; i < slots.Length; i++)
        {
            // The count of rows and the sum of priorities are in every weight, and the largest takes them out again.
            double weight = Math.Pow(_tree[slots[i]], -beta);
            weights[i] = (float)weight;
            most = Math.Max(most, weight);
        }
        foreach (ref float weight in weights)
        {
            weight = (float)(weight / most);
        }
    }

    public void Update(ReadOnlySpan<int> slots, ReadOnlySpan<float> errors)
    {
        for (int i = 0; i < slots.Length; i++)
        {
            double size = Math.Pow(Math.Min(Math.Abs(errors[i]), priority.Largest) + priority.Offset, priority.Alpha);
            _tree.Set(slots[i], size);
            _largest = Math.Max(_largest, size);
        }
    }

    public void Sync(StateStream stream)
    {
        stream.Sync(ref _largest);
        OptionCheck.Saved(_largest is > 0 and < double.PositiveInfinity, "replay memory");
        if (stream.IsReading)
        {
            _tree.Clear();
        }
    }

    public void Sync(StateStream stream, int slot)
    {
        double size = _tree[slot];
        stream.Sync(ref size);
        OptionCheck.Saved(size > 0 && size <= _largest, "replay memory");
        if (stream.IsReading)
        {
            _tree.Set(slot, size);
        }
    }
}
