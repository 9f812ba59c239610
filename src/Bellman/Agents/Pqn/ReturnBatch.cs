using Bellman.Learning;

namespace Bellman.Agents.Pqn;

/// <summary>What a network is fitted to in one gradient step, as columns with one row each.</summary>
/// <param name="rows">The most rows.</param>
/// <param name="observationLength">Numbers in an observation.</param>
/// <param name="actionCount">How many actions there are.</param>
/// <param name="head">What the network's outputs mean.</param>
internal sealed class ReturnBatch(int rows, int observationLength, int actionCount, IQHead head)
{
    private readonly float[] _outputGradient = new float[rows * head.OutputCount(actionCount)];
    private readonly float[] _errors = new float[rows];
    private readonly float[] _discounts = new float[rows]; // zeros: a return says everything, nothing is bootstrapped
    private int _used;

    /// <summary>The most rows.</summary>
    public int Rows { get; } = rows;

    /// <summary>Where the actions were taken, [rows x observation length].</summary>
    public float[] Observations { get; } = new float[rows * observationLength];

    /// <summary>The actions, [rows].</summary>
    public int[] Actions { get; } = new int[rows];

    /// <summary>What they are said to have earned, [rows].</summary>
    public float[] Returns { get; } = new float[rows];

    /// <summary>The largest error of the last step; infinity or NaN where there is one.</summary>
    public float LargestError => FiniteNumbers.Largest(_errors.AsSpan(0, _used));

    /// <summary>Fits a network to the first rows.</summary>
    /// <returns>The mean loss before the step; NaN where the loss or an error is not finite, and then nothing was
    /// learned.</returns>
    public float Learn(INetwork network, int used, float learningRate)
    {
        _used = used;
        int length = used * head.OutputCount(actionCount);
        ReadOnlySpan<float> outputs = network.Outputs(Observations.AsSpan(0, used * observationLength), used, length, ForwardMode.Learn);
        Span<float> outputGradient = _outputGradient.AsSpan(0, length), errors = _errors.AsSpan(0, used);
        float loss = head.Loss(new Backup
        {
            Actions = Actions.AsSpan(0, used),
            Rewards = Returns.AsSpan(0, used),
            Discounts = _discounts.AsSpan(0, used),
            NextActions = Actions.AsSpan(0, used),
            Outputs = outputs,
            Bootstrap = [],
            ActionCount = actionCount,
        }, outputGradient, errors);
        if (!float.IsFinite(loss) || !FiniteNumbers.All(errors))
        {
            return float.NaN;
        }
        network.Backward(outputGradient, used);
        network.Update(learningRate);
        return loss;
    }
}
