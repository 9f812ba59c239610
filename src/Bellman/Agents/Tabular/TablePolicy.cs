namespace Bellman.Agents.Tabular;

/// <summary>
/// The greedy policy of a table; ties go to the lowest number. In a state that was never visited it takes the first
/// legal action. It is thread-safe if the table no longer learns, and allocates nothing.
/// </summary>
public sealed class TablePolicy : IPolicy
{
    private readonly QTable _table;

    internal TablePolicy(QTable table, TabularOptions options, EnvironmentSpec spec) => (_table, Options, Spec) = (table, options, spec);

    /// <summary>The options that it was trained with.</summary>
    public TabularOptions Options { get; }

    /// <summary>The environment that the policy was trained for.</summary>
    public EnvironmentSpec Spec { get; }

    /// <summary>How many different states the table knows.</summary>
    public int StateCount => _table.Count;

    internal QTable Table => _table;

    internal static TablePolicy Empty(TabularOptions options, EnvironmentSpec spec)
        => new(new QTable(spec.ObservationLength, spec.ActionCount, options.InitialValue), options, spec);

    /// <summary>The best action.</summary>
    /// <param name="observation">[observation length].</param>
    /// <param name="legal">Action mask, [actions]; empty: every action is legal.</param>
    public int Act(ReadOnlySpan<float> observation, ReadOnlySpan<bool> legal = default)
    {
        int row = _table.Find(observation), best = -1;
        for (int action = 0; action < Spec.ActionCount; action++)
        {
            bool better = best < 0 || (row >= 0 && _table.Row(row)[action] > _table.Row(row)[best]);
            best = better && (legal.IsEmpty || legal[action]) ? action : best;
        }
        return Math.Max(best, 0);
    }

    /// <summary>The estimate of every action's return; the initial ones in a state that was never seen.</summary>
    /// <param name="observation">[observation length].</param>
    /// <param name="values">[actions], filled; minus infinity for illegal actions.</param>
    public void Values(ReadOnlySpan<float> observation, Span<double> values)
    {
        int row = _table.Find(observation);
        values.Fill(Options.InitialValue);
        if (row >= 0)
        {
            _table.Row(row)[..values.Length].CopyTo(values);
        }
    }

    /// <inheritdoc/>
    public void Act(ReadOnlySpan<float> observations, ReadOnlySpan<bool> legal, Span<int> actions)
    {
        PolicyFit.RequireRows(Spec, observations.Length, legal.Length, actions.Length);
        for (int row = 0; row < actions.Length; row++)
        {
            actions[row] = Act(
                observations.Slice(row * Spec.ObservationLength, Spec.ObservationLength),
                legal.IsEmpty ? [] : legal.Slice(row * Spec.ActionCount, Spec.ActionCount));
        }
    }
}
