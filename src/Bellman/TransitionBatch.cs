namespace Bellman;

/// <summary>
/// Transitions as columns, one row each. A transition carries a discount instead of flags: 0 after termination or a lost life,
/// gamma to the power of its true number of steps otherwise.
/// </summary>
/// <param name="rows">Transitions.</param>
/// <param name="observationLength">Numbers in an observation.</param>
/// <param name="maskedActions">Actions of a world that has illegal ones, else 0.</param>
/// <param name="isWeighted">Whether some transitions count more than others.</param>
internal sealed class TransitionBatch(int rows, int observationLength, int maskedActions, bool isWeighted = false)
{
    /// <summary>Transitions in the batch.</summary>
    public int Rows { get; } = rows;

    /// <summary>Numbers in an observation.</summary>
    public int ObservationLength { get; } = observationLength;

    /// <summary>Where the actions were taken, [rows x observation length].</summary>
    public float[] Observations { get; } = new float[rows * observationLength];

    /// <summary>The actions, [rows].</summary>
    public int[] Actions { get; } = new int[rows];

    /// <summary>Sums of discounted rewards up to the successors, [rows].</summary>
    public float[] Rewards { get; } = new float[rows];

    /// <summary>What the successors' values are multiplied by, [rows].</summary>
    public float[] Discounts { get; } = new float[rows];

    /// <summary>Where the actions led, [rows x observation length].</summary>
    public float[] NextObservations { get; } = new float[rows * observationLength];

    /// <summary>Which actions the successors allow, [rows x actions]; empty where everything is legal.</summary>
    public bool[] NextLegalActions { get; } = new bool[rows * maskedActions];

    /// <summary>What the losses are multiplied by, [rows]; empty where all count alike.</summary>
    public float[] Weights { get; } = new float[isWeighted ? rows : 0];

    /// <summary>Where the transitions lie in the memory that they were drawn from, [rows].</summary>
    public int[] Slots { get; } = new int[rows];

    /// <summary>Temporal-difference errors, prediction minus target, [rows]: filled by the learner.</summary>
    public float[] Errors { get; } = new float[rows];
}
