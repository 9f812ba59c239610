using Bellman.Environments;

namespace Bellman.Tests.Environments.Probes;

/// <summary>
/// One state, one action, a reward of 1 for ever; the lanes truncate after 10 steps. The value is 1 / (1 - gamma): a learner that finds less
/// takes running out of time for the end of the world (Pardo et al. 2018).
/// </summary>
internal sealed class TruncatedLoop : IEnvironment
{
    private static readonly EnvironmentSpec Description = new("TruncatedLoop", ObservationLength: 1, ActionCount: 1) { TimeLimit = 10 };

    /// <inheritdoc/>
    public EnvironmentSpec Spec => Description;

    /// <summary>Q of the only action.</summary>
    public static double Value(double gamma) => 1 / (1 - gamma);

    /// <inheritdoc/>
    public void Reset(ref Rng random, Span<float> observation) => observation[0] = 1;

    /// <inheritdoc/>
    public Outcome Step(int action, ref Rng random, Span<float> observation)
    {
        observation[0] = 1;
        return new Outcome(1);
    }

    /// <inheritdoc/>
    public void Sync(StateStream stream)
    {
    }
}
