namespace Bellman.Planning;

/// <summary>
/// The tie-break: of equally good actions, the one with the fewest expected steps to the end. Without it an optimal
/// policy may delay for ever.
/// </summary>
internal sealed class Arrival
{
    /// <summary>Times that differ by a smaller share are the same.</summary>
    public const double Tie = 1e-9;

    // Beyond this many states the fewest steps that are possible must do instead of the fewest on average.
    private const int MostToWeigh = 4_096;

    private readonly StateActionTable _table;
    private readonly bool[] _open;      // pairs that may be used, [pairs]
    private readonly bool[] _ends;      // states from which following such pairs can surely bring an end, [states]
    private readonly int[] _choices;    // [states], -1 where there is none
    private readonly int[] _into, _by;  // the pairs that may lead to each state: by[into[s] .. into[s + 1]], reversed transitions

    private Arrival(StateActionTable table, bool[] open)
    {
        (_table, _open) = (table, open);
        _ends = new bool[table.States];
        _choices = new int[table.States];
        _into = new int[table.States + 1];
        _by = new int[table.Offsets[table.Pairs]];
        Array.Fill(_ends, true);
        Reverse();
    }

    /// <summary>Replaces the actions of a policy wherever actions that are as good can surely bring an end.</summary>
    /// <param name="mdp">The MDP.</param>
    /// <param name="best">Which pairs, state * actions + action, are as good as any.</param>
    /// <param name="policy">The action of each state, [states].</param>
    public static void Hasten(FiniteMdp mdp, bool[] best, int[] policy)
    {
        var table = StateActionTable.Plain(mdp, gamma: 1);
        var arrival = new Arrival(table, [.. table.Origins.Take(table.Pairs).Select(origin => best[origin])]);
        int ways = arrival.FindWays();
        if (ways <= MostToWeigh && arrival.IsFree())
        {
            arrival.Weigh();
        }
        for (int state = 0; state < mdp.StateCount; state++)
        {
            policy[state] = arrival._choices[state] < 0 ? policy[state] : table.Origins[arrival._choices[state]] % mdp.ActionCount;
        }
    }

    /// <summary>The steps that a pair takes to the end, this one included.</summary>
    public static double Time(StateActionTable table, int pair, double[] times)
    {
        (double sum, double total) = (0, 0);
        for (int i = table.Offsets[pair]; i < table.Offsets[pair + 1]; i++)
        {
            sum += table.Factors[i] * times[table.Successors[i]];
            total += table.Factors[i];
        }
        return 1 + (total > 0 ? sum / total : 0);
    }

    private void Reverse()
    {
        foreach (int successor in _table.Successors)
        {
            _into[successor + 1]++;
        }
        for (int state = 0; state < _table.States; state++)
        {
            _into[state + 1] += _into[state];
        }
        int[] next = [.. _into];
        for (int pair = 0; pair < _table.Pairs; pair++)
        {
            for (int i = _table.Offsets[pair]; i < _table.Offsets[pair + 1]; i++)
            {
                _by[next[_table.Successors[i]]++] = pair;
            }
        }
    }

    // The shortest way to the end from every state from which there surely is one; how many these are.
    private int FindWays()
    {
        int[] states = [.. Enumerable.Range(0, _table.States).SelectMany(state =>
            Enumerable.Repeat(state, _table.First[state + 1] - _table.First[state]))];
        int left = -1, before;
        do
        {
            before = left;
            left = Spread(states);
            for (int state = 0; state < _table.States; state++)
            {
                if (_ends[state] && _choices[state] < 0 && _table.First[state] < _table.First[state + 1])
                {
                    GiveUp(state, states);
                }
            }
        }
        while (left != before);
        return left;
    }

    private int Spread(int[] states)
    {
        Array.Fill(_choices, -1);
        var queue = new Queue<int>();
        for (int state = 0; state < _table.States; state++)
        {
            if (_table.First[state] == _table.First[state + 1])
            {
                queue.Enqueue(state);
            }
        }
        int found = 0;
        while (queue.TryDequeue(out int state))
        {
            foreach (int pair in _by.AsSpan(_into[state].._into[state + 1]))
            {
                int origin = states[pair];
                if (_open[pair] && _ends[origin] && _choices[origin] < 0)
                {
                    _choices[origin] = pair;
                    found++;
                    queue.Enqueue(origin);
                }
            }
        }
        return found;
    }

    // Nothing may lead to a state without an end; who then has nothing left has no end either.
    private void GiveUp(int hopeless, int[] states)
    {
        var left = new Stack<int>([hopeless]);
        _ends[hopeless] = false;
        while (left.TryPop(out int state))
        {
            foreach (int pair in _by.AsSpan(_into[state].._into[state + 1]))
            {
                int origin = states[pair];
                _open[pair] = false;
                if (_ends[origin] && !_open.AsSpan(_table.First[origin].._table.First[origin + 1]).Contains(true))
                {
                    _ends[origin] = false;
                    _choices[origin] = -1;
                    left.Push(origin);
                }
            }
        }
    }

    private bool IsFree()
    {
        for (int state = 0; state < _table.States; state++)
        {
            if (_choices[state] >= 0 && _open.AsSpan(_table.First[state].._table.First[state + 1]).Count(true) > 1)
            {
                return true;
            }
        }
        return false;
    }

    // Policy iteration with a price of 1 for every step: who begins with a policy that ends only meets faster ones.
    private void Weigh()
    {
        double[] ones = [.. Enumerable.Repeat(1.0, _table.Pairs)];
        double[] times;
        do
        {
            times = ChainValues.Of(_table, _choices, ones);
        }
        while (Improve(times));
        // Of equals the first. Where every step loses less than half of one, they end, too.
        for (int state = 0; state < _table.States; state++)
        {
            if (_choices[state] >= 0)
            {
                double least = Time(_table, _choices[state], times), most = least + Math.Min(0.5, Tie * least);
                _choices[state] = Enumerable.Range(_table.First[state], _table.First[state + 1] - _table.First[state])
                    .First(pair => _open[pair] && Time(_table, pair, times) <= most);
            }
        }
    }

    private bool Improve(double[] times)
    {
        bool improved = false;
        for (int state = 0; state < _table.States; state++)
        {
            if (_choices[state] < 0)
            {
                continue;
            }
            double least = Time(_table, _choices[state], times) * (1 - Tie);
            for (int pair = _table.First[state]; pair < _table.First[state + 1]; pair++)
            {
                if (_open[pair] && Time(_table, pair, times) < least)
                {
                    (least, _choices[state], improved) = (Time(_table, pair, times), pair, true);
                }
            }
        }
        return improved;
    }
}
