using System.Globalization;
using System.Text.Json.Serialization;

namespace Bellman;

/// <summary>The properties of an environment that an agent needs before the first step.</summary>
/// <param name="Name">The name people use, such as <c>CartPole-v1</c>.</param>
/// <param name="ObservationLength">Numbers in one observation.</param>
/// <param name="ActionCount">Number of actions; actions are 0 .. ActionCount-1. Policy files call it "actions".</param>
public sealed record EnvironmentSpec(string Name, int ObservationLength, [property: JsonPropertyName("actions")] int ActionCount)
{
    /// <summary>Time limit: steps after which an episode is truncated; null: no limit.</summary>
    public int? TimeLimit { get; init; }

    /// <summary>
    /// Whether the environment has an action mask: some actions are sometimes illegal. Only then is
    /// <see cref="Environments.IEnvironment.WriteLegalActions"/> called.
    /// </summary>
    public bool HasIllegalActions { get; init; }

    /// <summary>Lower bound of each number of an observation; empty or infinite: no bound.</summary>
    public IReadOnlyList<float> Low { get; init; } = [];

    /// <summary>Upper bound of each number of an observation; empty or infinite: no bound.</summary>
    public IReadOnlyList<float> High { get; init; } = [];

    /// <summary>
    /// Shape of an image observation; null: the observation is not an image. The numbers of an image are k/255 for
    /// integers k from 0 to 255, so that replay can store them as bytes. They are not scaled again.
    /// </summary>
    public ImageShape? Image { get; init; }

    /// <summary>
    /// Frame stack: the number of frames in an observation, oldest first. When an episode begins, its first frame fills
    /// the stack. Replay stores only the newest frame and rebuilds the stack. An environment that pads with zeros, or
    /// puts the newest frame first, is refused. 1: no stack; the observation may have any form.
    /// </summary>
    public int Stack { get; init; } = 1;

    /// <summary>Frame skip of the environment itself. Nobody else may repeat its actions again.</summary>
    public int FramesPerAction { get; init; } = 1;

    /// <summary>
    /// Whether a step takes many microseconds, so that it pays to step lanes on several threads. Such an environment
    /// must not change anything that another instance reads.
    /// </summary>
    [JsonIgnore] // no matter of those who act: kept policies and their fingerprints do not have it
    public bool IsSlow { get; init; }

    /// <summary>
    /// Whether several instances may be stepped and drawn on several threads at the same time; <see cref="IsSlow"/>
    /// implies it. With pixel observations, threads pay even where a step itself is fast.
    /// </summary>
    [JsonIgnore]
    public bool RunsOnAnyThread { get; init; }

    /// <summary>
    /// Hash of the content of the environment: the transitions of an MDP, the ROM of a game. A policy file stores it,
    /// so that a changed environment is noticed even if its name and sizes are the same. null: the name identifies the
    /// environment.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] // acting does not need it: fingerprints do not have it, files of policies do
    public string? Digest { get; init; }

    /// <summary>Names of the actions for display; may be empty.</summary>
    public IReadOnlyList<string> ActionNames { get; init; } = [];

    /// <summary>
    /// Checks every number once, when an environment is first used. If some bounds are infinite, there are no bounds.
    /// </summary>
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
