using static Bellman.Atari.JoystickAction;

namespace Bellman.Environments.Atari.Games;

/// <summary>The game is over when the last life is used up and its death was shown.</summary>
internal static class MsPacman
{
    public static AtariGame Game { get; } = new("MsPacman", "ms_pacman", "87e79cd41ce136fd4f72cc6e2c161bee", Read)
    {
        Actions = [Noop, Up, Right, Left, Down, UpRight, UpLeft, DownRight, DownLeft],
        Begin = new() { Lives = 3 },
        Modes = [0, 1, 2, 3],
        Mode = new(static (ram, mode) => mode == 0 ? ram[0x99] == 1 && ram[0xA1] == 1 : ram[0x99] == mode && ram[0xA1] == 0, Frames: 10),
        Console = new() { HmoveBlanks = false },
    };

    private static GameState Read(Ram ram, GameState before)
        => before.Next(ram.Bcd(0xF8, 0xF9, 0xFA), isOver: (ram[0xFB] & 0xF) == 0 && ram[0xA7] == 0x53, (ram[0xFB] & 7) + 1);
}
