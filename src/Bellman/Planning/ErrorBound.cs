namespace Bellman.Planning;

/// <summary>Error bounds of values, given their Bellman residual.</summary>
/// <remarks>
/// Let r be the greatest residual |(Tv)(s) - v(s)|. With gamma below 1, |v* - Tv| is at most r gamma / (1 - gamma)
/// (Puterman 2005, section 6.3). With gamma = 1 the sum behind that fraction is r times the number of steps that an
/// optimal policy still expects to take. Two arguments bound that number: (1) If every policy ends, take the steps of
/// the slowest one: w = 1 + max P w has a solution, found here in the same way as the values. (2) If every step costs
/// at least c unless it ends the episode, a policy with the return v takes at most 1 + (last - v) / c steps, where last
/// is the best reward with which an episode may end. A greedy policy of values v with the residual r returns at least v
/// - r times its steps, and an optimal one at least as much; together, both take at most (c + last - v) / (c - r)
/// steps.
/// </remarks>
internal sealed class ErrorBound
{
    private readonly Rounding _rounding;
    private readonly double _steps, _cost, _last;

    /// <summary>Finds out what bounds the length of episodes.</summary>
    /// <exception cref="BellmanException">With gamma = 1, nothing does.</exception>
    public ErrorBound(StateActionTable table)
    {
        _rounding = new(table);
        _steps = table.Gamma / (1 - table.Gamma);
        if (table.Gamma == 1)
        {
            Termination.Require(table);
            (_cost, _last) = Termination.Costs(table);
            _steps = Termination.IsCertain(table) ? SlowestPolicy(table)
                : _cost > 0 ? double.NaN
                : throw new BellmanException("With gamma = 1 nothing bounds the return of this environment: its episodes can go on for ever without "
                    + "paying for every step. Choose a gamma below 1, or a horizon.");
        }
    }

    /// <summary>The bound for the backups of values that differ from their backups by at most the residual.</summary>
    public double Of(double residual, ReadOnlySpan<double> values)
    {
        double rounding = Rounding(values);
        double error = residual + rounding;
        if (!double.IsNaN(_steps))
        {
            return error * _steps + rounding;
        }
        double least = 0;
        foreach (double value in values)
        {
            least = Math.Min(least, value);
        }
        return error < _cost ? error * (_cost + _last - least) / (_cost - error) : double.PositiveInfinity;
    }

    /// <summary>
    /// Whether values that change by this much in a sweep will not get any better: the rest is rounding.
    /// </summary>
    public bool IsExhausted(double change, ReadOnlySpan<double> values) => change <= 4 * Rounding(values);

    /// <summary>How much rounding may contribute to one backup.</summary>
    public double Rounding(ReadOnlySpan<double> values) => _rounding.Of(values);

    // If 1 + max P w <= w + d with d below 1, then w / (1 - d) is at least the steps of every policy.
    private static double SlowestPolicy(StateActionTable table)
    {
        double[] ones = [.. table.Origins.Select(origin => origin < 0 ? 0.0 : 1.0)];
        var sweeps = new Sweeps(table, ones, initial: 0, threads: 1);
        var backups = new double[table.States];
        double excess;
        do
        {
            sweeps.Improve();
            excess = Math.Max(0, sweeps.Residuals(backups).High);
        }
        while (excess > 0.1);
        double most = 0;
        foreach (double steps in sweeps.Values)
        {
            most = Math.Max(most, steps);
        }
        return most / (1 - excess);
    }
}
