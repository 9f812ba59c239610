using System.Runtime.InteropServices;

namespace Bellman.Planning;

/// <summary>
/// Solves v = r + P v for one pair per state, exactly but for rounding, by looking through one state after the other: whoever led to it leads
/// to its successors instead, with its reward added (Grassmann, Taksar and Heyman 1985, whose trick it is never to compute 1 - p: what leaves
/// a state is added up from positive numbers, so nothing cancels, however rarely episodes end). States with few neighbours go first, which
/// keeps sparse worlds sparse (Markowitz 1957).
/// </summary>
internal sealed class Elimination
{
    private readonly Dictionary<int, double>[] _to;     // where each state leads that still stands, and how likely
    private readonly HashSet<int>[] _from;              // which of them lead to it
    private readonly double[] _leaves;                  // how likely it leads to an end, discount included
    private readonly double[] _rewards;

    private Elimination(PairTable table, int[] choices)
    {
        int states = table.States;
        _to = new Dictionary<int, double>[states];
        _from = new HashSet<int>[states];
        _leaves = new double[states];
        _rewards = new double[states];
        for (int state = 0; state < states; state++)
        {
            _to[state] = [];
            _from[state] = [];
        }
        for (int state = 0; state < states; state++)
        {
            if (choices[state] >= 0)
            {
                Add(table, choices, state);
            }
        }
    }

    /// <summary>The values of the states under the chosen pairs, -1 meaning none and the value 0.</summary>
    /// <exception cref="BellmanException">An episode goes on for ever, undiscounted and with rewards.</exception>
    public static double[] Solve(PairTable table, int[] choices)
    {
        var system = new Elimination(table, choices);
        var queue = new PriorityQueue<int, (long, int)>();
        for (int state = 0; state < table.States; state++)
        {
            queue.Enqueue(state, (system.Fill(state), state));
        }
        var order = new List<int>();
        while (queue.TryDequeue(out int state, out (long Fill, int) priority))
        {
            // Priorities go stale as neighbours go: look again, and only take the state if it is still the best.
            if (system.Fill(state) > priority.Fill)
            {
                queue.Enqueue(state, (system.Fill(state), state));
                continue;
            }
            system.LookThrough(state);
            order.Add(state);
        }
        return system.Substitute(order);
    }

    private void Add(PairTable table, int[] choices, int state)
    {
        int pair = choices[state];
        _rewards[state] = table.Rewards[pair];
        _leaves[state] = 1 - table.Gamma;
        if (table.Offsets[pair] == table.Offsets[pair + 1])
        {
            _leaves[state] = 1; // staying in a free loop: nothing follows
        }
        for (int i = table.Offsets[pair]; i < table.Offsets[pair + 1]; i++)
        {
            int successor = table.Successors[i];
            if (choices[successor] < 0)
            {
                _leaves[state] += table.Factors[i];
            }
            else
            {
                Connect(state, successor, table.Factors[i]);
            }
        }
    }

    private void Connect(int state, int successor, double probability)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(_to[state], successor, out _) += probability;
        _from[successor].Add(state);
    }

    private long Fill(int state) => (long)_to[state].Count * _from[state].Count;

    private void LookThrough(int state)
    {
        Dictionary<int, double> to = _to[state];
        to.Remove(state);
        _from[state].Remove(state);
        double leaving = _leaves[state] + to.Values.Sum();
        if (leaving == 0)
        {
            if (_rewards[state] != 0)
            {
                throw new BellmanException($"Without a discount the return of this policy has no bound: from state {state} it goes on for ever. "
                    + "Choose a gamma below 1, or a horizon.");
            }
            leaving = 1;
        }
        _leaves[state] /= leaving;
        _rewards[state] /= leaving;
        foreach (int successor in to.Keys)
        {
            to[successor] /= leaving;
            _from[successor].Remove(state);
        }
        foreach (int before in _from[state])
        {
            _to[before].Remove(state, out double share);
            _leaves[before] += share * _leaves[state];
            _rewards[before] += share * _rewards[state];
            foreach ((int successor, double probability) in to)
            {
                Connect(before, successor, share * probability);
            }
        }
    }

    private double[] Substitute(List<int> order)
    {
        var values = new double[order.Count];
        for (int i = order.Count - 1; i >= 0; i--)
        {
            int state = order[i];
            values[state] = _rewards[state];
            foreach ((int successor, double probability) in _to[state])
            {
                values[state] += probability * values[successor];
            }
        }
        return values;
    }
}
