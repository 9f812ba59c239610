namespace Bellman;

/// <summary>
/// The purposes of random numbers. Each has its own streams, so that evaluation never changes training.
/// </summary>
public enum RandomStream : ulong
{
    /// <summary>The environments of the lanes.</summary>
    Environments = 1,

    /// <summary>Initial weights.</summary>
    Weights,

    /// <summary>Exploration.</summary>
    Exploration,

    /// <summary>Sampling from replay memory.</summary>
    Replay,

    /// <summary>Evaluations during training, which select the best agent.</summary>
    Selection,

    /// <summary>The final score, on episodes that were not used for selection.</summary>
    Score,

    /// <summary>Noise of networks that explore.</summary>
    Noise,
}

/// <summary>Seeds derived from the seed of the run.</summary>
public static class Seeds
{
    /// <summary>The seed for a purpose; <paramref name="index"/> distinguishes repetitions.</summary>
    public static ulong For(ulong seed, RandomStream purpose, ulong index = 0) => new Rng(new Rng(seed, (ulong)purpose).NextBits(), index).NextBits();
}
