using Bellman.Environments;

namespace Bellman.Tests.Environments.Probes;

/// <summary>
/// The observation is -1 or +1, and so is the reward that ends the episode. The value is the observation: a learner that misses it while
/// it passes <see cref="OneStepBandit"/> does not look at what it sees, or learns from the wrong row.
/// </summary>
internal sealed class ObservationBandit : IEnvironment
{
    private static readonly EnvironmentSpec Description = new("ObservationBandit", ObservationLength: 1, ActionCount: 1);

    private float _sign;

    /// <inheritdoc/>
    public EnvironmentSpec Spec => Description;

    /// <summary>Q of the only action where <paramref name="observation"/> was seen.</summary>
    public static double Value(float observation) => observation;

    /// <inheritdoc/>
    public void Reset(ref Rng random, Span<float> observation) => observation[0] = _sign = random.NextInt(2) * 2 - 1;

    /// <inheritdoc/>
    public Outcome Step(int action, ref Rng random, Span<float> observation)
    {
        observation[0] = _sign;
        return new Outcome(_sign, Ending.Terminated);
    }

    /// <inheritdoc/>
    public void Sync(StateStream stream) => stream.Sync(ref _sign);
}
