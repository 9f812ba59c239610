using Bellman.Planning;

namespace Bellman.Tests.Oracles;

/// <summary>The exact distribution of undiscounted returns, in a world whose episodes cannot come back to a state.</summary>
internal static class ReturnDistribution
{
    /// <summary>Probabilities by return, of an action and then of the best ones that <paramref name="values"/> know.</summary>
    public static SortedDictionary<double, double> Of(FiniteMdp mdp, IReadOnlyList<double> values, int state, int action)
    {
        var distribution = new SortedDictionary<double, double>();
        int pair = state * mdp.ActionCount + action;
        for (int i = mdp.Offsets[pair]; i < mdp.Offsets[pair + 1]; i++)
        {
            int next = mdp.NextStates[i];
            SortedDictionary<double, double> future = mdp.Absorbing[next] ? new() { [0] = 1 } : Of(mdp, values, next, Best(mdp, values, next));
            foreach ((double earned, double probability) in future)
            {
                double sum = mdp.Rewards[i] + earned;
                distribution[sum] = distribution.GetValueOrDefault(sum) + mdp.Probabilities[i] * probability;
            }
        }
        return distribution;
    }

    /// <summary>The least return that is not exceeded with a probability of at least <paramref name="fraction"/>.</summary>
    public static double Quantile(SortedDictionary<double, double> distribution, double fraction)
    {
        double sum = 0;
        return distribution.First(one => (sum += one.Value) >= fraction).Key;
    }

    /// <summary>The expected return of an action.</summary>
    public static double Expectation(FiniteMdp mdp, IReadOnlyList<double> values, int state, int action)
    {
        int pair = state * mdp.ActionCount + action;
        return Enumerable.Range(mdp.Offsets[pair], mdp.Offsets[pair + 1] - mdp.Offsets[pair])
            .Sum(i => mdp.Probabilities[i] * (mdp.Rewards[i] + values[mdp.NextStates[i]]));
    }

    private static int Best(FiniteMdp mdp, IReadOnlyList<double> values, int state)
        => Enumerable.Range(0, mdp.ActionCount).MaxBy(action => Expectation(mdp, values, state, action));
}
