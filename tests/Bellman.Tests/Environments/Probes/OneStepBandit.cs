using Bellman.Environments;

namespace Bellman.Tests.Environments.Probes;

/// <summary>One state, one action, a reward of 1, the end. The value is 1: a learner that misses it cannot fit a constant.</summary>
internal sealed class OneStepBandit : IEnvironment
{
    private static readonly EnvironmentSpec Description = new("OneStepBandit", ObservationLength: 1, ActionCount: 1);

    /// <inheritdoc/>
    public EnvironmentSpec Spec => Description;

    /// <summary>Q of the only action.</summary>
    public static double Value => 1;

    /// <inheritdoc/>
    public void Reset(ref Rng random, Span<float> observation) => observation[0] = 1;

    /// <inheritdoc/>
    public Outcome Step(int action, ref Rng random, Span<float> observation)
    {
        observation[0] = 1;
        return new Outcome(1, Ending.Terminated);
    }

    /// <inheritdoc/>
    public void Sync(StateStream stream)
    {
    }
}
