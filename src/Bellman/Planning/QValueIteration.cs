namespace Bellman.Planning;

/// <summary>
/// Q-value iteration, update by update: Q(s, a) becomes r(s, a) + gamma times the expected max over a' of Q(s', a'), in
/// place, one pair after the other (Sutton and Barto 2018, eq. 4.10, for action values). The plain algorithm of the
/// tutorials, slower than <see cref="ValueIteration"/> and easier to follow.
/// </summary>
internal static class QValueIteration
{
    /// <summary>Solves an MDP.</summary>
    /// <param name="mdp">The MDP.</param>
    /// <param name="gamma">Discount factor, in [0, 1].</param>
    /// <param name="tolerance">
    /// Stop when no value is further from the truth than this; or, if that is asking too much, at the limit of
    /// rounding.
    /// </param>
    /// <exception cref="BellmanException">
    /// Gamma is not in [0, 1], or is 1 although nothing bounds the return.
    /// </exception>
    public static Solution Solve(FiniteMdp mdp, double gamma, double tolerance = 1e-6)
    {
        var table = StateActionTable.Of(mdp, gamma);
        var bound = new ErrorBound(table);
        var q = new double[table.Pairs];
        var values = new double[table.States];
        var backups = new double[table.States];
        for (int sweeps = 1; ; sweeps++)
        {
            for (int pair = 0; pair < table.Pairs; pair++)
            {
                q[pair] = Backup(table, q, pair);
            }
            double residual = 0;
            for (int state = 0; state < table.States; state++)
            {
                values[state] = Value(table, q, state);
            }
            for (int state = 0; state < table.States; state++)
            {
                backups[state] = table.Best(state, values);
                residual = Math.Max(residual, Math.Abs(backups[state] - values[state]));
            }
            double error = bound.Of(residual, values);
            if (error <= tolerance || bound.IsExhausted(residual, values))
            {
                return Solution.Greedy(table, backups, sweeps, error);
            }
        }
    }

    // One update: the expected reward of a pair, and what its successors' best pairs are worth at present.
    private static double Backup(StateActionTable table, double[] q, int pair)
    {
        double sum = table.Rewards[pair];
        for (int i = table.Offsets[pair]; i < table.Offsets[pair + 1]; i++)
        {
            sum += table.Factors[i] * Value(table, q, table.Successors[i]);
        }
        return sum;
    }

    private static double Value(StateActionTable table, double[] q, int state)
    {
        int first = table.First[state], end = table.First[state + 1];
        if (first == end)
        {
            return 0;
        }
        double best = q[first];
        for (int pair = first + 1; pair < end; pair++)
        {
            best = Math.Max(best, q[pair]);
        }
        return best;
    }
}
