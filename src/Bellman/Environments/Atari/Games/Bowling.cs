using static Bellman.Atari.JoystickAction;

namespace Bellman.Environments.Atari.Games;

/// <summary>Ten frames.</summary>
internal static class Bowling
{
    public static AtariGame Game { get; } = new("Bowling", "bowling", "c9b7afad3bfd922e006a6bfc1d4f3fe7", Read)
    {
        Actions = [Noop, Fire, Up, Down, UpFire, DownFire],
        Modes = [0, 2, 4],
        Mode = new(static (ram, mode) => ram[0x82] == mode, Frames: 2),
        Difficulties = [0, 1],
    };

    private static GameState Read(Ram ram, GameState before)
        => before.Next(ram.Bcd(0xA1, 0xA6), isOver: ram[0xA4] > 0x10);
}
