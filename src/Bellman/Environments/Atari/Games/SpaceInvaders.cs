using static Bellman.Atari.JoystickAction;

namespace Bellman.Environments.Atari.Games;

/// <summary>The score shows four digits and begins again after 9999.</summary>
internal static class SpaceInvaders
{
    public static AtariGame Game { get; } = new("SpaceInvaders", "space_invaders", "72ffbef6504b75e69ee1045af9075f66", Read)
    {
        Actions = [Noop, Fire, Right, Left, RightFire, LeftFire],
        Begin = new() { Lives = 3 },
        Modes = [.. Enumerable.Range(0, 16)],
        Mode = new(static (ram, mode) => ram[0xDC] == mode, Frames: 2),
        Difficulties = [0, 1],
        OtherDumps = ["61dbe94f110f30ca4ec524ae5ce2d026"],
    };

    private static GameState Read(Ram ram, GameState before)
    {
        int lives = ram[0xC9];
        GameState next = before.Next(ram.Bcd(0xE8, 0xE6), isOver: (ram[0x98] & 0x80) != 0 || lives == 0, lives);
        return next.Reward < 0 ? next with { Reward = next.Reward + 10_000 } : next;
    }
}
