namespace Bellman.Planning;

/// <summary>The optimal policy for a finite horizon, where actions may depend on the steps to go.</summary>
/// <param name="Values">The best expected return from each state with all steps to go, [states].</param>
/// <param name="Policy">
/// The action to take in each state with k + 1 steps to go, -1 in absorbing states, [steps][states]; of those that are
/// equally good to nine digits the one that takes the fewest steps to the end on average, and of those the first.
/// </param>
/// <param name="Bound">
/// No value is further from the truth than this: backward induction is exact, what is left is rounding.
/// </param>
internal sealed record HorizonSolution(double[] Values, int[][] Policy, double Bound)
{
    /// <summary>The expected value where episodes begin.</summary>
    public double FromStart(FiniteMdp mdp) => PolicyEvaluation.FromStart(mdp, Values);
}

/// <summary>
/// Backward induction (Bellman 1957) for an MDP with a time limit: with k + 1 steps to go, the best action is the one
/// whose successors are best with k to go. A policy that cannot see the clock may do worse: FrozenLake's 0.7442 becomes
/// 0.7402.
/// </summary>
internal static class FiniteHorizon
{
    // A gigabyte of actions, and seconds or minutes of work.
    private const long Most = 1 << 28;

    /// <summary>Solves an MDP for a number of steps.</summary>
    /// <param name="mdp">The MDP.</param>
    /// <param name="horizon">Steps after which an episode is cut off, at least 1.</param>
    /// <param name="gamma">Discount factor, in [0, 1].</param>
    /// <exception cref="BellmanException">
    /// Gamma is not in [0, 1], or the horizon is shorter than one step or too far.
    /// </exception>
    public static HorizonSolution Solve(FiniteMdp mdp, int horizon, double gamma = 1)
    {
        Check(mdp, horizon);
        var table = StateActionTable.Plain(mdp, gamma);
        var rounding = new Rounding(table);
        double bound = 0;
        var policy = new int[horizon][];
        double[] values = new double[mdp.StateCount], times = new double[mdp.StateCount];
        for (int step = 0; step < horizon; step++)
        {
            double off = rounding.Of(values);
            double[] longer = new double[mdp.StateCount], later = new double[mdp.StateCount];
            policy[step] = new int[mdp.StateCount];
            for (int state = 0; state < mdp.StateCount; state++)
            {
                longer[state] = table.Best(state, values);
                (int pair, later[state]) = Soonest(table, state, StateActionTable.Tie(longer[state], off), values, times);
                policy[step][state] = pair < 0 ? -1 : table.Origins[pair] % mdp.ActionCount;
            }
            bound = gamma * bound + off;
            (values, times) = (longer, later);
        }
        return new(values, policy, bound);
    }

    /// <summary>Insists that a number of steps can be planned for.</summary>
    /// <exception cref="BellmanException">It is less than one, or so large that it would take hours.</exception>
    internal static void Check(FiniteMdp mdp, int horizon)
    {
        if (horizon < 1)
        {
            throw new BellmanException($"The horizon is {horizon}: it must be at least 1 step.");
        }
        if ((long)horizon * mdp.StateCount > Most)
        {
            throw new BellmanException($"A horizon of {horizon} steps is too far for an environment of {mdp.StateCount} states: choose at most "
                + $"{Most / mdp.StateCount} steps, or none at all.");
        }
    }

    // Of the pairs that are good enough, the first of those that take the fewest steps to the end, and how many.
    private static (int Pair, double Time) Soonest(StateActionTable table, int state, double tie, double[] values, double[] times)
    {
        (int soonest, double least) = (-1, 0);
        for (int pair = table.First[state]; pair < table.First[state + 1]; pair++)
        {
            if (table.Value(pair, values) >= tie)
            {
                double time = Arrival.Time(table, pair, times);
                if (soonest < 0 || time < least * (1 - Arrival.Tie))
                {
                    (soonest, least) = (pair, time);
                }
            }
        }
        return (soonest, least);
    }
}
