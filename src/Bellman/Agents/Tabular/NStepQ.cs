namespace Bellman.Agents.Tabular;

/// <summary>
/// n-step Q-learning (Watkins 1989, chapter 7; Mnih et al. 2016, algorithm S2): Q(s, a) moves towards n discounted
/// rewards and the best value of the state after them. Where an episode ends or is cut off first, the steps that are
/// left are learned with the rewards they had.
/// </summary>
/// <remarks>
/// As in deep Q-learning the rewards are those of the exploring policy, uncorrected: exact when exploration has died
/// away.
/// </remarks>
internal sealed class NStepQ(QTable table, double gamma, int steps, int lanes) : ITableLearner
{
    private readonly (int Pair, double Reward)[] _window = new (int, double)[lanes * steps];   // [lanes x steps], rings
    private readonly int[] _begin = new int[lanes];
    private readonly int[] _count = new int[lanes];
    private long _updates;

    /// <inheritdoc/>
    public long Updates => _updates;

    /// <inheritdoc/>
    public double Learn(in TableStep step, in Rates rates)
    {
        int lane = step.Lane;
        this[lane, _count[lane]++] = (table.Pair(step.Row, step.Action), step.Reward);
        double value = step.Successor < 0 ? 0 : table.Max(step.Successor);
        double error = 0;
        while (_count[lane] == steps || (step.Breaks && _count[lane] > 0))
        {
            error = LearnOldest(lane, value, rates);
        }
        return error;
    }

    /// <inheritdoc/>
    public void Sync(StateStream stream)
    {
        foreach (ref (int Pair, double Reward) seen in _window.AsSpan())
        {
            stream.Sync(ref seen.Pair);
            stream.Sync(ref seen.Reward);
        }
        stream.Sync<int>(_begin);
        stream.Sync<int>(_count);
        stream.Sync(ref _updates);
        OptionCheck.Saved(!_begin.AsSpan().ContainsAnyExceptInRange(0, steps - 1) && !_count.AsSpan().ContainsAnyExceptInRange(0, steps - 1)
            && _window.All(seen => table.Has(seen.Pair) || seen == default), "steps not learned from yet");
    }

    private ref (int Pair, double Reward) this[int lane, int offset]
    {
        get
        {
            int place = _begin[lane] + offset;
            return ref _window[lane * steps + (place < steps ? place : place - steps)];
        }
    }

    private double LearnOldest(int lane, double value, in Rates rates)
    {
        for (int offset = _count[lane] - 1; offset >= 0; offset--)
        {
            value = this[lane, offset].Reward + gamma * value;
        }
        int pair = this[lane, 0].Pair;
        _begin[lane] = _begin[lane] + 1 == steps ? 0 : _begin[lane] + 1;
        _count[lane]--;
        double error = value - table.Values[pair];
        table.Values[pair] += rates.At(table.Visit(pair)) * error;
        _updates++;
        return error;
    }
}
