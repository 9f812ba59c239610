using System.Runtime.InteropServices;
using Bellman.Atari.Cpu;

namespace Bellman.Atari.Tests;

/// <summary>
/// Runs a frame one instruction at a time, without what makes frames quick: no wait is left out, the values of the TIA's registers count as unknown, and the
/// beam always catches up.
/// </summary>
internal static class Stepper
{
    public delegate void Observer(in CpuState before, byte opcode);

    public static void Run(Console2600 console, Observer observe)
    {
        console.BeginFrame(draw: true);
        for (int i = 0; i < 25_000 && !console.State.Tia.FrameEnded && !console.State.Cpu.Jammed; i++)
        {
            CpuState before = console.State.Cpu;
            observe(before, Opcode(console, before.PC));
            MemoryMarshal.CreateSpan(ref console.State.Tia.Written[0], 64).Fill(-1);
            console.Execute(1);
            console.CatchUp();
        }
        console.EndFrame();
    }

    // Only ROM and RAM can be looked at without changing something.
    private static byte Opcode(Console2600 console, int pc)
    {
        if ((pc & 0x280) == 0x80 && (pc & 0x1000) == 0) return console.Ram[pc & 0x7F];
        int page = (pc & 0x1000) == 0 ? -1 : console.State.Cartridge.Pages[pc >> 6 & 63];
        return page < 0 ? (byte)0 : console.Memory[page + (pc & 63)];
    }
}
