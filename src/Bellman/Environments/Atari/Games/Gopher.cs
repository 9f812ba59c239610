using System.Numerics;
using static Bellman.Atari.JoystickAction;

namespace Bellman.Environments.Atari.Games;

/// <summary>One bit for each carrot that is left.</summary>
internal static class Gopher
{
    public static AtariGame Game { get; } = new("Gopher", "gopher", "c16c79aad6272baffb8aae9a7fff0864", Read)
    {
        Actions = [Noop, Fire, Up, Right, Left, UpFire, RightFire, LeftFire],
        Start = [Fire],
        Begin = new() { Lives = 3 },
        Modes = [0, 2],
        Mode = new(static (ram, mode) => ram[0xD3] == mode, Frames: 5) { ResetFirst = true },
        Difficulties = [0, 1],
    };

    private static GameState Read(Ram ram, GameState before)
    {
        int carrots = BitOperations.PopCount((uint)ram[0xB4] & 7);
        return before.Next(ram.Bcd(0xB2, 0xB1, 0xB0), isOver: carrots == 0, carrots);
    }
}
