namespace Bellman.Environments.Atari.Games;

/// <summary>
/// A game won or lost is a point; where none was, so is a ball. Six games with a lead of two win the set, seven do in
/// any case.
/// </summary>
internal static class Tennis
{
    public static AtariGame Game { get; } = new("Tennis", "tennis", "42cdd6a9e42a3639e190722b8ea3fc51", Read)
    {
        Modes = [0, 2],
        Mode = new(static (ram, mode) => ram[0x80] == mode, Frames: 2),
        Difficulties = [0, 1, 2, 3],
    };

    private static GameState Read(Ram ram, GameState before)
    {
        int mine = ram[0xC7], theirs = ram[0xC8];
        int games = mine - theirs, balls = ram[0xC5] - ram[0xC6];
        bool isOver = (mine >= 6 && mine - theirs >= 2) || (theirs >= 6 && theirs - mine >= 2) || mine == 7 || theirs == 7;
        int reward = games != before.Memory ? games - before.Memory : balls - before.Score;
        return before with { Score = balls, Memory = games, Reward = reward, IsOver = isOver };
    }
}
