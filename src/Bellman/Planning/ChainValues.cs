namespace Bellman.Planning;

/// <summary>
/// State values of a Markov chain with rewards: the limit of the n-step return as n grows. Strongly connected
/// components are solved one after the other, in reverse topological order. Without a discount, a component that is
/// never left has a limit only if its average reward is 0 (<see cref="ClosedClass"/>).
/// </summary>
internal sealed class ChainValues
{
    private readonly StateActionTable _table;
    private readonly int[] _choices;
    private readonly double[] _rewards, _values;
    private readonly int[] _places;

    private ChainValues(StateActionTable table, int[] choices, double[] rewards)
    {
        (_table, _choices, _rewards) = (table, choices, rewards);
        _values = new double[table.States];
        _places = new int[table.States];
        Array.Fill(_places, -1);
    }

    /// <summary>The values.</summary>
    /// <param name="table">The MDP.</param>
    /// <param name="choices">The pair of each state, -1 meaning none and the value 0, [states].</param>
    /// <param name="rewards">What each pair pays, [pairs].</param>
    /// <exception cref="BellmanException">There is no limit; the message names a state.</exception>
    public static double[] Of(StateActionTable table, int[] choices, double[] rewards)
    {
        var chain = new ChainValues(table, choices, rewards);
        var chosen = new bool[table.Pairs];
        foreach (int pair in choices)
        {
            if (pair >= 0)
            {
                chosen[pair] = true;
            }
        }
        int[] component = Components.Of(table.First, table.Offsets, table.Successors, chosen);
        int[] states = [.. Enumerable.Range(0, table.States)];
        Array.Sort(component, states);
        for (int begin = 0, end; begin < states.Length; begin = end)
        {
            end = begin + 1;
            while (end < states.Length && component[end] == component[begin])
            {
                end++;
            }
            // Sorted again, because sorting by component does not keep the order of equals.
            Array.Sort(states, begin, end - begin);
            chain.Solve(states.AsSpan(begin, end - begin));
        }
        return chain._values;
    }

    private void Solve(ReadOnlySpan<int> members)
    {
        if (_choices[members[0]] < 0)
        {
            return;
        }
        for (int i = 0; i < members.Length; i++)
        {
            _places[members[i]] = i;
        }
        double[] values = [.. members.ToArray().Select(state => _rewards[_choices[state]])];
        if (AddWhatFollows(members, values))
        {
            new Elimination(_table, _choices, members, _places).Solve(values);
        }
        else
        {
            values = new ClosedClass(_table, _choices, members.ToArray(), _places).Limit(values);
        }
        for (int i = 0; i < members.Length; i++)
        {
            _places[members[i]] = -1;
            _values[members[i]] = values[i];
        }
    }

    // What the members get for leaving their component; false if they never do.
    private bool AddWhatFollows(ReadOnlySpan<int> members, double[] values)
    {
        bool ends = _table.Gamma < 1;
        for (int i = 0; i < members.Length; i++)
        {
            int pair = _choices[members[i]];
            ends |= _table.Offsets[pair] == _table.Offsets[pair + 1]; // staying in a free loop: nothing follows
            for (int at = _table.Offsets[pair]; at < _table.Offsets[pair + 1]; at++)
            {
                int successor = _table.Successors[at];
                if (_places[successor] < 0)
                {
                    ends = true;
                    values[i] += _table.Factors[at] * _values[successor];
                }
            }
        }
        return ends;
    }
}
