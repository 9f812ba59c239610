using static Bellman.Atari.JoystickAction;

namespace Bellman.Environments.Atari.Games;

/// <summary>
/// Three certain bytes stand where the score will be before there is one. A change of mode looks like the end for one
/// frame.
/// </summary>
internal static class DemonAttack
{
    public static AtariGame Game { get; } = new("DemonAttack", "demon_attack", "f0e0addc07971561ab80d9abe1b8d333", Read)
    {
        Actions = [Noop, Fire, Right, Left, RightFire, LeftFire],
        Begin = new() { Lives = 4 },
        Modes = [1, 3, 5, 7],
        Mode = new(static (ram, mode) => ram[0xEA] == mode, Frames: 1) { Memory = 1 },
        Difficulties = [0, 1],
    };

    private static GameState Read(Ram ram, GameState before)
    {
        bool noScore = ram[0x81] == 0xAB && ram[0x83] == 0xCD && ram[0x85] == 0xEA;
        bool isOver = ram[0xF2] == 0 && ram[0xF1] == 0xBD && before.Memory == 0;
        return before.Next(noScore ? 0 : ram.Bcd(0x85, 0x83, 0x81), isOver, ram[0xF2] + 1) with { Memory = 0 };
    }
}
