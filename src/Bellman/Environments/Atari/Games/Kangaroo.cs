namespace Bellman.Environments.Atari.Games;

/// <summary>Hundreds only.</summary>
internal static class Kangaroo
{
    public static AtariGame Game { get; } = new("Kangaroo", "kangaroo", "4326edb70ff20d0ee5ba58fa5cb09d60", Read)
    {
        Begin = new() { Lives = 3 },
        Modes = [0, 1],
        Mode = new(static (ram, mode) => ram[0xBA] == mode || ram[0xBA] == mode + 0x80, Frames: 2),
    };

    private static GameState Read(Ram ram, GameState before)
        => before.Next(100 * ram.Bcd(0xA8, 0xA7), isOver: ram[0xAD] == 0xFF, (ram[0xAD] & 7) + 1);
}
