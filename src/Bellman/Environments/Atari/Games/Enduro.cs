using static Bellman.Atari.JoystickAction;

namespace Bellman.Environments.Atari.Games;

/// <summary>
/// The score is the cars passed: 200 have to be on the first day, 300 on each later one, and the screen counts down.
/// </summary>
internal static class Enduro
{
    public static AtariGame Game { get; } = new("Enduro", "enduro", "94b92a882f6dbaa6993a46e2dcc58402", Read)
    {
        Actions = [Noop, Fire, Right, Left, Down, DownRight, DownLeft, RightFire, LeftFire],
        Start = [Fire],
    };

    private static GameState Read(Ram ram, GameState before)
    {
        int day = ram[0xAD], left = ram.Bcd(0xAB, 0xAC);
        int passed = day switch { 0 => 0, 1 => 200 - left, _ => 200 + 300 * (day - 2) + 300 - left };
        return before.Next(passed, isOver: ram[0xAF] == 0xFF);
    }
}
