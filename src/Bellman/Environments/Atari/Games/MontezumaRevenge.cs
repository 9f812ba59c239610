namespace Bellman.Environments.Atari.Games;

/// <summary>The game is over when the last life is used up and its death was shown.</summary>
internal static class MontezumaRevenge
{
    public static AtariGame Game { get; } = new("MontezumaRevenge", "montezuma_revenge", "3347a6dd59049b15a38394aa2dafa585", Read)
    {
        Begin = new() { Lives = 6 },
    };

    private static GameState Read(Ram ram, GameState before)
        => before.Next(ram.Bcd(0x95, 0x94, 0x93), isOver: ram[0xBA] == 0 && ram[0xFE] == 0x60, (ram[0xBA] & 7) + 1);
}
