using Bellman.Agents;

namespace Bellman.Training;

/// <summary>How far a training has come.</summary>
/// <param name="Counters">Steps, episodes and updates so far.</param>
/// <param name="Agent">How the learning went since the last progress.</param>
/// <param name="Finished">Episodes that ended since the last progress. The list is used again: copy what you keep.</param>
/// <param name="Evaluation">A greedy evaluation, where one was made just now.</param>
/// <param name="IsBest">Whether that evaluation made this agent the one that is kept.</param>
public readonly record struct Progress(
    Counters Counters, AgentReport Agent, IReadOnlyList<Episode> Finished, Evaluation? Evaluation = null, bool IsBest = false);
