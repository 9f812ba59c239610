namespace Bellman.Neural;

/// <summary>What follows the hidden layers of a network: outputs in groups, one group for each action.</summary>
internal readonly record struct OutputSpec()
{
    /// <summary>How many groups: actions.</summary>
    public required int Groups { get; init; }

    /// <summary>Outputs of a group.</summary>
    public int PerGroup { get; init; } = 1;

    /// <summary>How groups are put together.</summary>
    public StreamKind Streams { get; init; }

    /// <summary>Whether the two streams share the last hidden layer.</summary>
    public bool SharesHidden { get; init; }

    /// <summary>Weight of the squares of V and A in the loss of a row, where the streams are regularized.</summary>
    public float Penalty { get; init; }

    /// <summary>First deviation of the noise of dense layers; null: they have none.</summary>
    public double? Noise { get; init; }

    /// <summary>Whether a group holds quantiles at fractions that are drawn for each row.</summary>
    public bool IsImplicit { get; init; }

    /// <summary>Whether these fractions join what the last hidden layer sees, and not what it makes.</summary>
    public bool FractionsFirst { get; init; }

    /// <summary>Whether there is a group for V before those of the actions.</summary>
    public bool HasValue => Streams is StreamKind.Dueling or StreamKind.Regularized;

    /// <summary>Whether V and A have a hidden layer each.</summary>
    public bool SplitsHidden => HasValue && !SharesHidden;
}
