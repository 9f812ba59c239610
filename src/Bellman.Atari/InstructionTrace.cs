using System.Globalization;
using Bellman.Atari.Cpu;

namespace Bellman.Atari;

/// <summary>
/// Runs frames one instruction at a time and says what each of them was: to find where two runs, or two emulators,
/// part.
/// </summary>
internal static class InstructionTrace
{
    /// <summary>
    /// Runs and draws a frame as <see cref="Console2600.RunFrame"/> does. Before each instruction
    /// <paramref name="observe"/> is told what it is and how the console stands, as in
    /// <c>F012 LDA #$00 A=00 X=3C Y=00 P=30 S=FF line 37 clock 68</c>.
    /// </summary>
    public static void RunFrame(Console2600 console, Action<string> observe)
    {
        console.BeginFrame(draw: true);
        for (int i = 0; i < Console2600.InstructionsPerFrame && console.IsRunning; i++)
        {
            observe(Describe(console));
            console.Execute(1);
        }
        console.EndFrame();
    }

    /// <summary>The instruction that a console is about to execute, its registers and where the beam is.</summary>
    internal static string Describe(Console2600 console)
    {
        CpuState cpu = console.State.Cpu;
        int opcode = console.Peek(cpu.PC);
        // Only ROM and RAM can be looked at without changing something.
        string text = opcode < 0 ? "?" : Disassembler.Text(cpu.PC, opcode | console.Peek(cpu.PC + 1) << 8 | console.Peek(cpu.PC + 2) << 16);
        int clock = 3 * cpu.Cycles - console.State.Tia.Origin;
        return string.Create(CultureInfo.InvariantCulture,
            $"{cpu.PC:X4} {text,-13} A={cpu.A:X2} X={cpu.X:X2} Y={cpu.Y:X2} P={cpu.P:X2} S={cpu.S:X2} "
            + $"line {clock / Tia.Beam.LineClocks} clock {clock % Tia.Beam.LineClocks}");
    }
}
