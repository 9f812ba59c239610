namespace Bellman.Agents.Tabular;

/// <summary>
/// Watkins's Q(lambda) (Watkins 1989; Sutton and Barto 1998, figure 7.14) with replacing traces: the error of each step
/// also corrects what led there, by lambda gamma less for each step back, and no further than to the last action that
/// was not the best.
/// </summary>
internal sealed class QLambda(QTable table, double gamma, double lambda, int lanes) : ITableLearner
{
    // Credit below a hundredth is not given: the list of traces stays short, and what it converges to is the same.
    private const double Negligible = 0.01;

    private readonly Trace[][] _traces = [.. Enumerable.Range(0, lanes).Select(_ => new Trace[16])];
    private readonly int[] _count = new int[lanes];
    private long _updates;

    /// <inheritdoc/>
    public long Updates => _updates;

    /// <inheritdoc/>
    public double Learn(in TableStep step, in Rates rates)
    {
        int pair = table.Pair(step.Row, step.Action), lane = step.Lane;
        if (table.Values[pair] < table.Max(step.Row))
        {
            _count[lane] = 0;
        }
        double error = step.Reward + (step.Successor < 0 ? 0 : gamma * table.Max(step.Successor)) - table.Values[pair];
        table.Visit(pair);
        Mark(lane, pair);
        Spread(lane, error, rates);
        _count[lane] = step.Breaks ? 0 : _count[lane];
        return error;
    }

    /// <inheritdoc/>
    public void Sync(StateStream stream)
    {
        stream.Sync<int>(_count);
        for (int lane = 0; lane < lanes; lane++)
        {
            OptionCheck.Saved(_count[lane] >= 0, "traces");
            stream.RequireLeft(_count[lane], sizeof(int) + sizeof(double));
            Grow(ref _traces[lane], _count[lane]);
            foreach (ref Trace trace in _traces[lane].AsSpan(0, _count[lane]))
            {
                stream.Sync(ref trace.Pair);
                stream.Sync(ref trace.Credit);
                OptionCheck.Saved(table.Has(trace.Pair) && trace.Credit is >= 0 and <= 1, "traces");
            }
        }
        stream.Sync(ref _updates);
    }

    // A pair that is visited again begins anew instead of adding up.
    private void Mark(int lane, int pair)
    {
        Span<Trace> traces = _traces[lane].AsSpan(0, _count[lane]);
        for (int i = 0; i < traces.Length; i++)
        {
            if (traces[i].Pair == pair)
            {
                traces[i].Credit = 1;
                return;
            }
        }
        Grow(ref _traces[lane], _count[lane] + 1);
        _traces[lane][_count[lane]++] = new() { Pair = pair, Credit = 1 };
    }

    private void Spread(int lane, double error, in Rates rates)
    {
        Span<Trace> traces = _traces[lane].AsSpan(0, _count[lane]);
        int kept = 0;
        foreach (Trace trace in traces)
        {
            table.Values[trace.Pair] += rates.At(table.Visits[trace.Pair]) * error * trace.Credit;
            double credit = trace.Credit * gamma * lambda;
            if (credit >= Negligible)
            {
                traces[kept++] = trace with { Credit = credit };
            }
        }
        _updates += traces.Length;
        _count[lane] = kept;
    }

    private static void Grow(ref Trace[] traces, int count)
    {
        if (traces.Length < count)
        {
            Array.Resize(ref traces, Math.Max(count, 2 * traces.Length));
        }
    }

    private struct Trace
    {
        public int Pair;
        public double Credit;
    }
}
