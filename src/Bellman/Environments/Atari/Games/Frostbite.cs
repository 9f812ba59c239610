namespace Bellman.Environments.Atari.Games;

/// <summary>One life is on the ice, the others are counted.</summary>
internal static class Frostbite
{
    public static AtariGame Game { get; } = new("Frostbite", "frostbite", "4ca73eb959299471788f0b685c3ba0b5", Read)
    {
        Begin = new() { Lives = 4 },
        Modes = [0, 2],
        Mode = new(static (ram, mode) => ram[0x80] == mode, Frames: 1),
    };

    private static GameState Read(Ram ram, GameState before)
        => before.Next(ram.Bcd(0xCA, 0xC9, 0xC8), isOver: (ram[0xCC] & 0xF) == 0 && (ram[0xF1] & 0x80) != 0, (ram[0xCC] & 0xF) + 1);
}
