using static Bellman.Atari.JoystickAction;

namespace Bellman.Environments.Atari.Games;

/// <summary>Six digits, and the lives as they are.</summary>
internal static class Assault
{
    public static AtariGame Game { get; } = new("Assault", "assault", "de78b3a064d374390ac0710f95edde92", Read)
    {
        Actions = [Noop, Fire, Up, Right, Left, RightFire, LeftFire],
        Begin = new() { Lives = 4 },
    };

    private static GameState Read(Ram ram, GameState before)
        => before.Next(ram.Bcd(0x82, 0x81, 0x80), isOver: ram[0xE5] == 0, ram[0xE5]);
}
