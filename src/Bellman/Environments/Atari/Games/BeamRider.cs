using static Bellman.Atari.JoystickAction;

namespace Bellman.Environments.Atari.Games;

/// <summary>While a ship explodes the count is already one less; the life is lost when $8C says so.</summary>
internal static class BeamRider
{
    public static AtariGame Game { get; } = new("BeamRider", "beam_rider", "79ab4123a83dc11d468fb2108ea09e2e", Read)
    {
        Actions = [Noop, Fire, Up, Right, Left, UpRight, UpLeft, RightFire, LeftFire],
        Start = [Right],
        Begin = new() { Lives = 3 },
        Difficulties = [0, 1],
    };

    private static GameState Read(Ram ram, GameState before)
    {
        int lives = ram[0x85] + 1;
        if (lives == before.Lives - 1 && ram[0x8C] != 1)
        {
            lives = before.Lives;
        }
        return before.Next(ram.Bcd(0x89, 0x8A, 0x8B), isOver: ram[0x85] == 0xFF, lives);
    }
}
