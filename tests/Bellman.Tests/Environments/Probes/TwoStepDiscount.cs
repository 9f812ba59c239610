using Bellman.Environments;

namespace Bellman.Tests.Environments.Probes;

/// <summary>
/// Two steps, one action, a reward of 1 after the second. The values are gamma and 1: a learner that misses the first does not bootstrap,
/// or does so with the wrong discount.
/// </summary>
internal sealed class TwoStepDiscount : IEnvironment
{
    private static readonly EnvironmentSpec Description = new("TwoStepDiscount", ObservationLength: 1, ActionCount: 1);

    private int _step;

    /// <inheritdoc/>
    public EnvironmentSpec Spec => Description;

    /// <summary>Q of the only action where <paramref name="observation"/> (0 or 1) was seen.</summary>
    public static double Value(float observation, double gamma) => observation == 0 ? gamma : 1;

    /// <inheritdoc/>
    public void Reset(ref Rng random, Span<float> observation) => observation[0] = _step = 0;

    /// <inheritdoc/>
    public Outcome Step(int action, ref Rng random, Span<float> observation)
    {
        observation[0] = ++_step;
        return _step == 1 ? new Outcome(0) : new Outcome(1, Ending.Terminated);
    }

    /// <inheritdoc/>
    public void Sync(StateStream stream) => stream.Sync(ref _step);
}
