using Bellman.Environments;

namespace Bellman.Tests.Environments.Probes;

/// <summary>
/// The first action chooses a door, three more lead through it, and only then does door 1 pay 1 and door 0 nothing. The value of the first
/// choice is gamma cubed or 0: a learner that misses it does not carry rewards back, or sums n-step returns wrongly.
/// </summary>
/// <remarks>Observation: how much of the way is behind (0, 1/4, 1/2, 3/4, 1), and the door (-1 or 1; 0 while none is chosen).</remarks>
internal sealed class DelayedReward : IEnvironment
{
    private const int Length = 4;

    private static readonly EnvironmentSpec Description = new("DelayedReward", ObservationLength: 2, ActionCount: 2);

    private int _step, _door;

    /// <inheritdoc/>
    public EnvironmentSpec Spec => Description;

    /// <summary>Q of an action where <paramref name="observation"/> was seen.</summary>
    public static double Value(ReadOnlySpan<float> observation, int action, double gamma)
    {
        bool pays = observation[1] == 0 ? action == 1 : observation[1] > 0;
        return pays ? Math.Pow(gamma, Length - 1 - observation[0] * Length) : 0;
    }

    /// <inheritdoc/>
    public void Reset(ref Rng random, Span<float> observation)
    {
        (_step, _door) = (0, 0);
        Observe(observation);
    }

    /// <inheritdoc/>
    public Outcome Step(int action, ref Rng random, Span<float> observation)
    {
        if (_step++ == 0)
        {
            _door = action == 1 ? 1 : -1;
        }
        Observe(observation);
        return _step < Length ? new Outcome(0) : new Outcome(_door > 0 ? 1 : 0, Ending.Terminated);
    }

    /// <inheritdoc/>
    public void Sync(StateStream stream)
    {
        stream.Sync(ref _step);
        stream.Sync(ref _door);
    }

    private void Observe(Span<float> observation)
    {
        observation[0] = (float)_step / Length;
        observation[1] = _door;
    }
}
