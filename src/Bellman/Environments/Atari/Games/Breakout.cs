using static Bellman.Atari.JoystickAction;

namespace Bellman.Environments.Atari.Games;

/// <summary>The balls left count only from when five of them were seen: before, the RAM holds anything.</summary>
internal static class Breakout
{
    public static AtariGame Game { get; } = new("Breakout", "breakout", "f34f08e5eb96e500e851a80be3277a56", Read)
    {
        Actions = [Noop, Fire, Right, Left],
        Begin = new() { Lives = 5 },
        Modes = [0, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 44],
        Mode = new(static (ram, mode) => ram[0xB2] == mode, Frames: 1),
        Difficulties = [0, 1],
        Sockets = new(LeftPaddles: true),
    };

    private static GameState Read(Ram ram, GameState before)
    {
        int balls = ram[0xB9];
        bool started = before.Memory != 0 || balls == 5;
        int score = 100 * (ram[0xCC] & 0xF) + ram.Bcd(0xCD);
        return before.Next(score, isOver: started && balls == 0, balls) with { Memory = started ? 1 : 0 };
    }
}
