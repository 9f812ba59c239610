namespace Bellman.Learning;

/// <summary>
/// Everything that a head needs to compute targets and errors, as columns with one row per transition.
/// </summary>
internal readonly ref struct Backup
{
    /// <summary>Actions taken, [rows].</summary>
    public required ReadOnlySpan<int> Actions { get; init; }

    /// <summary>Discounted rewards up to the next observations, [rows].</summary>
    public required ReadOnlySpan<float> Rewards { get; init; }

    /// <summary>Factors of the bootstrapped values, [rows].</summary>
    public required ReadOnlySpan<float> Discounts { get; init; }

    /// <summary>The actions at the next observations, [rows]; ignored if there is a <see cref="NextPolicy"/>.</summary>
    public required ReadOnlySpan<int> NextActions { get; init; }

    /// <summary>The online network at the observations, [rows x outputs].</summary>
    public required ReadOnlySpan<float> Outputs { get; init; }

    /// <summary>The target network at the next observations, [rows x outputs].</summary>
    public required ReadOnlySpan<float> Bootstrap { get; init; }

    /// <summary>Number of actions.</summary>
    public required int ActionCount { get; init; }

    /// <summary>
    /// The policy at the next observations, [rows x actions]; empty: the next action has probability 1.
    /// </summary>
    public ReadOnlySpan<float> NextPolicy { get; init; }

    /// <summary>Importance weights of the transitions, [rows]; empty: 1.</summary>
    public ReadOnlySpan<float> Weights { get; init; }

    /// <summary>
    /// Multiplies a row's loss and its derivative by the row's share of the mean: its weight over the rows.
    /// </summary>
    /// <param name="row">The row.</param>
    /// <param name="loss">Its loss.</param>
    /// <param name="gradient">The loss's derivative, multiplied in place.</param>
    /// <returns>What the row adds to the mean loss.</returns>
    public float Weigh(int row, float loss, Span<float> gradient)
    {
        float share = (Weights.IsEmpty ? 1 : Weights[row]) / Actions.Length;
        foreach (ref float slope in gradient)
        {
            slope *= share;
        }
        return loss * share;
    }

    /// <summary>
    /// What the next observation of a row is worth in each of the numbers that describe an action: those of the next
    /// action, or the mean under the next policy.
    /// </summary>
    /// <param name="row">The row.</param>
    /// <param name="stride">Outputs of a row.</param>
    /// <param name="mean">[numbers of an action], filled.</param>
    public void NextMean(int row, int stride, Span<float> mean)
    {
        ReadOnlySpan<float> next = Bootstrap.Slice(row * stride, stride);
        if (NextPolicy.IsEmpty)
        {
            next.Slice(NextActions[row] * mean.Length, mean.Length).CopyTo(mean);
            return;
        }
        mean.Clear();
        for (int action = 0; action < ActionCount; action++)
        {
            float probability = NextPolicy[row * ActionCount + action];
            for (int i = 0; i < mean.Length && probability > 0; i++)
            {
                mean[i] += probability * next[action * mean.Length + i];
            }
        }
    }
}

/// <summary>A head: the meaning of a network's outputs.</summary>
internal interface IQHead
{
    /// <summary>
    /// Numbers in one row of outputs: those of the first action, of the second, and so on, and then what belongs to
    /// none.
    /// </summary>
    int OutputCount(int actions);

    /// <summary>
    /// Turns outputs, [rows x outputs], into expected returns, [rows x actions]. Any number of threads may call it at
    /// once.
    /// </summary>
    void Values(ReadOnlySpan<float> outputs, Span<float> values);

    /// <summary>
    /// Forms the mean loss over the batch, each row's multiplied by its weight, and writes its derivative by every
    /// output (zeros included). Into <paramref name="errors"/> goes how wrong each row was before its weight:
    /// prediction minus target where these are numbers, the loss where they are distributions.
    /// </summary>
    /// <returns>The mean loss.</returns>
    float Loss(in Backup backup, Span<float> outputGradient, Span<float> errors);

    /// <summary>What <see cref="Loss"/> found beyond the support; null: the head has none.</summary>
    EdgeShare? Edge => null;
}
