namespace Bellman.Learning;

/// <summary>The ways to turn temporal-difference errors into a loss.</summary>
public enum LossKind
{
    /// <summary>The square of the error; its derivative is twice the error.</summary>
    Squared,

    /// <summary>Huber 1964 with threshold 1: half the square up to 1, linear beyond.</summary>
    Huber,

    /// <summary>Mnih et al. 2015: half the square, the error clipped to [-1, 1] in the derivative.</summary>
    ClippedError,
}
