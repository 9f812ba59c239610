using Bellman.Environments;

namespace Bellman.Tests.Environments.Probes;

/// <summary>
/// Two states. In the first, action 1 pays 1 and ends the episode, action 0 pays -1 and leads to the second, where action 0 pays -1 and ends
/// and action 1 is illegal. Nothing is ever learned about the illegal action, so it looks like its neighbour (1) or its initial value (0),
/// better than the truth (-1): a learner whose bootstrap forgets the masks finds too much for the first state's action 0.
/// </summary>
/// <remarks>Observation: 0 in the first state, 1 in the second, 2 after the end.</remarks>
internal sealed class IllegalTrap : IEnvironment
{
    private static readonly EnvironmentSpec Description
        = new("IllegalTrap", ObservationLength: 1, ActionCount: 2) { HasIllegalActions = true };

    private int _state;

    /// <inheritdoc/>
    public EnvironmentSpec Spec => Description;

    /// <summary>Q of a legal action where <paramref name="observation"/> (0 or 1) was seen.</summary>
    public static double Value(float observation, int action, double gamma)
        => action == 1 ? 1 : observation == 0 ? -1 - gamma : -1;

    /// <inheritdoc/>
    public void Reset(ref Rng random, Span<float> observation) => observation[0] = _state = 0;

    /// <inheritdoc/>
    /// <exception cref="BellmanException">The action is illegal.</exception>
    public Outcome Step(int action, ref Rng random, Span<float> observation)
    {
        if (_state > 0 && action == 1)
        {
            throw new BellmanException("Action 1 is illegal in the second state of IllegalTrap: choose among the legal actions.");
        }
        bool ends = _state > 0 || action == 1;
        observation[0] = _state = ends ? 2 : 1;
        return new Outcome(action == 1 ? 1 : -1, ends ? Ending.Terminated : Ending.None);
    }

    /// <inheritdoc/>
    public void WriteLegalActions(Span<bool> legal)
    {
        legal[0] = true;
        legal[1] = _state == 0;
    }

    /// <inheritdoc/>
    public void Sync(StateStream stream) => stream.Sync(ref _state);
}
