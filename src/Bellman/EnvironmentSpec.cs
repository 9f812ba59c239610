using System.Text.Json.Serialization;

namespace Bellman;

/// <summary>What an agent must know of a world before it sees it.</summary>
/// <param name="Name">The name people use, such as <c>CartPole-v1</c>.</param>
/// <param name="ObservationLength">Numbers in one observation.</param>
/// <param name="Actions">Actions are 0 .. Actions-1.</param>
public sealed record EnvironmentSpec(string Name, int ObservationLength, int Actions)
{
    /// <summary>Steps after which the lanes truncate an episode; null where episodes may go on for ever.</summary>
    public int? TimeLimit { get; init; }

    /// <summary>Whether some actions are sometimes illegal (<see cref="Environments.IEnvironment.Legal"/> is asked only then).</summary>
    public bool HasIllegalActions { get; init; }

    /// <summary>The least value of each number of an observation; empty where some have no bounds.</summary>
    public IReadOnlyList<float> Low { get; init; } = [];

    /// <summary>The greatest value of each number of an observation; empty where some have no bounds.</summary>
    public IReadOnlyList<float> High { get; init; } = [];

    /// <summary>
    /// How an observation forms a picture; null where it is none. The numbers of a picture are k/255 for whole k from 0 to 255, so that
    /// replay keeps them as bytes and nothing scales them again.
    /// </summary>
    public ImageShape? Image { get; init; }

    /// <summary>Frames that an observation stacks, oldest first; replay stores only the newest and rebuilds the rest.</summary>
    public int Stack { get; init; } = 1;

    /// <summary>Frames for which the world itself holds an action; it must not be held again by whoever looks at it.</summary>
    public int FramesPerAction { get; init; } = 1;

    /// <summary>
    /// Whether a step takes many microseconds, so that lanes are worth sharing among threads. Worlds that say so must not change anything that
    /// another one of them reads.
    /// </summary>
    [JsonIgnore] // no matter of those who act: kept policies and their fingerprints do not have it
    public bool IsSlow { get; init; }

    /// <summary>What the actions mean, for people; empty where nobody said.</summary>
    public IReadOnlyList<string> ActionNames { get; init; } = [];
}
