using Bellman.Environments;

namespace Bellman.Tests.Environments.Probes;

/// <summary>
/// Action 0 pays 0.4 for certain; action 1 pays 2 one time in four and else nothing; both end the episode. The values are 0.4 and 0.5:
/// a learner of means prefers the gamble, one that learns something nearer the median (0), as the Huber loss does, prefers the certainty.
/// </summary>
internal sealed class StochasticReward : IEnvironment
{
    private static readonly EnvironmentSpec Description = new("StochasticReward", ObservationLength: 1, ActionCount: 2);

    /// <inheritdoc/>
    public EnvironmentSpec Spec => Description;

    /// <summary>Q of an action.</summary>
    public static double Value(int action) => action == 0 ? 0.4 : 0.5;

    /// <inheritdoc/>
    public void Reset(ref Rng random, Span<float> observation) => observation[0] = 1;

    /// <inheritdoc/>
    public Outcome Step(int action, ref Rng random, Span<float> observation)
    {
        observation[0] = 1;
        float reward = action == 0 ? 0.4f : random.NextInt(4) == 0 ? 2 : 0;
        return new Outcome(reward, Ending.Terminated);
    }

    /// <inheritdoc/>
    public void Sync(StateStream stream)
    {
    }
}
