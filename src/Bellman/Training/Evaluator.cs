using Bellman.Agents;
using Bellman.Environments;

namespace Bellman.Training;

/// <summary>Plays episodes without learning from them, in worlds and on random streams of its own.</summary>
public static class Evaluator
{
    /// <summary>
    /// Steps after which an episode is cut off, unless said otherwise: a policy that goes round in circles would never end. Half an hour of an Atari
    /// game, 108,000 frames.
    /// </summary>
    public const int LongestEpisode = 27_000;

    /// <summary>Plays episodes and gives their figures.</summary>
    /// <param name="policy">Who plays.</param>
    /// <param name="createEnvironment">Makes a world.</param>
    /// <param name="episodes">How many, at least 1.</param>
    /// <param name="seed">
    /// Episode i draws from stream i of this seed, so that the result does not depend on how many are played at once (but an Atari console is not
    /// switched off between two episodes, and its RAM outlives a reset, as in ALE).
    /// </param>
    /// <param name="longest">Steps after which an episode is cut off, if the world's own time limit does not end it before.</param>
    /// <param name="epsilon">Share of random actions; 0: the policy alone plays. They have a random stream of their own.</param>
    /// <param name="workers">Threads to share slow worlds with, which changes nothing else; null: the caller's alone.</param>
    /// <param name="progress">Told after every step how far the evaluation has come.</param>
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
