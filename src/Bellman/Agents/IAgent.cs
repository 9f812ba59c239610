namespace Bellman.Agents;

/// <summary>A policy: chooses one action per row of observations.</summary>
public interface IPolicy
{
    /// <summary>Chooses actions.</summary>
    /// <param name="observations">[rows x observation length].</param>
    /// <param name="legal">Action mask, [rows x actions]; empty: every action is legal.</param>
    /// <param name="actions">[rows], filled.</param>
    void Act(ReadOnlySpan<float> observations, ReadOnlySpan<bool> legal, Span<int> actions);
}

/// <summary>A learning agent. As a policy it explores; <see cref="Greedy"/> is its greedy policy.</summary>
public interface IAgent : IPolicy, IStateful
{
    /// <summary>The present greedy policy. It uses none of the agent's random streams and does not learn.</summary>
    IPolicy Greedy { get; }

    /// <summary>Gradient steps, or table updates, so far.</summary>
    long Updates { get; }

    /// <summary>Observes the experience of the last actions, and learns when training is due.</summary>
    void Observe(in Experience experience);

    /// <summary>Observes the experience of the last actions, and learns until it is cancelled.</summary>
    /// <returns>Whether all training that was due is done; <see cref="Learn"/> does the rest.</returns>
    bool Observe(in Experience experience, CancellationToken cancellation)
    {
        Observe(experience);
        return true;
    }

    /// <summary>
    /// Does the training that was left when <see cref="Observe(in Experience, CancellationToken)"/> was cancelled.
    /// </summary>
    /// <returns>Whether nothing is left any more.</returns>
    bool Learn(CancellationToken cancellation) => true;

    /// <summary>A copy of the greedy policy as it is now, which <see cref="PolicyFile"/> can save.</summary>
    IPolicy Snapshot();

    /// <summary>How the learning has gone since the last report.</summary>
    AgentReport Report();
}

/// <summary>How an agent's learning goes. Not-a-number where there is nothing to say yet.</summary>
/// <param name="Loss">Mean loss since the last report.</param>
/// <param name="Value">Mean Q value of the actions taken since the last report, including random ones.</param>
/// <param name="Epsilon">Present epsilon.</param>
/// <param name="Edge">
/// Share of the targets' probability since the last report that lay beyond the support of the head, and counted as its
/// edge.
/// </param>
public readonly record struct AgentReport(double Loss, double Value, double Epsilon, double Edge = double.NaN);
