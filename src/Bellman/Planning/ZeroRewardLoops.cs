namespace Bellman.Planning;

/// <summary>
/// Sets of states among which one can go round for ever without any reward: the end components (de Alfaro 1997) of an
/// MDP's actions that surely pay nothing. Without a discount the values around such a loop hold one another up, so that
/// Bellman's equation has many solutions. Seen as one state, which can be left by any way out or stayed in for nothing,
/// it has one (Haddad and Monmege 2018).
/// </summary>
internal sealed class ZeroRewardLoops
{
    private readonly List<int>[] _members;
    private readonly bool[] _inside;

    private ZeroRewardLoops(int[] of, List<int>[] members, bool[] inside) => (Of, _members, _inside) = (of, members, inside);

    /// <summary>How many loops there are.</summary>
    public int Count => _members.Length;

    /// <summary>The loop of each state, -1 where it is on none, [states].</summary>
    public int[] Of { get; }

    /// <summary>The states of the loop that a state is on, rising.</summary>
    public List<int> Members(int state) => _members[Of[state]];

    /// <summary>The first member of the state's loop, or the state itself.</summary>
    public int First(int state) => Of[state] < 0 ? state : _members[Of[state]][0];

    /// <summary>Whether a pair, state * actions + action, surely stays inside its loop and pays nothing.</summary>
    public bool IsInside(int pair) => _inside[pair];

    /// <summary>The maximal free loops; null where there are none.</summary>
    public static ZeroRewardLoops? Find(FiniteMdp mdp)
    {
        bool[] inside = [.. Enumerable.Range(0, mdp.StateCount * mdp.ActionCount).Select(pair => PaysNothing(mdp, pair))];
        int[] first = [.. Enumerable.Range(0, mdp.StateCount + 1).Select(state => state * mdp.ActionCount)];
        int[] offsets = mdp.Offsets.ToArray(), nextStates = mdp.NextStates.ToArray();
        // Alternate until nothing changes: a pair that may lead out of its strongly connected component is not part of a loop.
        int[] component;
        do
        {
            component = Components.Of(first, offsets, nextStates, inside);
        }
        while (RemoveLeaving(mdp, inside, component));
        return Collect(mdp, inside, component);
    }

    /// <summary>
    /// Completes a policy inside the loops: every member walks to one that has an action already, its way out; where
    /// there is none, they go round for ever.
    /// </summary>
    public void Walk(FiniteMdp mdp, int[] policy)
    {
        for (bool changed = true; changed;)
        {
            changed = false;
            for (int pair = 0; pair < _inside.Length; pair++)
            {
                ref int action = ref policy[pair / mdp.ActionCount];
                if (action < 0 && _inside[pair] && LeadsToAction(mdp, pair, policy))
                {
                    action = pair % mdp.ActionCount;
                    changed = true;
                }
            }
        }
        for (int pair = _inside.Length - 1; pair >= 0; pair--)
        {
            ref int action = ref policy[pair / mdp.ActionCount];
            action = action < 0 && _inside[pair] ? pair % mdp.ActionCount : action;
        }
    }

    private static bool LeadsToAction(FiniteMdp mdp, int pair, int[] policy)
    {
        foreach (int successor in mdp.NextStates[mdp.Offsets[pair]..mdp.Offsets[pair + 1]])
        {
            if (policy[successor] >= 0)
            {
                return true;
            }
        }
        return false;
    }

    private static ZeroRewardLoops? Collect(FiniteMdp mdp, bool[] inside, int[] component)
    {
        var numbers = new Dictionary<int, int>();
        var members = new List<List<int>>();
        var of = new int[mdp.StateCount];
        for (int state = 0; state < mdp.StateCount; state++)
        {
            of[state] = -1;
            if (inside.AsSpan(state * mdp.ActionCount, mdp.ActionCount).Contains(true))
            {
                if (!numbers.TryGetValue(component[state], out int number))
                {
                    numbers.Add(component[state], number = members.Count);
                    members.Add([]);
                }
                of[state] = number;
                members[number].Add(state);
            }
        }
        return members.Count == 0 ? null : new(of, [.. members], inside);
    }

    private static bool PaysNothing(FiniteMdp mdp, int pair)
    {
        int begin = mdp.Offsets[pair], end = mdp.Offsets[pair + 1];
        return end > begin && mdp.Rewards[begin..end].IndexOfAnyExcept(0.0) < 0;
    }

    private static bool RemoveLeaving(FiniteMdp mdp, bool[] inside, int[] component)
    {
        bool removed = false;
        for (int pair = 0; pair < inside.Length; pair++)
        {
            if (inside[pair] && MayLeave(mdp, pair, component))
            {
                inside[pair] = false;
                removed = true;
            }
        }
        return removed;
    }

    private static bool MayLeave(FiniteMdp mdp, int pair, int[] component)
    {
        int own = component[pair / mdp.ActionCount];
        foreach (int successor in mdp.NextStates[mdp.Offsets[pair]..mdp.Offsets[pair + 1]])
        {
            if (component[successor] != own)
            {
                return true;
            }
        }
        return false;
    }
}
