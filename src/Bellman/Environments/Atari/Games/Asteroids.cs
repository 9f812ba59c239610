using static Bellman.Atari.JoystickAction;

namespace Bellman.Environments.Atari.Games;

/// <summary>The score shows five digits and begins again after 99990.</summary>
internal static class Asteroids
{
    public static AtariGame Game { get; } = new("Asteroids", "asteroids", "ccbd36746ed4525821a8083b0d6d2c2c", Read)
    {
        Actions = [Noop, Fire, Up, Right, Left, Down, UpRight, UpLeft, UpFire, RightFire, LeftFire, DownFire, UpRightFire, UpLeftFire],
        Begin = new() { Lives = 4 },
        Modes = [.. Enumerable.Range(0, 32), 128],
        Mode = new(static (ram, mode) => ram[0x80] == mode, Frames: 2),
        Difficulties = [0, 3],
        Console = new() { HmoveBlanks = false },
    };

    private static GameState Read(Ram ram, GameState before)
    {
        int lives = ram[0xBC] >> 4;
        GameState next = before.Next(10 * ram.Bcd(0xBE, 0xBD), isOver: lives == 0, lives);
        return next.Reward < 0 ? next with { Reward = next.Reward + 100_000 } : next;
    }
}
