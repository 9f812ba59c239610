using static Bellman.Atari.JoystickAction;

namespace Bellman.Environments.Atari.Games;

/// <summary>The score is the lead over the machine; 21 points end it.</summary>
internal static class Pong
{
    public static AtariGame Game { get; } = new("Pong", "pong", "60e0ea3cbe0913d39803477945e9e5ec", Read)
    {
        Actions = [Noop, Fire, Right, Left, RightFire, LeftFire],
        Modes = [0, 1],
        Mode = new(static (ram, mode) => ram[0x96] == mode, Frames: 2),
        Difficulties = [0, 1, 2, 3],
        Sockets = new(LeftPaddles: true, RightPaddles: true, PaddlesSwapped: true),
    };

    private static GameState Read(Ram ram, GameState before)
        => before.Next(ram[0x8E] - ram[0x8D], isOver: ram[0x8D] == 21 || ram[0x8E] == 21);
}
