using static Bellman.Atari.JoystickAction;

namespace Bellman.Environments.Atari.Games;

/// <summary>A chicken that crossed is one point; being run over costs none.</summary>
internal static class Freeway
{
    public static AtariGame Game { get; } = new("Freeway", "freeway", "8e0ab801b1705a740b476b7f588c6d16", Read)
    {
        Actions = [Noop, Up, Down],
        Modes = [0, 1, 2, 3, 4, 5, 6, 7],
        Mode = new(static (ram, mode) => ram[0x80] == mode, Frames: 1),
        Difficulties = [0, 1],
    };

    private static GameState Read(Ram ram, GameState before)
    {
        GameState next = before.Next(ram.Bcd(0xE7), isOver: ram[0x96] == 1);
        return next with { Reward = Math.Clamp(next.Reward, 0, 1) };
    }
}
