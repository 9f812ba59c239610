namespace Bellman;

/// <summary>
/// A batch of transitions as columns, one row each. A transition has a discount instead of flags: 0 after termination
/// or a lost life, otherwise gamma to the power of its true number of steps.
/// </summary>
/// <param name="rows">Number of transitions.</param>
/// <param name="observationLength">Numbers in an observation.</param>
/// <param name="maskedActions">Number of actions of an environment with an action mask, else 0.</param>
/// <param name="isWeighted">Whether some transitions count more than others.</param>
internal sealed class TransitionBatch(int rows, int observationLength, int maskedActions, bool isWeighted = false)
{
    /// <summary>Transitions in the batch.</summary>
    public int Rows { get; } = rows;

    /// <summary>Numbers in an observation.</summary>
    public int ObservationLength { get; } = observationLength;

    /// <summary>The observations, [rows x observation length].</summary>
    public float[] Observations { get; } = new float[rows * observationLength];

    /// <summary>The actions, [rows].</summary>
    public int[] Actions { get; } = new int[rows];

    /// <summary>The n-step returns: sums of discounted rewards up to the next observations, [rows].</summary>
    public float[] Rewards { get; } = new float[rows];

    /// <summary>The factors of the bootstrapped values, [rows].</summary>
    public float[] Discounts { get; } = new float[rows];

    /// <summary>The next observations, [rows x observation length].</summary>
    public float[] NextObservations { get; } = new float[rows * observationLength];

    /// <summary>Action mask of the next observations, [rows x actions]; empty: every action is legal.</summary>
    public bool[] NextLegalActions { get; } = new bool[rows * maskedActions];

    /// <summary>What the losses are multiplied by, [rows]; empty where all count alike.</summary>
    public float[] Weights { get; } = new float[isWeighted ? rows : 0];

    /// <summary>Where the transitions lie in the memory that they were drawn from, [rows].</summary>
    public int[] Slots { get; } = new int[rows];

    /// <summary>Temporal-difference errors, prediction minus target, [rows]: filled by the learner.</summary>
    public float[] Errors { get; } = new float[rows];
}
