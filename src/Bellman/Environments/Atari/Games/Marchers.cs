using static Bellman.Atari.JoystickAction;

namespace Bellman.Environments.Atari.Games;

/// <summary>The game that comes with Bellman; <c>Marchers.asm</c> beside this file says what lies where.</summary>
internal static class Marchers
{
    public static AtariGame Game { get; } = new("Marchers", "marchers", "54ffd803ba73a8ba377c891e9c48eb45", Read)
    {
        Actions = [Noop, Fire, Right, Left, RightFire, LeftFire],
        Begin = new() { Lives = 3 },
        Image = "Marchers.bin",
    };

    private static GameState Read(Ram ram, GameState before)
    {
        int lives = ram[0x83];
        return before.Next(ram.Bcd(0x82, 0x81, 0x80), isOver: lives == 0, lives);
    }
}
