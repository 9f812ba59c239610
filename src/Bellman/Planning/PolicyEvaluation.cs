namespace Bellman.Planning;

/// <summary>Policy evaluation: the expected return of a given policy, exact up to rounding.</summary>
public static class PolicyEvaluation
{
    /// <summary>
    /// The expected return from each state when episodes go on until they end by themselves, [states].
    /// </summary>
    /// <param name="mdp">The MDP.</param>
    /// <param name="policy">An action for each state; those of absorbing states do not matter, [states].</param>
    /// <param name="gamma">Discount factor, in [0, 1].</param>
    /// <exception cref="BellmanException">
    /// The policy names an illegal action, gamma is not in [0, 1], or is 1 although the policy goes on for ever and
    /// earns or pays on its way, so that what it earns in n steps has no limit as n grows.
    /// </exception>
    public static double[] Unlimited(FiniteMdp mdp, ReadOnlySpan<int> policy, double gamma = 1)
    {
        Check(mdp, policy);
        var table = StateActionTable.Plain(mdp, gamma);
        return ChainValues.Of(table, Choices(table, policy), table.Rewards);
    }

    /// <summary>
    /// The expected undiscounted return where episodes begin when they go on until they end by themselves. What a
    /// policy would do in states that it never comes to does not matter.
    /// </summary>
    /// <exception cref="BellmanException">
    /// The policy names an illegal action, or goes on for ever and earns or pays on its way.
    /// </exception>
    internal static double FromStart(FiniteMdp mdp, ReadOnlySpan<int> policy)
    {
        Check(mdp, policy);
        var table = StateActionTable.Plain(mdp, gamma: 1);
        int[] choices = Choices(table, policy);
        var met = new bool[mdp.StateCount];
        var left = new Stack<int>();
        for (int state = 0; state < mdp.StateCount; state++)
        {
            if (mdp.Start[state] > 0)
            {
                met[state] = true;
                left.Push(state);
            }
        }
        while (left.TryPop(out int state))
        {
            for (int i = choices[state] < 0 ? 0 : table.Offsets[choices[state]]; i < (choices[state] < 0 ? 0 : table.Offsets[choices[state] + 1]); i++)
            {
                if (!met[table.Successors[i]])
                {
                    met[table.Successors[i]] = true;
                    left.Push(table.Successors[i]);
                }
            }
        }
        for (int state = 0; state < mdp.StateCount; state++)
        {
            choices[state] = met[state] ? choices[state] : -1;
        }
        return FromStart(mdp, ChainValues.Of(table, choices, table.Rewards));
    }

    /// <summary>
    /// The expected return from each state when episodes are cut off after a number of steps, [states].
    /// </summary>
    /// <param name="mdp">The MDP.</param>
    /// <param name="policy">An action for each state; those of absorbing states do not matter, [states].</param>
    /// <param name="horizon">Steps after which an episode is cut off, at least 1.</param>
    /// <param name="gamma">Discount factor, in [0, 1].</param>
    /// <exception cref="BellmanException">
    /// The policy names an illegal action, gamma is not in [0, 1], or the horizon is none or too far.
    /// </exception>
    public static double[] Within(FiniteMdp mdp, int[] policy, int horizon, double gamma = 1)
    {
        FiniteHorizon.Check(mdp, horizon);
        return Within(mdp, Enumerable.Repeat(policy, horizon), gamma);
    }

    /// <summary>The expected return from each state when each step has its own policy, [states].</summary>
    /// <param name="mdp">The MDP.</param>
    /// <param name="policies">
    /// The policy of the last step first, then that of the step before, and so on: as in a
    /// <see cref="HorizonSolution"/>.
    /// </param>
    /// <param name="gamma">Discount factor, in [0, 1].</param>
    /// <exception cref="BellmanException">A policy names an illegal action, or gamma is not in [0, 1].</exception>
    public static double[] Within(FiniteMdp mdp, IEnumerable<int[]> policies, double gamma = 1)
    {
        var table = StateActionTable.Plain(mdp, gamma);
        var values = new double[mdp.StateCount];
        foreach (int[] policy in policies)
        {
            Check(mdp, policy);
            var longer = new double[mdp.StateCount];
            for (int pair = 0; pair < table.Pairs; pair++)
            {
                (int state, int action) = Math.DivRem(table.Origins[pair], mdp.ActionCount);
                longer[state] = action == policy[state] ? table.Value(pair, values) : longer[state];
            }
            values = longer;
        }
        return values;
    }

    /// <summary>The expected value where episodes begin.</summary>
    public static double FromStart(FiniteMdp mdp, ReadOnlySpan<double> values)
    {
        double sum = 0;
        for (int state = 0; state < mdp.StateCount; state++)
        {
            sum += mdp.Start[state] * values[state];
        }
        return sum;
    }

    // The pair of each state, -1 where nothing can be done.
    private static int[] Choices(StateActionTable table, ReadOnlySpan<int> policy)
    {
        var choices = new int[table.States];
        Array.Fill(choices, -1);
        for (int state = 0; state < table.States; state++)
        {
            for (int pair = table.First[state]; pair < table.First[state + 1]; pair++)
            {
                choices[state] = table.Origins[pair] == state * table.Mdp.ActionCount + policy[state] ? pair : choices[state];
            }
        }
        return choices;
    }

    private static void Check(FiniteMdp mdp, ReadOnlySpan<int> policy)
    {
        if (policy.Length != mdp.StateCount)
        {
            throw new BellmanException($"The policy has {policy.Length} entries: the environment has {mdp.StateCount} states, and each needs one.");
        }
        for (int state = 0; state < mdp.StateCount; state++)
        {
            if (!mdp.Absorbing[state] && ((uint)policy[state] >= (uint)mdp.ActionCount || !mdp.IsLegal(state, policy[state])))
            {
                throw new BellmanException($"The policy chooses action {policy[state]} in state {state}: it is not legal there.");
            }
        }
    }
}
