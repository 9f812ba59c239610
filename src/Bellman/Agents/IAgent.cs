namespace Bellman.Agents;

/// <summary>Chooses actions, one per row of observations.</summary>
public interface IPolicy
{
    /// <summary>Chooses.</summary>
    /// <param name="observations">[rows x observation length].</param>
    /// <param name="legal">[rows x actions]; empty where everything is legal.</param>
    /// <param name="actions">[rows], filled.</param>
    void Act(ReadOnlySpan<float> observations, ReadOnlySpan<bool> legal, Span<int> actions);
}

/// <summary>Learns by doing. As a policy it explores; <see cref="Greedy"/> is what it would do in earnest.</summary>
public interface IAgent : IPolicy, IStateful
{
    /// <summary>What the agent now thinks best. Never draws from the agent's random streams, never learns.</summary>
    IPolicy Greedy { get; }

    /// <summary>Gradient steps, or table updates, so far.</summary>
    long Updates { get; }

    /// <summary>Takes in what the last actions led to, and learns where it is time to.</summary>
    void Observe(in Experience experience);

    /// <summary>Takes in what the last actions led to, and learns from it until it is cancelled.</summary>
    /// <returns>Whether everything was learned that was due; <see cref="Learn"/> does the rest.</returns>
    bool Observe(in Experience experience, CancellationToken cancellation)
    {
        Observe(experience);
        return true;
    }

    /// <summary>Learns what was left when <see cref="Observe(in Experience, CancellationToken)"/> was cancelled.</summary>
    /// <returns>Whether nothing is left any more.</returns>
    bool Learn(CancellationToken cancellation) => true;

    /// <summary>A copy of the greedy policy as it is now, which <see cref="PolicyFile"/> can save.</summary>
    IPolicy Snapshot();

    /// <summary>How the learning has gone since the last report.</summary>
    AgentReport Report();
}

/// <summary>How an agent's learning goes. Not-a-number where there is nothing to say yet.</summary>
/// <param name="Loss">Mean loss since the last report.</param>
/// <param name="Value">Mean value that the agent expected of the actions it took, random ones included, since the last report.</param>
/// <param name="Epsilon">Share of random actions at present.</param>
public readonly record struct AgentReport(double Loss, double Value, double Epsilon);
