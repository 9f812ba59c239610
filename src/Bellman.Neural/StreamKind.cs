namespace Bellman.Neural;

/// <summary>How the values of the actions are put together from what the last dense layer makes.</summary>
public enum StreamKind
{
    /// <summary>Q(a) = A(a).</summary>
    Plain,

    /// <summary>Q(a) = V + A(a) - mean of A (Wang et al. 2016, equation 9).</summary>
    Dueling,

    /// <summary>Q(a) = V + A(a), with a penalty on the squares of both (Daley et al. 2025, RDQ).</summary>
    Regularized,

    /// <summary>Q(a) = A(a) + sum of A: the mean expanded by the number of actions (Nagarajan et al. 2026).</summary>
    MeanExpansion,
}
