using Bellman.Atari;

namespace Bellman.Environments.Atari;

/// <summary>
/// Options of an Atari game. The defaults are those of <c>ALE/Name-v5</c> (Machado et al. 2018 for the sticky actions).
/// </summary>
internal sealed record AtariOptions
{
    /// <summary>Frame skip. If it is more than two, only the last two frames are drawn.</summary>
    public int Skip { get; init; } = 4;

    /// <summary>
    /// If larger than <see cref="Skip"/>: the frame skip is random, uniform from <see cref="Skip"/> to this number (the
    /// old ids).
    /// </summary>
    public int MostSkip { get; init; }

    /// <summary>
    /// Sticky actions: probability that a frame repeats the action of the frame before (repeat_action_probability).
    /// </summary>
    public double Sticky { get; init; } = 0.25;

    /// <summary>
    /// Whether to use the full action set of eighteen actions instead of the minimal one (full_action_space).
    /// </summary>
    public bool AllActions { get; init; }

    /// <summary>Game mode; null: the default mode.</summary>
    public int? Mode { get; init; }

    /// <summary>Difficulty switches at A: left in bit 0, right in bit 1.</summary>
    public int Difficulty { get; init; }

    /// <summary>Frames after which an episode is truncated (max_num_frames_per_episode); null: no limit.</summary>
    public int? MostFrames { get; init; } = 108_000;

    /// <summary>No-op starts: an episode begins with 1 to this many no-ops; 0: none.</summary>
    public int NoOps { get; init; }

    /// <summary>Episodic life: whether a lost life stops the bootstrap.</summary>
    public bool LifeLoss { get; init; }

    /// <summary>
    /// Draw the sticky actions from ALE's generator with this <c>random_seed</c>, not from the lane's stream, to
    /// compare with ALE.
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
