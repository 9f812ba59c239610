namespace Bellman;

/// <summary>How a step left the episode.</summary>
public enum Ending : byte
{
    /// <summary>Not ended: the episode continues.</summary>
    None,

    /// <summary>A life was lost: the learner does not bootstrap, but the episode continues.</summary>
    LifeLost,

    /// <summary>Terminated: the learner does not bootstrap.</summary>
    Terminated,

    /// <summary>
    /// Truncated by the time limit: the episode ends, and the learner still bootstraps (Pardo et al. 2018).
    /// </summary>
    Truncated,

    /// <summary>
    /// Truncated in the same step in which a life was lost: the episode ends, and the learner does not bootstrap.
    /// </summary>
    LifeLostAndTruncated,
}

/// <summary>The result of one step.</summary>
/// <param name="Reward">The raw reward, never clipped.</param>
/// <param name="Ending">Whether and how the episode ended.</param>
public readonly record struct Outcome(float Reward, Ending Ending = Ending.None)
{
    /// <summary>
    /// Whether the learner bootstraps from the next observation: yes, unless the step terminated or lost a life.
    /// </summary>
    public bool Bootstraps => Ending is Ending.None or Ending.Truncated;

    /// <summary>Whether the episode is over: only termination and truncation end it.</summary>
    public bool EpisodeOver => Ending >= Ending.Terminated;
}

/// <summary>Rules that follow from an <see cref="Ending"/>.</summary>
internal static class Endings
{
    /// <summary>
    /// The same ending with a time limit reached in that step. What stopped the bootstrap still does.
    /// </summary>
    public static Ending OutOfTime(this Ending ending) => ending switch
    {
        Ending.None => Ending.Truncated,
        Ending.LifeLost => Ending.LifeLostAndTruncated,
        _ => ending,
    };
}

/// <summary>
/// One step of every lane, as columns with one row per lane. The next observations are those that the actions led to,
/// also at the end of an episode; the observations to act on next are
/// <see cref="Environments.VectorEnvironment.Observations"/>.
/// </summary>
public readonly ref struct Experience
{
    /// <summary>The observations, [lanes x observation length].</summary>
    public required ReadOnlySpan<float> Observations { get; init; }

    /// <summary>The actions, [lanes].</summary>
    public required ReadOnlySpan<int> Actions { get; init; }

    /// <summary>Rewards and endings, [lanes].</summary>
    public required ReadOnlySpan<Outcome> Outcomes { get; init; }

    /// <summary>The next observations, [lanes x observation length].</summary>
    public required ReadOnlySpan<float> NextObservations { get; init; }

    /// <summary>Action mask of the next observations, [lanes x actions]; empty: every action is always legal.</summary>
    public required ReadOnlySpan<bool> NextLegalActions { get; init; }

    /// <summary>Number of lanes.</summary>
    public int Lanes => Actions.Length;
}

/// <summary>A finished episode.</summary>
/// <param name="Step">Training steps, summed over all lanes, at the end of the episode.</param>
/// <param name="Lane">The lane it was played in.</param>
/// <param name="Return">Sum of raw rewards, undiscounted.</param>
/// <param name="Length">Actions taken.</param>
/// <param name="Ending">Terminated or truncated.</param>
public readonly record struct Episode(long Step, int Lane, double Return, int Length, Ending Ending)
{
    /// <summary>Size in bytes in a saved state.</summary>
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
