namespace Bellman;

/// <summary>How one action left the episode.</summary>
public enum Ending : byte
{
    /// <summary>The episode goes on.</summary>
    None,

    /// <summary>A life was lost: the learner stops bootstrapping here, the world goes on.</summary>
    LifeLost,

    /// <summary>The world is over: there is nothing to bootstrap from.</summary>
    Terminated,

    /// <summary>Time ran out: the episode ends, but the successor still has a value (Pardo et al. 2018).</summary>
    Truncated,

    /// <summary>A life was lost in the step in which time ran out: the episode ends, and nothing is bootstrapped.</summary>
    LifeLostAndTruncated,
}

/// <summary>What one action led to.</summary>
/// <param name="Reward">The reward as the world gives it, never clipped.</param>
/// <param name="Ending">Whether and how something ended.</param>
public readonly record struct Outcome(float Reward, Ending Ending = Ending.None)
{
    /// <summary>Whether the value of the successor counts: only termination and a lost life stop the bootstrap.</summary>
    public bool Bootstraps => Ending is Ending.None or Ending.Truncated;

    /// <summary>Whether the episode is over: only termination and truncation end it.</summary>
    public bool EpisodeOver => Ending >= Ending.Terminated;
}

/// <summary>What follows from endings.</summary>
internal static class Endings
{
    /// <summary>The same step where time runs out in it: what stops the bootstrap still does.</summary>
    public static Ending OutOfTime(this Ending ending) => ending switch
    {
        Ending.None => Ending.Truncated,
        Ending.LifeLost => Ending.LifeLostAndTruncated,
        _ => ending,
    };
}

/// <summary>
/// One step of every lane, as columns with one row per lane. Successors are where the actions led, also where the episode ended there;
/// what to act on next is <see cref="Environments.VectorEnvironment.Observations"/>.
/// </summary>
public readonly ref struct Experience
{
    /// <summary>What was seen, [lanes x observation length].</summary>
    public required ReadOnlySpan<float> Observations { get; init; }

    /// <summary>What was done, [lanes].</summary>
    public required ReadOnlySpan<int> Actions { get; init; }

    /// <summary>What it led to, [lanes].</summary>
    public required ReadOnlySpan<Outcome> Outcomes { get; init; }

    /// <summary>What was seen then, [lanes x observation length].</summary>
    public required ReadOnlySpan<float> NextObservations { get; init; }

    /// <summary>Which actions the successors allow, [lanes x actions]; empty where the world allows all of them everywhere.</summary>
    public required ReadOnlySpan<bool> NextLegalActions { get; init; }

    /// <summary>How many lanes there are.</summary>
    public int Lanes => Actions.Length;
}

/// <summary>A finished episode.</summary>
/// <param name="Step">Training steps of all lanes at its end.</param>
/// <param name="Lane">Where it was played.</param>
/// <param name="Return">Sum of raw rewards, undiscounted.</param>
/// <param name="Length">Actions taken.</param>
/// <param name="Ending">Terminated or truncated.</param>
public readonly record struct Episode(long Step, int Lane, double Return, int Length, Ending Ending)
{
    /// <summary>Bytes of one in a saved state.</summary>
    internal const int Bytes = 2 * sizeof(long) + 3 * sizeof(int);

    internal static void Sync(StateStream stream, ref Episode episode)
    {
        (long step, int lane, double sum, int length, Ending ending) = episode;
        stream.Sync(ref step);
        stream.Sync(ref lane);
        stream.Sync(ref sum);
        stream.Sync(ref length);
        stream.Sync(ref ending);
        episode = new(step, lane, sum, length, ending);
    }
}
