namespace Bellman.Planning;

/// <summary>
/// What the planners work on: the legal pairs of state and action, with expected rewards and discounted probabilities.
/// With gamma = 1 each free loop is a single state here, namely its first member: it owns the ways out of all members,
/// and one pair without successors that stands for staying for ever.
/// </summary>
internal sealed class StateActionTable
{
    private StateActionTable(FiniteMdp mdp, double gamma, ZeroRewardLoops? loops)
    {
        (Mdp, Gamma, Loops) = (mdp, gamma, loops);
        int pairs = mdp.StateCount * mdp.ActionCount + (loops?.Count ?? 0);
        First = new int[mdp.StateCount + 1];
        Offsets = new int[pairs + 1];
        Origins = new int[pairs];
        Rewards = new double[pairs];
        Successors = new int[mdp.NextStates.Length];
        Factors = new double[mdp.NextStates.Length];
        for (int state = 0; state < mdp.StateCount; state++)
        {
            First[state] = Pairs;
            if (loops is null || loops.Of[state] < 0)
            {
                AddPairs(state);
            }
            else if (loops.Members(state)[0] == state)
            {
                foreach (int member in loops.Members(state))
                {
                    AddPairs(member);
                }
                AddPair(origin: -1, reward: 0, end: Offsets[Pairs]);
            }
        }
        First[mdp.StateCount] = Pairs;
    }

    /// <summary>The MDP.</summary>
    public FiniteMdp Mdp { get; }

    /// <summary>The discount.</summary>
    public double Gamma { get; }

    /// <summary>
    /// The loops that became one state each; null where there are none or the discount makes them harmless.
    /// </summary>
    public ZeroRewardLoops? Loops { get; }

    /// <summary>How many states there are; absorbing ones and all but the first of a loop have no pairs.</summary>
    public int States => Mdp.StateCount;

    /// <summary>How many pairs there are.</summary>
    public int Pairs { get; private set; }

    /// <summary>Where the pairs of each state begin, [states + 1].</summary>
    public int[] First { get; }

    /// <summary>Where the transitions of each pair begin, [pairs + 1].</summary>
    public int[] Offsets { get; }

    /// <summary>Next state of each transition, [transitions].</summary>
    public int[] Successors { get; }

    /// <summary>Gamma times the probability of each transition, [transitions].</summary>
    public double[] Factors { get; }

    /// <summary>The expected reward of each pair, [pairs].</summary>
    public double[] Rewards { get; }

    /// <summary>The MDP's own number of each pair, state * actions + action; -1 for staying in a loop.</summary>
    public int[] Origins { get; }

    /// <summary>The table for finding the best policy.</summary>
    /// <exception cref="BellmanException">The discount is not in [0, 1].</exception>
    public static StateActionTable Of(FiniteMdp mdp, double gamma) => new(mdp, Checked(gamma), gamma == 1 ? ZeroRewardLoops.Find(mdp) : null);

    /// <summary>The table with every state for itself: for given policies, and for a given number of steps.</summary>
    /// <exception cref="BellmanException">The discount is not in [0, 1].</exception>
    public static StateActionTable Plain(FiniteMdp mdp, double gamma) => new(mdp, Checked(gamma), loops: null);

    /// <summary>The value of a pair, given those of the states.</summary>
    public double Value(int pair, ReadOnlySpan<double> values)
    {
        double sum = Rewards[pair];
        for (int i = Offsets[pair]; i < Offsets[pair + 1]; i++)
        {
            sum += Factors[i] * values[Successors[i]];
        }
        return sum;
    }

    /// <summary>The value of the best pair of a state; 0 where there are no pairs.</summary>
    public double Best(int state, ReadOnlySpan<double> values)
    {
        double best = double.NegativeInfinity;
        for (int pair = First[state]; pair < First[state + 1]; pair++)
        {
            best = Math.Max(best, Value(pair, values));
        }
        return First[state] == First[state + 1] ? 0 : best;
    }

    /// <summary>
    /// The least value of a pair that is as good as the best one: the same to nine digits after the point or, where
    /// values are tiny, to three of their own, so that rounding does not decide, and what is hardly worth anything is
    /// not mistaken for nothing.
    /// </summary>
    /// <param name="best">The value of the best pair.</param>
    /// <param name="rounding">How much rounding may contribute to a value.</param>
    public static double Tie(double best, double rounding)
        => best - Math.Min(1e-9 * Math.Max(1, Math.Abs(best)), 1e-3 * Math.Abs(best)) - 16 * rounding;

    private static double Checked(double gamma)
        => gamma is >= 0 and <= 1 ? gamma : throw new BellmanException(FormattableString.Invariant($"The discount is {gamma}: it must be between 0 and 1."));

    private void AddPairs(int state)
    {
        ReadOnlySpan<int> offsets = Mdp.Offsets, nextStates = Mdp.NextStates;
        ReadOnlySpan<double> probabilities = Mdp.Probabilities, rewards = Mdp.Rewards;
        for (int origin = state * Mdp.ActionCount; origin < (state + 1) * Mdp.ActionCount; origin++)
        {
            int begin = offsets[origin], end = offsets[origin + 1];
            if (begin == end || (Loops is not null && Loops.IsInside(origin)))
            {
                continue;
            }
            int at = Offsets[Pairs];
            double reward = 0;
            for (int i = begin; i < end; i++)
            {
                Successors[at] = Loops is null ? nextStates[i] : Loops.First(nextStates[i]);
                Factors[at++] = Gamma * probabilities[i];
                reward += probabilities[i] * rewards[i];
            }
            AddPair(origin, reward, at);
        }
    }

    private void AddPair(int origin, double reward, int end)
    {
        Origins[Pairs] = origin;
        Rewards[Pairs] = reward;
        Offsets[++Pairs] = end;
    }
}
