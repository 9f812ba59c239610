using Bellman.Atari;

namespace Bellman.Environments.Atari;

/// <summary>Reads score, lives and end off the RAM.</summary>
internal delegate GameState RamReader(Ram ram, GameState before);

/// <summary>Whether the RAM shows that a mode is chosen.</summary>
internal delegate bool ModeShown(Ram ram, int mode);

/// <summary>
/// How a player walks to one of a game's modes: look at the RAM, hold SELECT for some frames, look again.
/// </summary>
/// <param name="Shown">Whether the wanted mode is there.</param>
/// <param name="Frames">For how long SELECT is held.</param>
internal sealed record ModeSwitch(ModeShown Shown, int Frames)
{
    /// <summary>Whether RESET is pressed before, too.</summary>
    public bool ResetFirst { get; init; }

    /// <summary>What the rules remember when the mode was chosen.</summary>
    public int Memory { get; init; }
}

/// <summary>The description of an Atari game, as in the Arcade Learning Environment 0.12.</summary>
/// <param name="Name">The name, as it stands in <c>ALE/Name-v5</c>.</param>
/// <param name="RomId">The usual name of the ROM's file, without its ending.</param>
/// <param name="Md5">The MD5 sum of the ROM that the scores of the literature belong to.</param>
/// <param name="Read">The rules.</param>
internal sealed record AtariGame(string Name, string RomId, string Md5, RamReader Read)
{
    /// <summary>All eighteen actions.</summary>
    public static IReadOnlyList<JoystickAction> AllActions { get; } = Enum.GetValues<JoystickAction>();

    /// <summary>The actions that do something, in ascending order.</summary>
    public IReadOnlyList<JoystickAction> Actions { get; init; } = AllActions;

    /// <summary>Actions of one frame each that start the game.</summary>
    public IReadOnlyList<JoystickAction> Start { get; init; } = [];

    /// <summary>The reading when a game begins.</summary>
    public GameState Begin { get; init; }

    /// <summary>The modes; the first is the usual one.</summary>
    public IReadOnlyList<int> Modes { get; init; } = [0];

    /// <summary>How a mode is chosen; null where there is but one.</summary>
    public ModeSwitch? Mode { get; init; }

    /// <summary>
    /// The settings of the difficulty switches, left in bit 0 and right in bit 1; 0 is the usual one.
    /// </summary>
    public IReadOnlyList<int> Difficulties { get; init; } = [0];

    /// <summary>What is plugged in.</summary>
    public Controllers Sockets { get; init; }

    /// <summary>How the console shows it.</summary>
    public ConsoleOptions Console { get; init; } = new();

    /// <summary>The file of its ROM where that comes with Bellman; null where it is the user's.</summary>
    public string? Image { get; init; }

    /// <summary>
    /// MD5 sums of other ROMs of the same game that older collections hold; scores with them are other scores.
    /// </summary>
    public IReadOnlyList<string> OtherDumps { get; init; } = [];
}
