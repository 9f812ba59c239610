namespace Bellman.Environments.Atari.Games;

/// <summary>Four digits, the lowest first, $A for an empty place.</summary>
internal static class RoadRunner
{
    public static AtariGame Game { get; } = new("RoadRunner", "road_runner", "ce5cc62608be2cd3ed8abd844efb8919", Read)
    {
        Begin = new() { Lives = 3 },
    };

    private static GameState Read(Ram ram, GameState before)
    {
        int score = 0;
        for (int address = 0xCC; address >= 0xC9; address--)
        {
            int digit = ram[address] & 0xF;
            score = 10 * score + (digit == 0xA ? 0 : digit);
        }
        int lives = ram[0xC4] & 7;
        return before.Next(100 * score, isOver: lives == 0 && (ram[0xB9] != 0 || ram[0xBD] != 0), lives + 1);
    }
}
