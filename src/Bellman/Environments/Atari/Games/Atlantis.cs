using static Bellman.Atari.JoystickAction;

namespace Bellman.Environments.Atari.Games;

/// <summary>Hundreds only. What the screen shows at the end is no score.</summary>
internal static class Atlantis
{
    public static AtariGame Game { get; } = new("Atlantis", "atlantis", "9ad36e699ef6f45d9eb6c4cf90475c9f", Read)
    {
        Actions = [Noop, Fire, RightFire, LeftFire],
        Begin = new() { Lives = 6 },
        Modes = [0, 1, 2, 3],
        Mode = new(static (ram, mode) => ram[0x8D] == mode, Frames: 2),
    };

    private static GameState Read(Ram ram, GameState before)
    {
        int lives = ram[0xF1];
        bool isOver = lives == 0xFF;
        return before.Next(isOver ? before.Score : 100 * ram.Bcd(0xA2, 0xA3, 0xA1), isOver, lives);
    }
}
