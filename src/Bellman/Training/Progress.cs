using Bellman.Agents;

namespace Bellman.Training;

/// <summary>Progress of a training run.</summary>
/// <param name="Counters">Steps, episodes and updates so far.</param>
/// <param name="Agent">Statistics of the learning since the last progress.</param>
/// <param name="Finished">Episodes that ended since the last progress. The list is reused: copy what you keep.</param>
/// <param name="Evaluation">A greedy evaluation, if there was one in this step.</param>
/// <param name="IsBest">Whether that evaluation made this agent the best one.</param>
public readonly record struct Progress(
    Counters Counters, AgentReport Agent, IReadOnlyList<Episode> Finished, Evaluation? Evaluation = null, bool IsBest = false);
