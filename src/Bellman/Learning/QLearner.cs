namespace Bellman.Learning;

/// <summary>
/// One gradient step of Q-learning with a target network, the same for all DQN variants. The head defines the meaning
/// of the outputs and the loss.
/// </summary>
/// <param name="online">The online network.</param>
/// <param name="target">The target network, updated by <see cref="UpdateTarget"/>.</param>
/// <param name="head">The head.</param>
/// <param name="actions">Number of actions.</param>
/// <param name="rows">Batch size.</param>
/// <param name="isDouble">The online network chooses the next action (van Hasselt et al. 2016).</param>
/// <param name="munchausen">Softens the targets; null: they are those of the greedy action.</param>
internal sealed class QLearner(
    INetwork online, INetwork target, IQHead head, int actions, int rows, bool isDouble, Munchausen? munchausen = null)
{
    private readonly int _outputs = head.OutputCount(actions);
    private readonly float[] _values = new float[rows * actions];
    private readonly int[] _nextActions = new int[rows];
    private readonly float[] _nextPolicy = new float[munchausen is null ? 0 : rows * actions];
    private readonly float[] _rewards = new float[munchausen is null ? 0 : rows];
    private readonly float[] _outputGradient = new float[rows * head.OutputCount(actions)];

    /// <summary>Learns from a batch and writes its errors into it.</summary>
    /// <param name="batch">What happened.</param>
    /// <param name="learningRate">The learning rate.</param>
    /// <param name="noise">Draws the noise of networks that have some, anew for every pass.</param>
    /// <returns>
    /// The mean loss before the step; NaN where the loss or an error is not finite, and then nothing was learned.
    /// </returns>
    /// <exception cref="BellmanException">A network of your own gives too few outputs, or too many.</exception>
    public float Learn(TransitionBatch batch, float learningRate, ref Rng noise)
    {
        AddBonuses(batch, ref noise);
        ReadOnlySpan<float> bootstrap = Outputs(target, batch.NextObservations, ForwardMode.Explore, ref noise);
        head.Values(isDouble ? Outputs(online, batch.NextObservations, ForwardMode.Explore, ref noise) : bootstrap, _values);
        Choose(batch);
        var backup = new Backup
        {
            Actions = batch.Actions,
            Rewards = munchausen is null ? batch.Rewards : _rewards,
            Discounts = batch.Discounts,
            NextActions = _nextActions,
            NextPolicy = _nextPolicy,
            Weights = batch.Weights,
            Outputs = Outputs(online, batch.Observations, ForwardMode.Learn, ref noise),
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

    /// <summary>
    /// Updates the target network: 1 copies the online network, less averages with it (Lillicrap et al. 2016).
    /// </summary>
    public void UpdateTarget(float tau) => target.CopyFrom(online, tau);

    // The log-policy of what was done; it stays where the episode ends.
    private void AddBonuses(TransitionBatch batch, ref Rng noise)
    {
        if (munchausen is not null)
        {
            head.Values(Outputs(target, batch.Observations, ForwardMode.Explore, ref noise), _values);
            for (int row = 0; row < rows; row++)
            {
                _rewards[row] = batch.Rewards[row] + munchausen.Bonus(_values.AsSpan(row * actions, actions), batch.Actions[row]);
            }
        }
    }

    private void Choose(TransitionBatch batch)
    {
        if (munchausen is null)
        {
            Policy.Greedy(_values, batch.NextLegalActions, _nextActions);
            return;
        }
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<bool> legal = batch.NextLegalActions.Length == 0 ? [] : batch.NextLegalActions.AsSpan(row * actions, actions);
            float entropy = munchausen.SoftPolicy(_values.AsSpan(row * actions, actions), legal, _nextPolicy.AsSpan(row * actions, actions));
            _rewards[row] += batch.Discounts[row] == 0 ? 0 : batch.Discounts[row] * entropy;
        }
    }

    private ReadOnlySpan<float> Outputs(INetwork network, ReadOnlySpan<float> inputs, ForwardMode pass, ref Rng noise)
    {
        network.DrawNoise(ref noise, rows);
        return network.Outputs(inputs, rows, rows * _outputs, pass);
    }
}
