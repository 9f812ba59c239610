namespace Bellman.Agents.Tabular;

/// <summary>
/// Double Q-learning (van Hasselt 2010, algorithm 1): of two tables A and B a coin chooses one; it moves towards the
/// value that the other one gives to the action that it thinks best itself. Actions are chosen by the mean of both.
/// </summary>
/// <remarks>
/// The agent's table holds the mean M, this class half the difference D: A = M + D and B = M - D. So the agent needs to
/// know of one table only.
/// </remarks>
internal sealed class DoubleQ(QTable table, double gamma, ulong seed) : ITableLearner
{
    private double[] _halfDifferences = [];     // [capacity x padded actions]
    private int[] _visitsOfA = [];              // [capacity x padded actions]; those of B are the rest
    private Rng _coin = new(seed);
    private long _updates;

    /// <inheritdoc/>
    public long Updates => _updates;

    /// <inheritdoc/>
    public double Learn(in TableStep step, in Rates rates)
    {
        Grow();
        bool ofA = _coin.NextBits() >> 63 == 0;
        double sign = ofA ? 1 : -1;
        int pair = table.Pair(step.Row, step.Action);
        double error = step.Reward + gamma * Bootstrap(step.Successor, sign) - (table.Values[pair] + sign * _halfDifferences[pair]);
        int visits = table.Visit(pair);
        _visitsOfA[pair] += ofA && visits < int.MaxValue ? 1 : 0;
        double half = rates.At(Math.Max(1, ofA ? _visitsOfA[pair] : visits - _visitsOfA[pair])) * error / 2;
        table.Values[pair] += half;
        _halfDifferences[pair] += sign * half;
        _updates++;
        return error;
    }

    /// <inheritdoc/>
    public void Sync(StateStream stream)
    {
        Grow();
        stream.Sync(_halfDifferences.AsSpan(0, table.Count * table.Stride));
        stream.Sync(_visitsOfA.AsSpan(0, table.Count * table.Stride));
        _coin.Sync(stream);
        stream.Sync(ref _updates);
    }

    // The table that learns chooses, the other one says what the choice is worth.
    private double Bootstrap(int row, double sign)
    {
        if (row < 0)
        {
            return 0;
        }
        double best = double.NegativeInfinity, worth = 0;
        int end = table.Pair(row + 1, 0);
        for (int pair = table.Pair(row, 0); pair < end; pair++)
        {
            double mean = table.Values[pair], difference = sign * _halfDifferences[pair];
            if (mean + difference > best)
            {
                (best, worth) = (mean + difference, mean - difference);
            }
        }
        return worth;
    }

    private void Grow()
    {
        if (_halfDifferences.Length < table.Values.Length)
        {
            Array.Resize(ref _halfDifferences, table.Values.Length);
            Array.Resize(ref _visitsOfA, table.Values.Length);
        }
    }
}
