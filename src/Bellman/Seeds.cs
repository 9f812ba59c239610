namespace Bellman;

/// <summary>What a random stream is for. Each purpose has streams of its own, so that evaluating never changes training.</summary>
public enum RandomStream : ulong
{
    /// <summary>The lanes' worlds.</summary>
    Environments = 1,

    /// <summary>Initial weights.</summary>
    Weights,

    /// <summary>Exploring actions.</summary>
    Exploration,

    /// <summary>Draws from replay.</summary>
    Replay,

    /// <summary>Evaluations during training, by which the best agent is chosen.</summary>
    Selection,

    /// <summary>The score afterwards, on episodes by which nothing was chosen.</summary>
    Score,

    /// <summary>Noise of networks that explore.</summary>
    Noise,
}

/// <summary>Seeds derived from the one that a person types.</summary>
public static class Seeds
{
    /// <summary>The seed for a purpose; <paramref name="index"/> distinguishes repetitions.</summary>
    public static ulong For(ulong seed, RandomStream purpose, ulong index = 0) => new Rng(new Rng(seed, (ulong)purpose).NextBits(), index).NextBits();
}
