using System.Diagnostics;
using System.Globalization;
using Bellman.Atari;
using Bellman.Environments;
using Bellman.Environments.Pixels;

namespace Bellman.Benchmarks;

// Answer: 1.5 to 11 times as fast as ALE 0.12.1 (C++, release build), in turn on the same machine. Frames per second,
// all
// drawn; one core of a shared two-core virtual machine (AMD Zen 3, AVX2), best of 450 times 20 frames:
//
// ROM                       Bellman      ALE  ratio
// 2048                       40,800   13,300    3.1
// hemulator checkerboard     59,800   37,400   1.60
// hemulator game test       141,000   12,400   11.4
// hemulator test            195,000   63,500    3.1
// hemulator timer test       96,600   42,200    2.3
// yahtzee                    23,200   15,400   1.51
// tetris                     18,200    9,400    1.9
//
// The best time of 2048 is from a phase in which it mostly waits for the timer, a loop that is skipped here.
// Steps of an agent per second: 6,350 in 2048, 4,850 in Marchers, 8,100 in hemulator checkerboard, 3,000 to 3,400 in
// tetris
// and 4,400 to 4,900 in yahtzee.
// What lost: jumps through tables in the processor's loop, and running the waits for the timer (up to 1.7 times
// slower);
// drawing the screen twice for the maximum of two frames (an agent's step is a fifth quicker without).

/// <summary>
/// Frames of the Atari console per second on one core, all drawn and none drawn, how long saving and restoring take,
/// and agents' steps per second: four frames, the brighter of two, grey, 84x84, four stacked. `-- atari FOLDER` prints
/// a line for each ROM of a folder.
/// </summary>
internal static class HowFastIsTheConsole
{
    private const int Frames = 20, Tries = 400, Copies = 500;

    public static void Run(string folder)
    {
        Console.WriteLine($"{"ROM",-24}{"drawn/s",9}{"undrawn/s",11}{"save ns",9}{"restore ns",12}{"steps/s",9}{"bytes",7}");
        foreach (string file in Directory.GetFiles(folder, "*.bin").Order())
        {
            var console = new Console2600(new Cartridge(File.ReadAllBytes(file)));
            ResetSequence.Run(console, default);
            Snapshot first = console.CreateSnapshot(), second = console.CreateSnapshot();
            console.Save(first);
            console.Save(second);
            Action stepping = Stepping(file);
            long allocated = GC.GetAllocatedBytesForCurrentThread();
            double drawn = Best(Frames, () => Play(console, draw: true)), undrawn = Best(Frames, () => Play(console, draw: false));
            double save = Best(Copies, () => Repeat(Copies, () => console.Save(second)));
            double restore = Best(Copies, () => Repeat(Copies, () => console.Restore(first)));
            double steps = Best(Frames, stepping);
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            string name = Path.GetFileNameWithoutExtension(file);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{name,-24}{1e9 / drawn,9:F0}{1e9 / undrawn,11:F0}{save,9:F0}{restore,12:F0}{1e9 / steps,9:F0}{allocated / 1024,6}K"));
        }
    }

    // The best of several tries, in nanoseconds for one: other programs on the machine can only slow them down.
    private static double Best(int count, Action work)
    {
        double best = double.MaxValue;
        for (int attempt = 0; attempt < Tries; attempt++)
        {
            long start = Stopwatch.GetTimestamp();
            work();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds / count);
        }
        return best;
    }

    private static void Play(Console2600 console, bool draw)
    {
        for (int frame = 0; frame < Frames; frame++)
        {
            default(Controllers).Hold(ref console.Ports, (JoystickAction)(frame % 18));
            console.RunFrame(draw);
        }
    }

    private static Action Stepping(string file)
    {
        var environment = new PixelEnvironment(Catalogue.Create($"RomNoFrameskip-v4:rom={file}"), new() { On = true, Repeat = 4 });
        var random = new Rng(1, 0);
        float[] seen = new float[environment.Spec.ObservationLength];
        environment.Reset(ref random, seen);
        return () =>
        {
            for (int step = 0; step < Frames; step++)
            {
                if (environment.Step(step % environment.Spec.ActionCount, ref random, seen).EpisodeOver)
                {
                    environment.Reset(ref random, seen);
                }
            }
        };
    }

    private static void Repeat(int count, Action work)
    {
        for (int i = 0; i < count; i++)
        {
            work();
        }
    }
}
