namespace Bellman.Planning;

/// <summary>
/// How much rounding may contribute to one backup: half a unit in the last place for each of its products and sums
/// (Higham 2002, section 3.1).
/// </summary>
internal sealed class Rounding
{
    private readonly double _share, _greatestReward;

    /// <summary>Looks for the longest backup and the greatest reward of a table.</summary>
    public Rounding(StateActionTable table)
    {
        int terms = 0;
        for (int pair = 0; pair < table.Pairs; pair++)
        {
            terms = Math.Max(terms, 2 + table.Offsets[pair + 1] - table.Offsets[pair]);
            _greatestReward = Math.Max(_greatestReward, Math.Abs(table.Rewards[pair]));
        }
        _share = terms / (double)(1L << 53);
    }

    /// <summary>The most that a backup of these values may be off.</summary>
    public double Of(ReadOnlySpan<double> values)
    {
        double greatest = 0;
        foreach (double value in values)
        {
            greatest = Math.Max(greatest, Math.Abs(value));
        }
        return _share * (greatest + _greatestReward);
    }
}
