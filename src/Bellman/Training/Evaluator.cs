using Bellman.Agents;
using Bellman.Environments;

namespace Bellman.Training;

/// <summary>
/// Evaluates policies: plays episodes without learning, in environments and with random streams of its own.
/// </summary>
public static class Evaluator
{
    /// <summary>
    /// Default step limit of an evaluation episode, because a bad policy may never end it: 108,000 Atari frames, half
    /// an hour of play.
    /// </summary>
    public const int LongestEpisode = 27_000;

    /// <summary>Plays episodes and returns their statistics.</summary>
    /// <param name="policy">The policy to evaluate.</param>
    /// <param name="createEnvironment">Creates an environment.</param>
    /// <param name="episodes">How many, at least 1.</param>
    /// <param name="seed">
    /// Episode i uses stream i of this seed, so that the result does not depend on the number of parallel episodes.
    /// (One exception, as in ALE: the RAM of an Atari console outlives a reset.)
    /// </param>
    /// <param name="longest">Step limit of an episode, in addition to the time limit of the environment.</param>
    /// <param name="epsilon">
    /// Epsilon: probability of a random action; 0: greedy. Random actions have a random stream of their own.
    /// </param>
    /// <param name="workers">
    /// Threads for slow environments; results do not depend on them. null: the caller's thread only.
    /// </param>
    /// <param name="progress">Receives the progress after every step.</param>
    /// <param name="cancellation">Ends the evaluation early, without a result.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Evaluation Run(
        IPolicy policy, Func<IEnvironment> createEnvironment, int episodes, ulong seed, int longest = LongestEpisode, double epsilon = 0,
        WorkerPool? workers = null, IProgress<EvaluationProgress>? progress = null, CancellationToken cancellation = default)
    {
        using var arena = new Arena(createEnvironment, longest, epsilon, workers);
        return arena.Play(policy, episodes, seed, progress, cancellation);
    }
}
