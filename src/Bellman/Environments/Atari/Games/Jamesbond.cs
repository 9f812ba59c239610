namespace Bellman.Environments.Atari.Games;

/// <summary>The game is over when the last life is used up and its death was shown.</summary>
internal static class Jamesbond
{
    public static AtariGame Game { get; } = new("Jamesbond", "jamesbond", "e51030251e440cffaab1ac63438b44ae", Read)
    {
        Begin = new() { Lives = 6 },
        Modes = [0, 1],
        Mode = new(static (ram, mode) => ram[0x8C] == mode || ram[0x8C] == mode + 0x48, Frames: 20),
    };

    private static GameState Read(Ram ram, GameState before)
        => before.Next(ram.Bcd(0xDC, 0xDD, 0xDE), isOver: (ram[0x86] & 0xF) == 0 && ram[0x8C] == 0x68, (ram[0x86] & 0xF) + 1);
}
