using static Bellman.Atari.JoystickAction;

namespace Bellman.Environments.Atari.Games;

/// <summary>Three balls, and extra ones.</summary>
internal static class VideoPinball
{
    public static AtariGame Game { get; } = new("VideoPinball", "video_pinball", "107cc025334211e6d29da0b6be46aec7", Read)
    {
        Actions = [Noop, Fire, Up, Right, Left, Down, UpFire, RightFire, LeftFire],
        Begin = new() { Lives = 3 },
        Modes = [0, 2],
        Mode = new(static (ram, mode) => ram[0xC1] == mode, Frames: 2),
        Difficulties = [0, 1],
    };

    private static GameState Read(Ram ram, GameState before)
        => before.Next(ram.Bcd(0xB0, 0xB2, 0xB4), isOver: (ram[0xAF] & 1) != 0, 4 + (ram[0xA8] & 1) - (ram[0x99] & 7));
}
