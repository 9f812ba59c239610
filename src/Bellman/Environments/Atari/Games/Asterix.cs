using static Bellman.Atari.JoystickAction;

namespace Bellman.Environments.Atari.Games;

/// <summary>The game is over when the last life is lost.</summary>
internal static class Asterix
{
    public static AtariGame Game { get; } = new("Asterix", "asterix", "89a68746eff7f266bbf08de2483abe55", Read)
    {
        Actions = [Noop, Up, Right, Left, Down, UpRight, UpLeft, DownRight, DownLeft],
        Start = [Fire],
        Begin = new() { Lives = 3 },
    };

    private static GameState Read(Ram ram, GameState before)
    {
        int lives = ram[0xD3] & 0xF;
        return before.Next(ram.Bcd(0xE0, 0xDF, 0xDE), isOver: ram[0xC7] == 1 && lives == 1, lives);
    }
}
