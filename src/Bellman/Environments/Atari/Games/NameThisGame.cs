using static Bellman.Atari.JoystickAction;

namespace Bellman.Environments.Atari.Games;

/// <summary>Also known as Octopus.</summary>
internal static class NameThisGame
{
    public static AtariGame Game { get; } = new("NameThisGame", "name_this_game", "36306070f0c90a72461551a7a4f3a209", Read)
    {
        Actions = [Noop, Fire, Right, Left, RightFire, LeftFire],
        Begin = new() { Lives = 3 },
        Modes = [8, 24, 40],
        Mode = new(static (ram, mode) => ram[0xDE] == mode, Frames: 2),
        Difficulties = [0, 1],
    };

    private static GameState Read(Ram ram, GameState before)
        => before.Next(ram.Bcd(0xC6, 0xC5, 0xC4), isOver: (ram[0xC7] & 7) == 0, ram[0xC7] & 7);
}
