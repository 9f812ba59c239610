namespace Bellman.Learning;

/// <summary>
/// Targets with the logarithm of the policy added to the reward and the next value softened (Vieillard et al. 2020,
/// equation 2). The policy is softmax(q / temperature) of the target network.
/// </summary>
/// <param name="Alpha">Share of the log-policy that is added.</param>
/// <param name="Temperature">Of the softmax, in units of reward.</param>
/// <param name="Floor">The least that temperature * log-policy counts as.</param>
internal sealed record Munchausen(float Alpha, float Temperature, float Floor)
{
    /// <summary>What is added to the reward of an action.</summary>
    /// <param name="values">Of the target network at the observation, [actions].</param>
    /// <param name="action">What was done.</param>
    public float Bonus(ReadOnlySpan<float> values, int action)
    {
        (float largest, float sum) = SumOfExponentials(values, [], []);
        return Alpha * Math.Clamp(values[action] - (largest + Temperature * MathF.Log(sum)), Floor, 0);
    }

    /// <summary>Writes the policy; what is illegal has probability 0.</summary>
    /// <param name="values">Of the target network, [actions].</param>
    /// <param name="legal">Action mask, [actions]; empty: every action is legal.</param>
    /// <param name="policy">[actions], filled.</param>
    /// <returns>Temperature * entropy: the soft value is the policy's mean value plus this.</returns>
    public float SoftPolicy(ReadOnlySpan<float> values, ReadOnlySpan<bool> legal, Span<float> policy)
    {
        (float largest, float sum) = SumOfExponentials(values, legal, policy);
        // -temperature * log p = temperature * log(sum) - (value - largest): never the logarithm of a probability, which may be 0.
        float logSum = Temperature * MathF.Log(sum), entropy = 0;
        for (int action = 0; action < values.Length; action++)
        {
            policy[action] /= sum;
            entropy += policy[action] > 0 ? policy[action] * (logSum - (values[action] - largest)) : 0;
        }
        return entropy;
    }

    // exp((value - largest) / temperature), summed over legal actions; a term goes to where there is room for it. temperature * log(sum) +
    // largest is the soft maximum.
    private (float Largest, float Sum) SumOfExponentials(ReadOnlySpan<float> values, ReadOnlySpan<bool> legal, Span<float> terms)
    {
        float largest = float.NegativeInfinity, sum = 0;
        for (int action = 0; action < values.Length; action++)
        {
            largest = legal.IsEmpty || legal[action] ? MathF.Max(largest, values[action]) : largest;
        }
        for (int action = 0; action < values.Length; action++)
        {
            float term = legal.IsEmpty || legal[action] ? MathF.Exp((values[action] - largest) / Temperature) : 0;
            sum += term;
            if (!terms.IsEmpty)
            {
                terms[action] = term;
            }
        }
        return (largest, sum);
    }
}
