namespace Bellman.Environments.Atari.Games;

/// <summary>Five digits, each as the offset of its picture: eight bytes a digit, $80 for an empty place.</summary>
internal static class Alien
{
    public static AtariGame Game { get; } = new("Alien", "alien", "f1a0a23e6464d954e3a9579c4ccd01c8", Read)
    {
        Begin = new() { Lives = 3 },
        Modes = [0, 1, 2, 3],
        Mode = new(static (ram, mode) => ram[0x81] == mode, Frames: 1),
        Difficulties = [0, 1, 2, 3],
    };

    private static GameState Read(Ram ram, GameState before)
    {
        int score = 0;
        foreach (int address in (ReadOnlySpan<int>)[0x83, 0x85, 0x87, 0x89, 0x8B])
        {
            score = 10 * score + (ram[address] == 0x80 ? 0 : ram[address] >> 3);
        }
        int lives = ram[0xC0] & 0xF;
        return before.Next(10 * score, isOver: lives == 0, lives);
    }
}
