namespace Bellman.Environments.Atari.Games;

/// <summary>
/// Six digits, each as the offset of its picture: eight bytes a digit. So are the lives, but for $59: the last ship is
/// under way.
/// </summary>
internal static class Riverraid
{
    public static AtariGame Game { get; } = new("Riverraid", "riverraid", "393948436d1f4cc3192410bb918f9724", Read)
    {
        Begin = new() { Lives = 4, Memory = 0x58 },
        Difficulties = [0, 1],
    };

    private static GameState Read(Ram ram, GameState before)
    {
        int score = 0;
        for (int address = 0xCD; address <= 0xD7; address += 2)
        {
            int picture = ram[address];
            score = 10 * score + (picture % 8 == 0 && picture <= 72 ? picture / 8 : 0);
        }
        int ships = ram[0xC0];
        int lives = ships switch { 0x58 => 4, 0x59 => 1, _ => ships / 8 + 1 };
        return before.Next(score, isOver: ships == 0x58 && before.Memory == 0x59, lives) with { Memory = ships };
    }
}
