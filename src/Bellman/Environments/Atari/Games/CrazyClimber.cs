using static Bellman.Atari.JoystickAction;

namespace Bellman.Environments.Atari.Games;

/// <summary>Four digits of hundreds, the lowest first; the score can fall, the reward cannot.</summary>
internal static class CrazyClimber
{
    public static AtariGame Game { get; } = new("CrazyClimber", "crazy_climber", "55ef7b65066428367844342ed59f956c", Read)
    {
        Actions = [Noop, Up, Right, Left, Down, UpRight, UpLeft, DownRight, DownLeft],
        Begin = new() { Lives = 5 },
        Modes = [0, 1, 2, 3],
        Mode = new(static (ram, mode) => ram[0x80] == mode, Frames: 2),
        Difficulties = [0, 1],
    };

    private static GameState Read(Ram ram, GameState before)
    {
        int score = ram[0x82] + 10 * ram[0x83] + 100 * ram[0x84] + 1000 * ram[0x85];
        GameState next = before.Next(100 * score, isOver: ram[0xAA] == 0, ram[0xAA]);
        return next with { Reward = Math.Max(0, next.Reward) };
    }
}
