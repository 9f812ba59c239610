namespace Bellman.Learning;

/// <summary>Action selection by value, as pure functions.</summary>
public static class Policy
{
    /// <summary>The greedy legal action of one row. Ties go to the lowest number; 0 if no action is legal.</summary>
    /// <param name="values">[actions].</param>
    /// <param name="legal">Action mask, [actions]; empty: every action is legal.</param>
    public static int Greedy(ReadOnlySpan<float> values, ReadOnlySpan<bool> legal)
    {
        int best = -1;
        for (int action = 0; action < values.Length; action++)
        {
            if ((legal.IsEmpty || legal[action]) && (best < 0 || values[action] > values[best]))
            {
                best = action;
            }
        }
        return Math.Max(best, 0);
    }

    /// <summary>Throws if a value is not finite.</summary>
    /// <exception cref="BellmanException">Some value is infinite or NaN.</exception>
    internal static void RequireFinite(ReadOnlySpan<float> values)
    {
        if (!FiniteNumbers.All(values))
        {
            throw new BellmanException("A network values an action at infinity or NaN, so that no action is the best: either an observation holds "
                + "a number that is not finite, or the training has diverged, and then a lower learningRate or a clipNorm helps.");
        }
    }

    /// <summary>The greedy legal action of every row.</summary>
    /// <param name="values">[rows x actions].</param>
    /// <param name="legal">[rows x actions], or empty.</param>
    /// <param name="actions">[rows], filled.</param>
    public static void Greedy(ReadOnlySpan<float> values, ReadOnlySpan<bool> legal, Span<int> actions)
    {
        int count = values.Length / Math.Max(actions.Length, 1);
        if (legal.IsEmpty)
        {
            GreedyWithoutMask(values, count, actions);
            return;
        }
        for (int row = 0; row < actions.Length; row++)
        {
            actions[row] = Greedy(values.Slice(row * count, count), legal.Slice(row * count, count));
        }
    }

    private static void GreedyWithoutMask(ReadOnlySpan<float> values, int count, Span<int> actions)
    {
        int first = 0;
        for (int row = 0; row < actions.Length; row++)
        {
            int best = 0;
            for (int action = 1; action < count; action++)
            {
                // Without a branch, which would be guessed wrong half of the time.
                int isBetter = values[first + action] > values[first + best] ? 1 : 0;
                best += isBetter * (action - best);
            }
            actions[row] = best;
            first += count;
        }
    }

    /// <summary>A uniformly random legal action.</summary>
    /// <param name="actions">Number of actions.</param>
    /// <param name="legal">Action mask, [actions]; empty: every action is legal.</param>
    /// <param name="random">Where to draw from.</param>
    public static int Uniform(int actions, ReadOnlySpan<bool> legal, ref Rng random)
    {
        if (legal.IsEmpty)
        {
            return random.NextInt(actions);
        }
        int left = random.NextInt(Math.Max(legal.Count(true), 1));
        for (int action = 0; action < actions; action++)
        {
            if (legal[action] && left-- == 0)
            {
                return action;
            }
        }
        return 0;
    }

    /// <summary>
    /// A whole number from 1, n with probability proportional to n to the power -<paramref name="exponent"/> (Devroye
    /// 1986, X.6.1).
    /// </summary>
    /// <param name="exponent">Greater than 1; 2 in Dabney et al. 2021.</param>
    /// <param name="most">Longer draws are cut to this.</param>
    /// <param name="random">Where to draw from.</param>
    public static int Zeta(double exponent, int most, ref Rng random)
    {
        double b = Math.Pow(2, exponent - 1);
        while (true)
        {
            double x = Math.Floor(Math.Pow(1 - random.NextDouble(), -1 / (exponent - 1)));
            double t = Math.Pow(1 + 1 / x, exponent - 1);
            if (random.NextDouble() * x * (t - 1) / (b - 1) <= t / b)
            {
                return x < most ? (int)x : most;
            }
        }
    }
}
