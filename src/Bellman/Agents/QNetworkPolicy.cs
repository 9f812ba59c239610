using System.Buffers;
using Bellman.Learning;

namespace Bellman.Agents;

/// <summary>
/// A trained policy for use in a program. It contains only what acting needs, is immutable and thread-safe, and
/// allocates nothing.
/// </summary>
public sealed class QNetworkPolicy : IPolicy
{
    // Rows that are evaluated together: their values stay in the cache.
    private const int Together = 64;

    private readonly Network _network;
    private readonly IQHead _head;

    internal QNetworkPolicy(Network network, QNetworkSpec architecture, EnvironmentSpec spec)
    {
        _network = network;
        _head = architecture.Head.Create(LossKind.Huber);
        Architecture = architecture;
        Spec = spec;
    }

    /// <summary>The environment that the policy was trained for.</summary>
    public EnvironmentSpec Spec { get; }

    /// <summary>Its network.</summary>
    public Network Network => _network;

    /// <summary>How its network is built.</summary>
    internal QNetworkSpec Architecture { get; }

    /// <summary>The greedy action; ties go to the lowest number.</summary>
    /// <param name="observation">[observation length].</param>
    /// <param name="legal">Action mask, [actions]; empty: every action is legal.</param>
    /// <exception cref="BellmanException">
    /// A length is wrong, no action is legal, or a number or a Q value is not finite.
    /// </exception>
    public int Act(ReadOnlySpan<float> observation, ReadOnlySpan<bool> legal = default)
    {
        Check(observation, legal, 1);
        float[] rented = ArrayPool<float>.Shared.Rent(Spec.ActionCount);
        Span<float> values = rented.AsSpan(0, Spec.ActionCount);
        Evaluate(observation, values);
        Policy.RequireFinite(values);
        int action = Policy.Greedy(values, legal);
        ArrayPool<float>.Shared.Return(rented);
        return action;
    }

    /// <summary>The Q value of every action.</summary>
    /// <param name="observation">[observation length].</param>
    /// <param name="values">[actions], filled.</param>
    /// <exception cref="BellmanException">A length is wrong, or a number is not finite.</exception>
    public void Values(ReadOnlySpan<float> observation, Span<float> values)
    {
        if (values.Length != Spec.ActionCount)
        {
            throw new BellmanException($"{Spec.Name} has {Spec.ActionCount} actions, not {values.Length}.");
        }
        Check(observation, [], 1);
        Evaluate(observation, values);
    }

    /// <inheritdoc/>
    /// <exception cref="BellmanException">
    /// A length is wrong, a row has no legal action, or a number is not finite.
    /// </exception>
    public void Act(ReadOnlySpan<float> observations, ReadOnlySpan<bool> legal, Span<int> actions)
    {
        Check(observations, legal, actions.Length);
        int most = Math.Min(Together, actions.Length), outputLength = _network.OutputLength;
        float[] rented = ArrayPool<float>.Shared.Rent(most * (outputLength + Spec.ActionCount));
        for (int first = 0; first < actions.Length; first += Together)
        {
            int rows = Math.Min(Together, actions.Length - first);
            Span<float> outputs = rented.AsSpan(0, rows * outputLength), values = rented.AsSpan(most * outputLength, rows * Spec.ActionCount);
            _network.Evaluate(observations.Slice(first * Spec.ObservationLength, rows * Spec.ObservationLength), outputs, rows);
            _head.Values(outputs, values);
            Policy.RequireFinite(values);
            Policy.Greedy(values, legal.IsEmpty ? [] : legal.Slice(first * Spec.ActionCount, rows * Spec.ActionCount), actions.Slice(first, rows));
        }
        ArrayPool<float>.Shared.Return(rented);
    }

    private void Evaluate(ReadOnlySpan<float> observation, Span<float> values)
    {
        float[] rented = ArrayPool<float>.Shared.Rent(_network.ScratchLength + _network.OutputLength);
        Span<float> outputs = rented.AsSpan(0, _network.OutputLength);
        _network.Evaluate(observation, outputs, rented.AsSpan(outputs.Length, _network.ScratchLength));
        _head.Values(outputs, values);
        ArrayPool<float>.Shared.Return(rented);
    }

    private void Check(ReadOnlySpan<float> observations, ReadOnlySpan<bool> legal, int rows)
    {
        PolicyFit.RequireRows(Spec, observations.Length, legal.Length, rows);
        if (!FiniteNumbers.All(observations))
        {
            throw new BellmanException(
                $"An observation of {Spec.Name} holds what is not a finite number: mend what makes it, as no action can be chosen by it.");
        }
        for (int row = 0; row < rows && !legal.IsEmpty; row++)
        {
            if (!legal.Slice(row * Spec.ActionCount, Spec.ActionCount).Contains(true))
            {
                throw new BellmanException($"The mask allows no action of {Spec.Name} in row {row}: allow at least one.");
            }
        }
    }
}
