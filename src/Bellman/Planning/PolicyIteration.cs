namespace Bellman.Planning;

/// <summary>
/// Policy iteration (Howard 1960): evaluate the policy exactly, then improve it, until it no longer changes. It takes
/// few iterations, each as expensive as a linear solve; suitable for up to some ten thousand states with few
/// neighbours.
/// </summary>
internal static class PolicyIteration
{
    /// <summary>Solves an MDP; its sweeps count the policies.</summary>
    /// <param name="mdp">The MDP.</param>
    /// <param name="gamma">Discount factor, in [0, 1].</param>
    /// <exception cref="BellmanException">
    /// Gamma is not in [0, 1], or is 1 although nothing bounds the return.
    /// </exception>
    public static Solution Solve(FiniteMdp mdp, double gamma)
    {
        var table = StateActionTable.Of(mdp, gamma);
        var bound = new ErrorBound(table);
        // Whoever begins with a policy that ends and only moves to better ones never meets one that does not.
        int[] choices = Termination.WayOut(table);
        for (int state = 0; state < table.States; state++)
        {
            bool never = choices[state] < 0 && table.First[state] < table.First[state + 1];
            choices[state] = never ? table.First[state] : choices[state];
        }
        var backups = new double[table.States];
        for (int policies = 1; ; policies++)
        {
            double[] values = ChainValues.Of(table, choices, table.Rewards);
            (bool improved, double residual) = Improve(table, values, bound.Rounding(values), choices, backups);
            if (!improved)
            {
                return Solution.Greedy(table, backups, policies, bound.Of(residual, values));
            }
        }
    }

    // Only what is better beyond rounding counts, else equal policies could follow one another for ever.
    private static (bool Improved, double Residual) Improve(StateActionTable table, double[] values, double rounding, int[] choices, double[] backups)
    {
        bool improved = false;
        double residual = 0;
        for (int state = 0; state < table.States; state++)
        {
            if (choices[state] < 0)
            {
                continue;
            }
            backups[state] = table.Value(choices[state], values);
            double threshold = backups[state] + 16 * rounding;
            for (int pair = table.First[state]; pair < table.First[state + 1]; pair++)
            {
                double value = table.Value(pair, values);
                backups[state] = Math.Max(backups[state], value);
                if (value > threshold)
                {
                    (threshold, choices[state], improved) = (value, pair, true);
                }
            }
            residual = Math.Max(residual, Math.Abs(backups[state] - values[state]));
        }
        return (improved, residual);
    }
}
