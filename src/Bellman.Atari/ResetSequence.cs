namespace Bellman.Atari;

/// <summary>How ALE starts an episode: a system reset, a second of play, and the RESET switch.</summary>
internal static class ResetSequence
{
    /// <summary>For how many frames RESET is held.</summary>
    public const int SwitchFrames = 4;

    private const int SettlingFrames = 60;

    /// <summary>
    /// Restarts the program and runs it to where a game without a choice of modes begins: 68 frames, of which nobody
    /// sees any but the last ones.
    /// </summary>
    public static void Run(Console2600 console, Controllers sockets)
    {
        Begin(console, sockets);
        PressReset(console);
    }

    /// <summary>The first 64 of these frames: what a game does in the others may count already.</summary>
    public static void Begin(Console2600 console, Controllers sockets, int difficulty = 0)
    {
        sockets.Center(ref console.Ports);
        console.Reset();
        sockets.Hold(ref console.Ports, JoystickAction.Noop, difficulty);
        Run(console, SettlingFrames);
        PressReset(console);
    }

    private static void PressReset(Console2600 console)
    {
        console.Ports.Switches &= 0xFE;
        Run(console, SwitchFrames);
        console.Ports.Switches |= 1;
    }

    // ALE looks at RAM once after each of these stretches.
    private static void Run(Console2600 console, int frames)
    {
        Span<byte> ram = stackalloc byte[128];
        for (int frame = 0; frame < frames; frame++)
        {
            console.RunFrame();
        }
        console.ReadRam(ram);
    }
}
