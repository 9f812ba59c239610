using static Bellman.Atari.JoystickAction;

namespace Bellman.Environments.Atari.Games;

/// <summary>
/// The lives at $88 go from 2 to -1; the last one is lost where -1 becomes 2 again, or -2. What the screen shows then
/// is no score.
/// </summary>
internal static class Qbert
{
    public static AtariGame Game { get; } = new("Qbert", "qbert", "484b0076816a104875e00467d431c2d2", Read)
    {
        Actions = [Noop, Fire, Up, Right, Left, Down],
        Begin = new() { Lives = 4, Memory = 2 },
        Difficulties = [0, 1],
        Console = new() { FirstLine = 40 },
    };

    private static GameState Read(Ram ram, GameState before)
    {
        int now = ram.Signed(0x88), last = before.Memory;
        GameState next = before.Next(ram.Bcd(0xDB, 0xDA, 0xD9), isOver: now == -2 || (now == 2 && last == -1),
            now == last - 1 ? before.Lives - 1 : before.Lives);
        next = next with { Memory = now };
        return next.IsOver ? next with { Score = before.Score, Reward = 0 } : next;
    }
}
