namespace Bellman.Environments.Atari.Games;

/// <summary>
/// A program of a hobbyist. The score can fall, the reward cannot; before the first frame the RAM holds anything.
/// </summary>
internal static class Tetris
{
    public static AtariGame Game { get; } = new("Tetris", "tetris", "b0e1ee07fbc73493eac5651a52f90f00", Read);

    private static GameState Read(Ram ram, GameState before)
    {
        GameState next = before.Next(ram.Bcd(0xF1, 0xF2), isOver: before.Memory != 0 && (ram[0xF3] & 0x80) != 0);
        return next with { Reward = Math.Max(0, next.Reward), Memory = 1 };
    }
}
