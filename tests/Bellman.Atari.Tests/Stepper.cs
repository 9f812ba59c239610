using System.Runtime.InteropServices;

namespace Bellman.Atari.Tests;

/// <summary>
/// Runs a frame one instruction at a time, without what makes frames quick: no wait is left out, the values of the TIA's registers count as unknown,
/// and the beam always catches up.
/// </summary>
internal static class Stepper
{
    public static void Run(Console2600 console, Action observe, bool draw = true)
    {
        console.BeginFrame(draw);
        for (int i = 0; i < Console2600.InstructionsPerFrame && console.IsRunning; i++)
        {
            observe();
            Step(console);
        }
        console.EndFrame();
    }

    public static void Step(Console2600 console)
    {
        MemoryMarshal.CreateSpan(ref console.State.Tia.Written[0], 64).Fill(-1);
        console.Execute(1);
        console.CatchUp();
    }
}
