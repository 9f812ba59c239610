namespace Bellman.Atari;

/// <summary>How ALE starts an episode: a system reset, a second of play, and the RESET switch.</summary>
public static class ResetSequence
{
    private const int SettlingFrames = 60, SwitchFrames = 4;

    /// <summary>Restarts the program and runs it to where a game without a choice of modes begins: 68 frames, of which nobody sees any but the last ones.</summary>
    public static void Run(Console2600 console, Sockets sockets)
    {
        sockets.Center(ref console.Ports);
        console.Reset();
        Run(console, SettlingFrames);
        PressReset(console);
        PressReset(console);
    }

    /// <summary>Holds the RESET switch for four frames.</summary>
    public static void PressReset(Console2600 console)
    {
        console.Ports.Switches &= 0xFE;
        Run(console, SwitchFrames);
        console.Ports.Switches |= 1;
    }

    // ALE looks at RAM once after each of these stretches.
    private static void Run(Console2600 console, int frames)
    {
        Span<byte> ram = stackalloc byte[128];
        for (int frame = 0; frame < frames; frame++) console.RunFrame();
        console.ReadRam(ram);
    }
}
