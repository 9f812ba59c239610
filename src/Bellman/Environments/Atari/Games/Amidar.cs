using static Bellman.Atari.JoystickAction;

namespace Bellman.Environments.Atari.Games;

/// <summary>Six digits; $80 instead of the lives is the end.</summary>
internal static class Amidar
{
    public static AtariGame Game { get; } = new("Amidar", "amidar", "acb7750b4d0c4bd34969802a7deb2990", Read)
    {
        Actions = [Noop, Fire, Up, Right, Left, Down, UpFire, RightFire, LeftFire, DownFire],
        Begin = new() { Lives = 3 },
        Difficulties = [0, 3],
        Console = new() { DifficultyA = true },
    };

    private static GameState Read(Ram ram, GameState before)
        => before.Next(ram.Bcd(0xD9, 0xDA, 0xDB), isOver: ram[0xD6] == 0x80, ram[0xD6] & 0xF);
}
