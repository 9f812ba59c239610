namespace Bellman.Planning;

/// <summary>The best that can be done in a limited number of steps, where an action may depend on how many are left.</summary>
/// <param name="Values">The best expected return from each state with all steps to go, [states].</param>
/// <param name="Policy">The action to take in each state with k + 1 steps to go, -1 in absorbing states, [steps][states].</param>
/// <param name="Bound">No value is further from the truth than this: backward induction is exact, what is left is rounding.</param>
public sealed record HorizonSolution(double[] Values, int[][] Policy, double Bound)
{
    /// <summary>The expected value where episodes begin.</summary>
    public double FromStart(FiniteMdp mdp) => PolicyEvaluation.FromStart(mdp, Values);
}

/// <summary>
/// Backward induction (Bellman 1957) for a world with a time limit: with k + 1 steps to go, the best action is the one whose successors are
/// best with k to go. A policy that cannot see the clock may do worse: FrozenLake's 0.7442 becomes 0.7402.
/// </summary>
public static class FiniteHorizon
{
    /// <summary>Solves a world for a number of steps.</summary>
    /// <param name="mdp">The world.</param>
    /// <param name="horizon">Steps after which an episode is cut off, at least 1.</param>
    /// <param name="gamma">Discount of the reward one step later, in [0, 1].</param>
    /// <exception cref="BellmanException">Gamma is not in [0, 1], or the horizon is shorter than one step.</exception>
    public static HorizonSolution Solve(FiniteMdp mdp, int horizon, double gamma = 1)
    {
        if (horizon < 1)
        {
            throw new BellmanException($"The horizon is {horizon}: it must be at least 1 step.");
        }
        var table = PairTable.Plain(mdp, gamma);
        var rounding = new Rounding(table);
        double bound = 0;
        var policy = new int[horizon][];
        var values = new double[mdp.States];
        for (int step = 0; step < horizon; step++)
        {
            var longer = new double[mdp.States];
            policy[step] = new int[mdp.States];
            for (int state = 0; state < mdp.States; state++)
            {
                (longer[state], int pair) = table.Best(state, values);
                policy[step][state] = pair < 0 ? -1 : table.Origins[pair] % mdp.Actions;
            }
            bound = gamma * bound + rounding.Of(values);
            values = longer;
        }
        return new(values, policy, bound);
    }
}
