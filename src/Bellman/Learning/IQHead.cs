namespace Bellman.Learning;

/// <summary>Everything that a head may look at to form targets and errors, as columns with one row per transition.</summary>
public readonly ref struct Backup
{
    /// <summary>Actions taken, [rows].</summary>
    public required ReadOnlySpan<int> Actions { get; init; }

    /// <summary>Discounted rewards up to the successors, [rows].</summary>
    public required ReadOnlySpan<float> Rewards { get; init; }

    /// <summary>What the successors' values are multiplied by, [rows].</summary>
    public required ReadOnlySpan<float> Discounts { get; init; }

    /// <summary>The successors' actions, [rows].</summary>
    public required ReadOnlySpan<int> NextActions { get; init; }

    /// <summary>The online network at the observations, [rows x actions x outputs per action].</summary>
    public required ReadOnlySpan<float> Outputs { get; init; }

    /// <summary>The target network at the successors, [rows x actions x outputs per action].</summary>
    public required ReadOnlySpan<float> Bootstrap { get; init; }

    /// <summary>How many actions there are.</summary>
    public required int ActionCount { get; init; }
}

/// <summary>What the numbers that leave a network mean.</summary>
public interface IQHead
{
    /// <summary>Numbers that describe one action.</summary>
    int OutputsPerAction { get; }

    /// <summary>Turns outputs, [rows x actions x outputs per action], into expected returns, [rows x actions].</summary>
    void Values(ReadOnlySpan<float> outputs, Span<float> values);

    /// <summary>
    /// Forms the mean loss over the batch, writes its derivative by every output (zeros included), and the errors, prediction minus target.
    /// </summary>
    /// <returns>The mean loss.</returns>
    float Loss(in Backup backup, Span<float> outputGradient, Span<float> errors);
}
