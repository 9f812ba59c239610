namespace Bellman.Planning;

/// <summary>Termination of episodes, which planning without a discount depends on.</summary>
internal static class Termination
{
    /// <summary>Throws if there is a state from which an episode cannot end.</summary>
    /// <exception cref="BellmanException">It cannot; the message names a state.</exception>
    public static void Require(StateActionTable table)
    {
        int trapped = Array.IndexOf(Ends(table, whateverIsDone: false), false);
        if (trapped >= 0)
        {
            throw new BellmanException($"With gamma = 1 the return from state {trapped} has no bound, because an episode can never end from there: "
                + "choose a gamma below 1, or a horizon.");
        }
    }

    /// <summary>Whether every policy ends every episode with certainty, sooner or later.</summary>
    public static bool IsCertain(StateActionTable table) => !Ends(table, whateverIsDone: true).Contains(false);

    /// <summary>
    /// What a step costs at least unless it ends the episode, and the best reward with which one may end.
    /// </summary>
    public static (double Cost, double Last) Costs(StateActionTable table)
    {
        FiniteMdp mdp = table.Mdp;
        double cost = double.PositiveInfinity;
        double last = table.Loops is null ? double.NegativeInfinity : 0;
        foreach (int origin in table.Origins.AsSpan(0, table.Pairs))
        {
            for (int i = origin < 0 ? 0 : mdp.Offsets[origin]; i < (origin < 0 ? 0 : mdp.Offsets[origin + 1]); i++)
            {
                if (mdp.Absorbing[mdp.NextStates[i]])
                {
                    last = Math.Max(last, mdp.Rewards[i]);
                }
                else
                {
                    cost = Math.Min(cost, -mdp.Rewards[i]);
                }
            }
        }
        return (cost, last);
    }

    /// <summary>
    /// A pair of each state that leads closer to an end with some probability, so that following them ends; -1 where
    /// none is needed.
    /// </summary>
    public static int[] WayOut(StateActionTable table)
    {
        var ways = new int[table.States];
        Array.Fill(ways, -1);
        Spread(table, (state, ends) =>
        {
            for (int pair = table.First[state]; pair < table.First[state + 1]; pair++)
            {
                if (MayReach(table, pair, ends))
                {
                    ways[state] = pair;
                    return true;
                }
            }
            return false;
        });
        return ways;
    }

    private static bool[] Ends(StateActionTable table, bool whateverIsDone) => Spread(table, (state, ends) =>
    {
        for (int pair = table.First[state]; pair < table.First[state + 1]; pair++)
        {
            if (MayReach(table, pair, ends) != whateverIsDone)
            {
                return !whateverIsDone;
            }
        }
        return whateverIsDone;
    });

    // Starts from the states where everything is over, and asks about the others, upwards and downwards, until no more answers change.
    private static bool[] Spread(StateActionTable table, Func<int, bool[], bool> ask)
    {
        var ends = new bool[table.States];
        for (int state = 0; state < table.States; state++)
        {
            ends[state] = table.First[state] == table.First[state + 1];
        }
        for (bool changed = true, downwards = false; changed; downwards = !downwards)
        {
            changed = false;
            for (int i = 0; i < table.States; i++)
            {
                int state = downwards ? table.States - 1 - i : i;
                if (!ends[state] && ask(state, ends))
                {
                    ends[state] = changed = true;
                }
            }
        }
        return ends;
    }

    private static bool MayReach(StateActionTable table, int pair, bool[] ends)
    {
        int begin = table.Offsets[pair], end = table.Offsets[pair + 1];
        for (int i = begin; i < end; i++)
        {
            if (ends[table.Successors[i]])
            {
                return true;
            }
        }
        return begin == end;
    }
}
