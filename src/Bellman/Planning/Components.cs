namespace Bellman.Planning;

/// <summary>
/// Strongly connected components (Tarjan 1972), without recursion so that long chains of states do no harm.
/// </summary>
internal static class Components
{
    /// <summary>
    /// A number for each state such that two states share it if and only if each can be reached from the other through
    /// the chosen pairs. Whatever can be reached from a state has the same number or a smaller one.
    /// </summary>
    /// <param name="first">Where the pairs of each state begin, [states + 1].</param>
    /// <param name="offsets">Where the transitions of each pair begin, [pairs + 1].</param>
    /// <param name="nextStates">Next state of each transition, [transitions].</param>
    /// <param name="chosen">Which pairs count, [pairs].</param>
    public static int[] Of(int[] first, int[] offsets, int[] nextStates, bool[] chosen)
    {
        int states = first.Length - 1, found = 0, count = 0;
        var index = new int[states];        // order of discovery from 1; 0 while undiscovered
        var low = new int[states];          // the earliest state on the stack that is known to be reachable
        var component = new int[states];
        Array.Fill(component, -1);
        var stack = new Stack<int>();
        var path = new Stack<(int State, int Pair, int Transition)>();
        for (int root = 0; root < states; root++)
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
            path.Push((state, first[state], 0));
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
            for (; pair < first[state + 1]; pair++, transition = 0)
            {
                int at = offsets[pair] + transition;
                if (chosen[pair] && at < offsets[pair + 1])
                {
                    transition++;
                    return nextStates[at];
                }
            }
            return -1;
        }
    }
}
