namespace Bellman.Planning;

/// <summary>Strongly connected components (Tarjan 1972), without recursion so that long chains of states do no harm.</summary>
internal static class Components
{
    /// <summary>
    /// A number for each state such that two states share it if and only if each can be reached from the other through the chosen pairs
    /// (state * actions + action) of the world.
    /// </summary>
    public static int[] Of(FiniteMdp mdp, bool[] chosen)
    {
        int found = 0, count = 0;
        var index = new int[mdp.States];        // order of discovery from 1; 0 while undiscovered
        var low = new int[mdp.States];          // the earliest state on the stack that is known to be reachable
        var component = new int[mdp.States];
        Array.Fill(component, -1);
        var stack = new Stack<int>();
        var path = new Stack<(int State, int Pair, int Transition)>();
        for (int root = 0; root < mdp.States; root++)
        {
            if (index[root] == 0)
            {
                Discover(root);
            }
            while (path.TryPop(out var here))
            {
                if (Next(ref here.State, ref here.Pair, ref here.Transition) is int successor and >= 0)
                {
                    path.Push(here);
                    if (index[successor] == 0)
                    {
                        Discover(successor);
                    }
                    else if (component[successor] < 0)
                    {
                        low[here.State] = Math.Min(low[here.State], index[successor]);
                    }
                    continue;
                }
                Leave(here.State);
            }
        }
        return component;

        void Discover(int state)
        {
            index[state] = low[state] = ++found;
            stack.Push(state);
            path.Push((state, state * mdp.Actions, 0));
        }

        void Leave(int state)
        {
            if (low[state] == index[state])
            {
                int member;
                do
                {
                    component[member = stack.Pop()] = count;
                }
                while (member != state);
                count++;
            }
            if (path.TryPeek(out var parent))
            {
                low[parent.State] = Math.Min(low[parent.State], low[state]);
            }
        }

        // The next successor of a state through its chosen pairs, -1 when there are no more.
        int Next(ref int state, ref int pair, ref int transition)
        {
            for (; pair < (state + 1) * mdp.Actions; pair++, transition = 0)
            {
                int at = mdp.Offsets[pair] + transition;
                if (chosen[pair] && at < mdp.Offsets[pair + 1])
                {
                    transition++;
                    return mdp.Successors[at];
                }
            }
            return -1;
        }
    }
}
