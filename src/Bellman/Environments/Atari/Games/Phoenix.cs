using static Bellman.Atari.JoystickAction;

namespace Bellman.Environments.Atari.Games;

/// <summary>The high nibble of $C7 is the lowest digit but one; the lowest is always 0.</summary>
internal static class Phoenix
{
    public static AtariGame Game { get; } = new("Phoenix", "phoenix", "7e52a95074a66640fcfde124fffd491a", Read)
    {
        Actions = [Noop, Fire, Right, Left, Down, RightFire, LeftFire, DownFire],
        Begin = new() { Lives = 5 },
    };

    private static GameState Read(Ram ram, GameState before)
        => before.Next(10 * (10 * ram.Bcd(0xC8, 0xC9) + (ram[0xC7] >> 4)), isOver: ram[0xCC] == 0x80, ram[0xCB] & 7);
}
