namespace Bellman.Planning;

/// <summary>
/// States that lead to one another for ever, undiscounted. What they earn in n steps has a limit if they earn nothing
/// on average, in each phase of a period if they have one (Puterman 2005, sections 8.2 and A.5): the bias, which is
/// nothing on average, too.
/// </summary>
internal sealed class ClosedClass(StateActionTable table, int[] choices, int[] members, int[] places)
{
    // A mean that is this much smaller than what is added up to it is 0 but for rounding.
    private const double Negligible = 1e-12;

    private double _length; // steps between two visits to the first member; 0 while unknown

    /// <summary>The limit of what is earned from each member on.</summary>
    /// <param name="rewards">What each member earns in a step, [members].</param>
    /// <exception cref="BellmanException">There is none.</exception>
    public double[] Limit(double[] rewards)
    {
        double[] sizes = [.. members.Select(state => Size(choices[state]))];
        if (sizes.All(size => size == 0))
        {
            return rewards;
        }
        double negligible = Negligible * Mean(sizes);
        if (Math.Abs(Mean(rewards)) > negligible)
        {
            throw NoLimit($"bound: from state {members[0]} it goes on for ever");
        }
        if (Phases(rewards).Any(phase => Math.Abs(Mean(phase)) > negligible))
        {
            throw NoLimit($"limit: from state {members[0]} it swings to and fro for ever");
        }
        double[] values = Tour(rewards).Values;
        double mean = Mean(values);
        return [.. values.Select(value => value - mean)];
    }

    // What a step pays or costs, whatever its sign.
    private double Size(int pair)
    {
        double sum = 0;
        int origin = table.Origins[pair];
        for (int i = table.Mdp.Offsets[origin]; i < table.Mdp.Offsets[origin + 1]; i++)
        {
            sum += table.Mdp.Probabilities[i] * Math.Abs(table.Mdp.Rewards[i]);
        }
        return sum;
    }

    private static BellmanException NoLimit(string why)
        => new($"Without a discount the return of this policy has no {why}. Choose a gamma below 1, or a horizon.");

    private double Mean(double[] rewards)
    {
        _length = _length > 0 ? _length : Tour([.. rewards.Select(_ => 1.0)]).Sum;
        return Tour(rewards).Sum / _length;
    }

    // What is earned between two visits to the first member, and from each other one until then.
    private (double Sum, double[] Values) Tour(double[] rewards)
    {
        int first = members[0];
        int[] others = members[1..];
        places[first] = -1;
        for (int i = 0; i < others.Length; i++)
        {
            places[others[i]] = i;
        }
        double[] values = rewards[1..];
        new Elimination(table, choices, others, places).Solve(values);
        values = [0, .. values];
        for (int i = 0; i < members.Length; i++)
        {
            places[members[i]] = i;
        }
        double sum = rewards[0];
        for (int i = table.Offsets[choices[first]]; i < table.Offsets[choices[first] + 1]; i++)
        {
            sum += table.Factors[i] * values[places[table.Successors[i]]];
        }
        return (sum, values);
    }

    // The rewards of each phase alone; nothing if the members are not visited in phases.
    private IEnumerable<double[]> Phases(double[] rewards)
    {
        var depth = new int[members.Length];
        int period = Period(depth);
        for (int phase = 0; period > 1 && phase < period; phase++)
        {
            double[] alone = [.. rewards.Select((reward, i) => depth[i] % period == phase ? reward : 0)];
            if (alone.Any(reward => reward != 0))
            {
                yield return alone;
            }
        }
    }

    // The greatest common divisor of the lengths of all ways round (Denardo 1977): of depth + 1 - depth' over all transitions.
    private int Period(int[] depth)
    {
        int period = 0;
        Array.Fill(depth, -1);
        depth[0] = 0;
        var queue = new Queue<int>([0]);
        while (queue.TryDequeue(out int member))
        {
            int pair = choices[members[member]];
            for (int i = table.Offsets[pair]; i < table.Offsets[pair + 1]; i++)
            {
                int successor = places[table.Successors[i]];
                if (depth[successor] < 0)
                {
                    depth[successor] = depth[member] + 1;
                    queue.Enqueue(successor);
                }
                period = CommonDivisor(period, depth[member] + 1 - depth[successor]);
            }
        }
        return period;
    }

    private static int CommonDivisor(int a, int b) => b == 0 ? Math.Abs(a) : CommonDivisor(b, a % b);
}
