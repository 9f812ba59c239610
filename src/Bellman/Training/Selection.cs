using Bellman.Agents;

namespace Bellman.Training;

/// <summary>
/// Selects the best agent of a run. A short evaluation comes first. Only an agent that beats the best one gets a long
/// evaluation to confirm it, and only a better long score replaces the best: the maximum of many short scores is biased
/// upwards.
/// </summary>
internal sealed class Selection(RunOptions options, Arena arena, IAgent agent) : IStateful
{
    private Evaluation? _quick; // of the evaluation that goes on, which is never saved: it is played again

    /// <summary>The score by which the policy was chosen; null before the first evaluation.</summary>
    public Evaluation? Best { get; private set; }

    /// <summary>The best agent so far; null before the first evaluation.</summary>
    public IPolicy? Policy { get; private set; }

    /// <summary>
    /// Evaluates the agent as it is now. Seeds are those of the step, so that no evaluation depends on how many there
    /// were before.
    /// </summary>
    /// <param name="steps">Steps of the training so far.</param>
    /// <param name="cancellation">Leaves the evaluation; the next call goes on with it.</param>
    /// <param name="isBest">Whether this agent is kept from now on.</param>
    /// <returns>Null where it was left.</returns>
    public Evaluation? Evaluate(long steps, CancellationToken cancellation, out bool isBest)
    {
        isBest = false;
        _quick ??= Play(options.EvaluateEpisodes, 2 * (ulong)steps, cancellation);
        Evaluation? score = _quick;
        if (score is not null && options.ConfirmEpisodes > 0 && IsBetter(score, Best))
        {
            score = Play(options.ConfirmEpisodes, 2 * (ulong)steps + 1, cancellation);
        }
        if (score is null)
        {
            return null;
        }
        _quick = null;
        isBest = IsBetter(score, Best);
        if (isBest)
        {
            (Best, Policy) = (score, agent.Snapshot());
        }
        return score;
    }

    /// <inheritdoc/>
    public void Sync(StateStream stream)
    {
        if (stream.IsReading)
        {
            _quick = null;
            arena.Abandon();
        }
        bool has = Policy is not null;
        stream.Sync(ref has);
        if (!has)
        {
            return;
        }
        Best = Evaluation.Synced(stream, Best);
        Policy = SyncPolicy(stream, stream.IsReading ? agent.Snapshot() : Policy!);
    }

    /// <summary>Saves a policy, or reads it into one of its kind.</summary>
    public static IPolicy SyncPolicy(StateStream stream, IPolicy policy)
    {
        if (policy is IStateful own)
        {
            own.Sync(stream);
        }
        else
        {
            PolicyFile.Sync(stream, ref policy);
        }
        return policy;
    }

    /// <summary>Whether a score beats the best one. What is not a number never does.</summary>
    internal static bool IsBetter(Evaluation score, Evaluation? best) => score.Mean > (best?.Mean ?? double.NegativeInfinity);

    private Evaluation? Play(int episodes, ulong index, CancellationToken cancellation)
    {
        if (!arena.IsPlaying)
        {
            arena.Begin(episodes, Seeds.For(options.Seed, RandomStream.Selection, index), MostSteps(episodes));
        }
        do
        {
            if (cancellation.IsCancellationRequested)
            {
                return null;
            }
        }
        while (arena.Step(agent.Greedy));
        return arena.End();
    }

    // Counted in steps, because seconds differ from machine to machine.
    private long MostSteps(int episodes)
        => options.EvaluateSteps ?? Math.Max(Math.Max(options.EvaluateEvery, options.Lanes), (long)episodes * RunOptions.LeastStepsPerEpisode);
}
