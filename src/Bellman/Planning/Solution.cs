namespace Bellman.Planning;

/// <summary>What a planner found out about a world.</summary>
/// <param name="Values">The best expected return from each state, [states].</param>
/// <param name="Policy">
/// An action that earns it, the first of those that are equally good to nine digits; -1 in absorbing states, [states].
/// </param>
/// <param name="Sweeps">Passes over all states that it took.</param>
/// <param name="Bound">No value is further from the truth than this, rounding included.</param>
public sealed record Solution(double[] Values, int[] Policy, int Sweeps, double Bound)
{
    /// <summary>The expected value where episodes begin.</summary>
    public double FromStart(FiniteMdp mdp) => PolicyEvaluation.FromStart(mdp, Values);

    /// <summary>The values of a table's states and their greedy policy, carried over to the world's states.</summary>
    internal static Solution Greedy(PairTable table, double[] values, int sweeps, double bound)
    {
        FiniteMdp mdp = table.Mdp;
        var policy = new int[mdp.States];
        Array.Fill(policy, -1);
        for (int state = 0; state < mdp.States; state++)
        {
            int pair = table.Best(state, values).Pair;
            if (pair >= 0 && table.Origins[pair] >= 0)
            {
                // The origin may be another member of the state's loop.
                policy[table.Origins[pair] / mdp.Actions] = table.Origins[pair] % mdp.Actions;
            }
        }
        if (table.Loops is { } loops)
        {
            for (int state = 0; state < mdp.States; state++)
            {
                values[state] = values[loops.First(state)];
            }
            loops.Walk(mdp, policy);
        }
        return new(values, policy, sweeps, bound);
    }
}
