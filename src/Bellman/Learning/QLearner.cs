namespace Bellman.Learning;

/// <summary>
/// One gradient step of Q-learning with a target network, the same for the whole family: what the outputs mean, and hence the loss,
/// is the head's; how actions are chosen at the successor is the only switch.
/// </summary>
/// <param name="online">Learns.</param>
/// <param name="target">Values the successors; follows by <see cref="UpdateTarget"/>.</param>
/// <param name="head">What outputs mean.</param>
/// <param name="actions">How many actions there are.</param>
/// <param name="rows">Transitions in a batch.</param>
/// <param name="isDouble">The online network chooses the successor's action (van Hasselt et al. 2016).</param>
public sealed class QLearner(INetwork online, INetwork target, IQHead head, int actions, int rows, bool isDouble)
{
    private readonly float[] _values = new float[rows * actions];
    private readonly int[] _nextActions = new int[rows];
    private readonly float[] _outputGradient = new float[rows * actions * head.OutputsPerAction];

    /// <summary>Learns from a batch and leaves its errors in it.</summary>
    /// <returns>The mean loss before the step; NaN where the loss or an error is not finite, and then nothing was learned.</returns>
    /// <exception cref="BellmanException">A network of your own gives too few outputs, or too many.</exception>
    public float Learn(TransitionBatch batch, float learningRate)
    {
        ReadOnlySpan<float> bootstrap = Outputs(target, batch.NextObservations, ForwardMode.Explore);
        head.Values(isDouble ? Outputs(online, batch.NextObservations, ForwardMode.Explore) : bootstrap, _values);
        Policy.Greedy(_values, batch.NextLegalActions, _nextActions);
        var backup = new Backup
        {
            Actions = batch.Actions,
            Rewards = batch.Rewards,
            Discounts = batch.Discounts,
            NextActions = _nextActions,
            Outputs = Outputs(online, batch.Observations, ForwardMode.Learn),
            Bootstrap = bootstrap,
            ActionCount = actions,
        };
        float loss = head.Loss(backup, _outputGradient, batch.Errors);
        if (!float.IsFinite(loss) || !FiniteNumbers.All(batch.Errors))
        {
            return float.NaN;
        }
        online.Backward(_outputGradient, rows);
        online.Update(learningRate);
        return loss;
    }

    /// <summary>Moves the target network towards the online one: 1 copies, less mixes (Lillicrap et al. 2016).</summary>
    public void UpdateTarget(float tau) => target.CopyFrom(online, tau);

    private ReadOnlySpan<float> Outputs(INetwork network, ReadOnlySpan<float> inputs, ForwardMode pass)
        => network.Outputs(inputs, rows, rows * actions * head.OutputsPerAction, pass);
}
