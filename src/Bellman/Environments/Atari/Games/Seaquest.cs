namespace Bellman.Environments.Atari.Games;

/// <summary>One life is in the water, the others are counted.</summary>
internal static class Seaquest
{
    public static AtariGame Game { get; } = new("Seaquest", "seaquest", "240bfbac5163af4df5ae713985386f92", Read)
    {
        Begin = new() { Lives = 4 },
        Difficulties = [0, 1],
    };

    private static GameState Read(Ram ram, GameState before)
        => before.Next(ram.Bcd(0xBA, 0xB9, 0xB8), isOver: ram[0xA3] != 0, ram[0xBB] + 1);
}
