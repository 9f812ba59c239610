using System.Buffers;
using Bellman.Learning;

namespace Bellman.Agents;

/// <summary>
/// A trained policy to use inside a program: it holds only what acting needs, never changes, may be called from many threads at once and
/// allocates nothing.
/// </summary>
public sealed class QPolicy : IPolicy
{
    private readonly Network _network;
    private readonly IQHead _head;

    internal QPolicy(Network network, IQHead head, DqnOptions options, EnvironmentSpec spec)
    {
        _network = network;
        _head = head;
        Options = options;
        Spec = spec;
    }

    /// <summary>The options that it was trained with.</summary>
    public DqnOptions Options { get; }

    /// <summary>The world that it was trained for.</summary>
    public EnvironmentSpec Spec { get; }

    /// <summary>Its network.</summary>
    public Network Network => _network;

    /// <summary>The best action, ties to the lowest.</summary>
    /// <param name="observation">[observation length].</param>
    /// <param name="legal">[actions], or empty where everything is legal.</param>
    public int Act(ReadOnlySpan<float> observation, ReadOnlySpan<bool> legal = default)
    {
        if (observation.Length != Spec.ObservationLength)
        {
            throw new ArgumentException($"An observation of {Spec.Name} has {Spec.ObservationLength} numbers, not {observation.Length}.", nameof(observation));
        }
        float[] rented = ArrayPool<float>.Shared.Rent(Spec.Actions);
        Span<float> values = rented.AsSpan(0, Spec.Actions);
        Values(observation, values);
        int action = Policy.Greedy(values, legal);
        ArrayPool<float>.Shared.Return(rented);
        return action;
    }

    /// <summary>The expected return of every action.</summary>
    /// <param name="observation">[observation length].</param>
    /// <param name="values">[actions], filled.</param>
    public void Values(ReadOnlySpan<float> observation, Span<float> values)
    {
        float[] rented = ArrayPool<float>.Shared.Rent(_network.ScratchLength + _network.OutputLength);
        Span<float> outputs = rented.AsSpan(0, _network.OutputLength);
        _network.Evaluate(observation, outputs, rented.AsSpan(outputs.Length, _network.ScratchLength));
        _head.Values(outputs, values);
        ArrayPool<float>.Shared.Return(rented);
    }

    /// <inheritdoc/>
    public void Act(ReadOnlySpan<float> observations, ReadOnlySpan<bool> legal, Span<int> actions)
    {
        for (int row = 0; row < actions.Length; row++)
        {
            actions[row] = Act(
                observations.Slice(row * Spec.ObservationLength, Spec.ObservationLength),
                legal.IsEmpty ? [] : legal.Slice(row * Spec.Actions, Spec.Actions));
        }
    }
}
