namespace Bellman.Planning;

/// <summary>The solution of an MDP.</summary>
/// <param name="Values">Optimal value of each state, [states].</param>
/// <param name="Policy">
/// An action that earns it; of those that are equally good to nine digits the one that takes the fewest steps to the
/// end on average, and of those the first; -1 in absorbing states, [states].
/// </param>
/// <param name="Sweeps">Number of sweeps over all states.</param>
/// <param name="Bound">Certified bound on the error of every value, rounding included.</param>
internal sealed record Solution(double[] Values, int[] Policy, int Sweeps, double Bound)
{
    /// <summary>The expected value where episodes begin.</summary>
    public double FromStart(FiniteMdp mdp) => PolicyEvaluation.FromStart(mdp, Values);

    /// <summary>The values of a table's states and their greedy policy, carried over to the MDP's states.</summary>
    internal static Solution Greedy(StateActionTable table, double[] values, int sweeps, double bound)
    {
        FiniteMdp mdp = table.Mdp;
        double rounding = new Rounding(table).Of(values);
        var best = new bool[mdp.StateCount * mdp.ActionCount];
        var policy = new int[mdp.StateCount];
        Array.Fill(policy, -1);
        for (int state = 0; state < mdp.StateCount; state++)
        {
            double tie = StateActionTable.Tie(table.Best(state, values), rounding);
            bool chosen = false;
            for (int pair = table.First[state]; pair < table.First[state + 1]; pair++)
            {
                if (table.Value(pair, values) >= tie && table.Origins[pair] is >= 0 and int origin)
                {
                    best[origin] = true;
                    // The origin may be another member of the state's loop.
                    policy[origin / mdp.ActionCount] = chosen ? policy[origin / mdp.ActionCount] : origin % mdp.ActionCount;
                    chosen = true;
                }
            }
        }
        if (table.Loops is { } loops)
        {
            for (int pair = 0; pair < best.Length; pair++)
            {
                best[pair] |= loops.IsInside(pair);
            }
            for (int state = 0; state < mdp.StateCount; state++)
            {
                values[state] = values[loops.First(state)];
            }
            loops.Walk(mdp, policy);
        }
        Arrival.Hasten(mdp, best, policy);
        return new(values, policy, sweeps, bound);
    }
}
