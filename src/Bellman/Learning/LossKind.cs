namespace Bellman.Learning;

/// <summary>Losses of the temporal-difference error.</summary>
public enum LossKind
{
    /// <summary>Squared loss: e^2, with the derivative 2e.</summary>
    Squared,

    /// <summary>Huber loss with threshold 1 (Huber 1964): half the square up to 1, linear beyond.</summary>
    Huber,

    /// <summary>Clipped error (Mnih et al. 2015): half the square, with the derivative clipped to [-1, 1].</summary>
    ClippedError,

    /// <summary>Half the squared loss: e^2 / 2, with the derivative e.</summary>
    HalfSquared,
}
