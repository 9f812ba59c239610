using Bellman.Atari;

namespace Bellman.Environments.Atari;

/// <summary>
/// How an Atari game is played. The defaults are those of <c>ALE/Name-v5</c> (Machado et al. 2018 for the sticky actions).
/// </summary>
internal sealed record AtariOptions
{
    /// <summary>Frames that an action lasts. Of more than two the first ones are not drawn.</summary>
    public int Skip { get; init; } = 4;

    /// <summary>
    /// Where it is larger than <see cref="Skip"/>: each action lasts from that many to this many frames, drawn evenly (the old ids).
    /// </summary>
    public int MostSkip { get; init; }

    /// <summary>Probability with which a frame repeats the action of the frame before instead of the chosen one.</summary>
    public double Sticky { get; init; } = 0.25;

    /// <summary>Whether all eighteen actions can be chosen instead of those that do something in the game.</summary>
    public bool AllActions { get; init; }

    /// <summary>The game's mode; null for the usual one.</summary>
    public int? Mode { get; init; }

    /// <summary>The difficulty switches at A: the left one in bit 0, the right one in bit 1.</summary>
    public int Difficulty { get; init; }

    /// <summary>Frames after which an episode is truncated; null for none.</summary>
    public int? MostFrames { get; init; } = 108_000;

    /// <summary>An episode begins with 1 to this many actions that do nothing; 0 for none.</summary>
    public int NoOps { get; init; }

    /// <summary>Whether a lost life is reported, so that the learner does not bootstrap beyond it.</summary>
    public bool LifeLoss { get; init; }

    /// <summary>
    /// Draw the sticky actions from ALE's generator with this <c>random_seed</c>, not from the lane's stream, to compare with ALE.
    /// </summary>
    public uint? AleSeed { get; init; }

    /// <summary>Checks the numbers.</summary>
    /// <exception cref="BellmanException">One is out of range.</exception>
    public void Validate()
    {
        OptionCheck.AtLeast(Skip, 1, "skip");
        OptionCheck.AtLeast(NoOps, 0, "noOps");
        OptionCheck.AtLeast(MostFrames ?? 1, 1, "limit");
        OptionCheck.Within(Sticky, 0, 1, "sticky");
    }

    internal void Validate(AtariGame game)
    {
        Validate();
        if (Mode is { } mode && !game.Modes.Contains(mode))
        {
            throw new BellmanException($"{game.Name} has no mode {mode}: it has {string.Join(", ", game.Modes)}.");
        }
        if (!game.Difficulties.Contains(Difficulty))
        {
            throw new BellmanException($"{game.Name} has no difficulty {Difficulty}: it has {string.Join(", ", game.Difficulties)}.");
        }
    }

    internal IReadOnlyList<JoystickAction> Actions(AtariGame game) => AllActions ? AtariGame.AllActions : game.Actions;
}
