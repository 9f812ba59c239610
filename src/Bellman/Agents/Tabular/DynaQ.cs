namespace Bellman.Agents.Tabular;

/// <summary>
/// Dyna-Q (Sutton 1990; Sutton and Barto 2018, section 8.2): Q-learning from every step, and then from outcomes that
/// the model of the environment remembers, each pair of state and action seen so far being as likely.
/// </summary>
internal sealed class DynaQ(QTable table, double gamma, int planning, ulong seed) : ITableLearner
{
    private readonly OutcomeModel _model = new();
    private Rng _random = new(seed);
    private long _updates;

    /// <inheritdoc/>
    public long Updates => _updates;

    /// <inheritdoc/>
    public double Learn(in TableStep step, in Rates rates)
    {
        int pair = table.Pair(step.Row, step.Action);
        table.Visit(pair);
        double error = Update(pair, step.Reward, step.Successor, rates);
        _model.Add(pair, step.Reward, step.Successor);
        for (int i = 0; i < planning; i++)
        {
            (int remembered, double reward, int successor) = _model.Sample(table.Visits, ref _random);
            Update(remembered, reward, successor, rates);
        }
        return error;
    }

    /// <inheritdoc/>
    public void Sync(StateStream stream)
    {
        _model.Sync(stream);
        _model.Check(table);
        _random.Sync(stream);
        stream.Sync(ref _updates);
    }

    private double Update(int pair, double reward, int successor, in Rates rates)
    {
        double error = reward + (successor < 0 ? 0 : gamma * table.Max(successor)) - table.Values[pair];
        table.Values[pair] += rates.At(table.Visits[pair]) * error;
        _updates++;
        return error;
    }
}
