using System.Globalization;
using System.Text.Json.Serialization;

namespace Bellman;

/// <summary>What an agent must know of a world before it sees it.</summary>
/// <param name="Name">The name people use, such as <c>CartPole-v1</c>.</param>
/// <param name="ObservationLength">Numbers in one observation.</param>
/// <param name="ActionCount">Actions are 0 .. ActionCount-1. Files of policies call it "actions".</param>
public sealed record EnvironmentSpec(string Name, int ObservationLength, [property: JsonPropertyName("actions")] int ActionCount)
{
    /// <summary>Steps after which the lanes truncate an episode; null where episodes may go on for ever.</summary>
    public int? TimeLimit { get; init; }

    /// <summary>Whether some actions are sometimes illegal (<see cref="Environments.IEnvironment.WriteLegalActions"/> is asked only then).</summary>
    public bool HasIllegalActions { get; init; }

    /// <summary>The least value of each number of an observation; empty, or infinite, where some have no bounds.</summary>
    public IReadOnlyList<float> Low { get; init; } = [];

    /// <summary>The greatest value of each number of an observation; empty, or infinite, where some have no bounds.</summary>
    public IReadOnlyList<float> High { get; init; } = [];

    /// <summary>
    /// How an observation forms a picture; null where it is none. The numbers of a picture are k/255 for whole k from 0 to 255, so that
    /// replay keeps them as bytes and nothing scales them again.
    /// </summary>
    public ImageShape? Image { get; init; }

    /// <summary>
    /// Frames that an observation stacks, one after the other: oldest first, each step's newest last, and all of them the first frame when an
    /// episode begins. Replay stores only the newest and rebuilds the rest, so that a world that pads with zeros, or puts the newest first, is
    /// refused; with 1 an observation may be whatever it likes.
    /// </summary>
    public int Stack { get; init; } = 1;

    /// <summary>Frames for which the world itself holds an action; it must not be held again by whoever looks at it.</summary>
    public int FramesPerAction { get; init; } = 1;

    /// <summary>
    /// Whether a step takes many microseconds, so that lanes are worth sharing among threads. Worlds that say so must not change anything that
    /// another one of them reads.
    /// </summary>
    [JsonIgnore] // no matter of those who act: kept policies and their fingerprints do not have it
    public bool IsSlow { get; init; }

    /// <summary>
    /// Whether several of these worlds may be stepped and drawn at the same time on several threads, as <see cref="IsSlow"/> promises too: seen
    /// through its screen, such a world is worth sharing although its own steps are quick.
    /// </summary>
    [JsonIgnore]
    public bool RunsOnAnyThread { get; init; }

    /// <summary>
    /// What the world consists of, as a hash: the transitions of a finite world, the ROM of a game. A policy remembers it, so that a world that
    /// was changed is noticed though its name and form are the same. null: the name says everything.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] // acting does not need it: fingerprints do not have it, files of policies do
    public string? Digest { get; init; }

    /// <summary>What the actions mean, for people; empty where nobody said.</summary>
    public IReadOnlyList<string> ActionNames { get; init; } = [];

    /// <summary>Checks every number, once, where an environment enters; bounds of which some are infinite are none.</summary>
    /// <exception cref="BellmanException">One is impossible.</exception>
    internal EnvironmentSpec Validated()
    {
        OptionCheck.AtLeast(ObservationLength, 1, $"ObservationLength of {Name}");
        OptionCheck.AtLeast(ActionCount, 1, $"Actions of {Name}");
        OptionCheck.AtLeast(TimeLimit ?? 1, 1, $"TimeLimit of {Name}");
        OptionCheck.AtLeast(FramesPerAction, 1, $"FramesPerAction of {Name}");
        OptionCheck.AtLeast(Stack, 1, $"Stack of {Name}");
        if (ObservationLength % Stack != 0 || Image?.Channels % Stack > 0)
        {
            throw new BellmanException($"{Name} stacks {Stack} frames, and {(Image is { } image ? image.ToString() : ObservationLength)} numbers "
                + "cannot be shared evenly among them: set Stack or ObservationLength right.");
        }
        if (Image is var (channels, height, width)
            && (Math.Min(channels, Math.Min(height, width)) < 1 || (Int128)channels * height * width != ObservationLength))
        {
            throw new BellmanException($"{Name} has pictures of {Image} and observations of {ObservationLength} numbers: they must be as many.");
        }
        if (ActionNames.Count != 0 && ActionNames.Count != ActionCount)
        {
            throw new BellmanException($"{Name} has {ActionCount} actions and names for {ActionNames.Count}: name all of them or none.");
        }
        bool areBounded = HaveBounds();
        return areBounded || Low.Count == 0 ? this : this with { Low = [], High = [] };
    }

    private bool HaveBounds()
    {
        if (Low.Count != High.Count || (Low.Count != 0 && Low.Count != ObservationLength))
        {
            throw new BellmanException($"{Name} has {Low.Count} numbers in Low, {High.Count} in High and {ObservationLength} in an observation: "
                + "give bounds for all of them, or leave both empty.");
        }
        bool areFinite = Low.Count > 0;
        for (int i = 0; i < Low.Count; i++)
        {
            if (!(Low[i] <= High[i]))
            {
                throw new BellmanException(string.Create(CultureInfo.InvariantCulture,
                    $"{Name} has the bounds {Low[i]} and {High[i]} at index {i}: Low must be at most High."));
            }
            areFinite &= float.IsFinite(Low[i]) && float.IsFinite(High[i]);
        }
        return areFinite;
    }
}
