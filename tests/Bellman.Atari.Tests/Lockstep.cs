using Bellman.Atari.Tia;

namespace Bellman.Atari.Tests;

/// <summary>Two consoles that should do the same, side by side.</summary>
internal static class Lockstep
{
    /// <summary>
    /// Runs a frame on both, instruction by instruction, up to the first one after which they differ: what it is and what it left behind. Null
    /// where there is none.
    /// </summary>
    public static string? FirstDifference(Console2600 one, Console2600 other, bool drawOther = true)
    {
        one.BeginFrame(draw: true);
        other.BeginFrame(drawOther);
        string? difference = null;
        for (int i = 0; i < Console2600.InstructionsPerFrame && one.IsRunning && difference is null; i++)
        {
            (string first, string second) = (InstructionTrace.Describe(one), InstructionTrace.Describe(other));
            Stepper.Step(one);
            Stepper.Step(other);
            if (!AreSame(one, other))
            {
                difference = $"instruction {i}\n{first}\n{second}\nled to\n{After(one)}\n{After(other)}";
            }
        }
        one.EndFrame();
        other.EndFrame();
        return difference;
    }

    private static bool AreSame(Console2600 one, Console2600 other)
        => one.State.Cpu.Equals(other.State.Cpu) && one.Ram.SequenceEqual(other.Ram) && one.State.DataBus == other.State.DataBus
        && one.State.Tia.FrameEnded == other.State.Tia.FrameEnded && Picture(one) == Picture(other);

    private static string After(Console2600 console)
        => $"{InstructionTrace.Describe(console)} {Picture(console)} RAM {Convert.ToHexString(console.Ram)}";

    private static string Picture(Console2600 console)
    {
        ref TiaState tia = ref console.State.Tia;
        return $"collisions {tia.Collisions:X4} P0 {tia.Side0.PlayerX} P1 {tia.Side1.PlayerX} M0 {tia.Side0.MissileX} M1 {tia.Side1.MissileX} "
            + $"BL {tia.BallX} PF {tia.Playfield:X5} GRP {tia.Side0.Graphics:X2} {tia.Side1.Graphics:X2} "
            + $"COLU {tia.Colour0:X2} {tia.Colour1:X2} {tia.PlayfieldColour:X2} {tia.Background:X2}";
    }
}
