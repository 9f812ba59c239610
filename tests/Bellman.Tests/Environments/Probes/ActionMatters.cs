using Bellman.Environments;

namespace Bellman.Tests.Environments.Probes;

/// <summary>
/// The observation is -1 or +1; action 0 is right for the one and action 1 for the other. Right pays 1, wrong pays -1, and both end the
/// episode: a learner that misses these values mixes up its actions.
/// </summary>
internal sealed class ActionMatters : IEnvironment
{
    private static readonly EnvironmentSpec Description = new("ActionMatters", ObservationLength: 1, ActionCount: 2);

    private float _sign;

    /// <inheritdoc/>
    public EnvironmentSpec Spec => Description;

    /// <summary>Q of an action where <paramref name="observation"/> was seen.</summary>
    public static double Value(float observation, int action) => observation > 0 == (action == 1) ? 1 : -1;

    /// <inheritdoc/>
    public void Reset(ref Rng random, Span<float> observation) => observation[0] = _sign = random.NextInt(2) * 2 - 1;

    /// <inheritdoc/>
    public Outcome Step(int action, ref Rng random, Span<float> observation)
    {
        observation[0] = _sign;
        return new Outcome((float)Value(_sign, action), Ending.Terminated);
    }

    /// <inheritdoc/>
    public void Sync(StateStream stream) => stream.Sync(ref _sign);
}
