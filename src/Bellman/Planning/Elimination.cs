namespace Bellman.Planning;

/// <summary>
/// Solves v = r + P v for one pair per state, exactly but for rounding, by looking through one state after the other:
/// whoever led to it leads to its successors instead, with its reward added (Grassmann, Taksar and Heyman 1985, whose
/// trick it is never to compute 1 - p: what leaves a state is added up from positive numbers, so nothing cancels,
/// however rarely episodes end). States with few neighbours go first, which keeps sparse MDPs sparse (Markowitz 1957).
/// </summary>
/// <remarks>
/// It knows only some states of an MDP and numbers them anew; wherever else they lead counts as the end.
/// </remarks>
internal sealed class Elimination
{
    private readonly Few<Entry>[] _to;          // where each state leads that still stands, and how likely
    private readonly Few<int>[] _from;          // which of them lead to it
    private readonly double[] _leaves;          // how likely it leads to an end, discount included
    private readonly int[] _at;                 // places in the row at hand + 1; else 0

    /// <summary>Takes states out of an MDP.</summary>
    /// <param name="table">The MDP.</param>
    /// <param name="choices">The pair of each state, [states].</param>
    /// <param name="members">The states to take; from each of them the end can be reached.</param>
    /// <param name="places">Where each state stands among them, -1 where it does not, [states].</param>
    public Elimination(StateActionTable table, int[] choices, ReadOnlySpan<int> members, int[] places)
    {
        _to = new Few<Entry>[members.Length];
        _from = new Few<int>[members.Length];
        _leaves = new double[members.Length];
        _at = new int[members.Length];
        for (int member = 0; member < members.Length; member++)
        {
            (_to[member], _from[member]) = (Few<Entry>.None, Few<int>.None);
        }
        for (int member = 0; member < members.Length; member++)
        {
            int pair = choices[members[member]];
            // Staying in a free loop: nothing follows.
            _leaves[member] = table.Offsets[pair] == table.Offsets[pair + 1] ? 1 : 1 - table.Gamma;
            for (int i = table.Offsets[pair]; i < table.Offsets[pair + 1]; i++)
            {
                int place = places[table.Successors[i]];
                if (place < 0)
                {
                    _leaves[member] += table.Factors[i];
                }
                else if (_at[place] == 0)
                {
                    Connect(member, place, table.Factors[i]);
                    _at[place] = _to[member].Count;
                }
                else
                {
                    _to[member].Items[_at[place] - 1].Share += table.Factors[i];
                }
            }
            foreach (Entry entry in _to[member].Filled)
            {
                _at[entry.Column] = 0;
            }
        }
    }

    /// <summary>Replaces the rewards of the states by their values; nothing is left to be solved then.</summary>
    /// <exception cref="BellmanException">Some state is left more rarely than numbers can say.</exception>
    public void Solve(double[] rewards)
    {
        var queue = new PriorityQueue<int, long>(_to.Length);
        for (int state = 0; state < _to.Length; state++)
        {
            queue.Enqueue(state, Priority(state));
        }
        var order = new List<int>(_to.Length);
        while (queue.TryDequeue(out int state, out long priority))
        {
            // Priorities go stale as neighbours go: look again, and only take the state if it is still the best.
            if (Priority(state) > priority)
            {
                queue.Enqueue(state, Priority(state));
                continue;
            }
            LookThrough(state, rewards);
            order.Add(state);
        }
        for (int i = order.Count - 1; i >= 0; i--)
        {
            foreach (Entry entry in _to[order[i]].Filled)
            {
                rewards[order[i]] += entry.Share * rewards[entry.Column];
            }
        }
    }

    // How many ways may be added by looking through a state; of equals, the first state.
    private long Priority(int state) => Math.Min((long)_to[state].Count * _from[state].Count, uint.MaxValue) << 31 | (uint)state;

    private void Connect(int before, int state, double share)
    {
        _to[before].Add(new(state, share));
        _from[state].Add(before);
    }

    private void LookThrough(int state, double[] rewards)
    {
        ref Few<Entry> to = ref _to[state];
        if (Find(to, state) is >= 0 and int own)
        {
            to.RemoveAt(own);
            Remove(ref _from[state], state);
        }
        double leaving = _leaves[state];
        foreach (Entry entry in to.Filled)
        {
            leaving += entry.Share;
        }
        if (!(leaving > 0))
        {
            throw new BellmanException("The policy leaves some states more rarely than numbers can say: choose a gamma below 1, or a horizon.");
        }
        _leaves[state] /= leaving;
        rewards[state] /= leaving;
        foreach (ref Entry entry in to.Filled)
        {
            entry.Share /= leaving;
            Remove(ref _from[entry.Column], state);
        }
        foreach (int before in _from[state].Filled)
        {
            Pass(before, state, rewards);
        }
    }

    // Whoever led to a state leads to its successors instead.
    private void Pass(int before, int state, double[] rewards)
    {
        ref Few<Entry> row = ref _to[before];
        for (int i = 0; i < row.Count; i++)
        {
            _at[row.Items[i].Column] = i + 1;
        }
        int own = _at[state] - 1, known = row.Count;
        double share = row.Items[own].Share;
        _leaves[before] += share * _leaves[state];
        rewards[before] += share * rewards[state];
        foreach (Entry entry in _to[state].Filled)
        {
            int at = _at[entry.Column] - 1;
            if (at >= 0)
            {
                row.Items[at].Share += share * entry.Share;
            }
            else
            {
                Connect(before, entry.Column, share * entry.Share);
            }
        }
        for (int i = 0; i < known; i++)
        {
            _at[row.Items[i].Column] = 0;
        }
        row.RemoveAt(own);
    }

    private record struct Entry(int Column, double Share);

    private static int Find(in Few<Entry> row, int column)
    {
        int at = row.Count - 1;
        while (at >= 0 && row.Items[at].Column != column)
        {
            at--;
        }
        return at;
    }

    private static void Remove(ref Few<int> states, int state) => states.RemoveAt(states.Filled.IndexOf(state));

    // A few things without order.
    private struct Few<T>
    {
        public static Few<T> None => new() { Items = [] };

        public T[] Items;
        public int Count;

        public readonly Span<T> Filled => Items.AsSpan(0, Count);

        public void Add(T item)
        {
            if (Count == Items.Length)
            {
                Array.Resize(ref Items, Math.Max(4, 2 * Count));
            }
            Items[Count++] = item;
        }

        public void RemoveAt(int at) => Items[at] = Items[--Count];
    }
}
