using System.Diagnostics;
using Bellman.Atari.Tests.Programs;
using Xunit.Abstractions;

namespace Bellman.Atari.Tests;

/// <summary>
/// Whatever the image, a console neither crashes nor hangs: a frame is at most 25,000 instructions. The environment variable BELLMAN_FUZZ asks for
/// more of it: <c>BELLMAN_FUZZ=2000x600</c> means 2,000 programs of 600 frames.
/// </summary>
public class FuzzTests(ITestOutputHelper output)
{
    private TimeSpan _slowest;

    [Fact]
    public void Random_programs_neither_crash_nor_hang_and_do_the_same_again()
    {
        string[] wish = (Environment.GetEnvironmentVariable("BELLMAN_FUZZ") ?? "60x120").Split('x');
        (int programs, int frames) = (int.Parse(wish[0]), int.Parse(wish[1]));
        int refused = 0;
        for (int number = 0; number < programs; number++)
        {
            if (TryLoad(number) is { } cartridge)
            {
                RunTwice(cartridge, number, frames);
            }
            else
            {
                refused++;
            }
        }
        output.WriteLine($"{programs} programs of {frames} frames, {refused} refused; the slowest frame took {_slowest.TotalMilliseconds:F2} ms.");
        Assert.InRange(refused, 0, programs / 5);
    }

    [Fact]
    public void Drawing_after_every_instruction_equals_drawing_when_something_changes()
    {
        // The last ones have their stack among the TIA's registers: two writes at one clock.
        foreach ((int number, Console2600 run, Console2600 stepped) in Twins(Enumerable.Range(0, 48).Concat([200, 225, 319])))
        {
            for (int frame = 0; frame < 6; frame++)
            {
                Hold(run, number, frame);
                Hold(stepped, number, frame);
                run.RunFrame();
                Stepper.Run(stepped, static () => { });
                Assert.Equal((number, frame, FrameDigest.Of(run)), (number, frame, FrameDigest.Of(stepped)));
            }
        }
    }

    [Fact]
    public void Frames_that_are_not_drawn_change_nothing_that_a_program_can_see()
    {
        foreach ((int number, Console2600 drawn, Console2600 undrawn) in Twins(Enumerable.Range(0, 48)))
        {
            for (int frame = 0; frame < 20; frame++)
            {
                Hold(drawn, number, frame);
                Hold(undrawn, number, frame);
                drawn.RunFrame();
                undrawn.RunFrame(draw: false);
                if (frame == 10)
                {
                    drawn.Reset();
                    undrawn.Reset();
                }
                Assert.Equal(drawn.Ram, undrawn.Ram);
                Assert.Equal(drawn.Cycles, undrawn.Cycles);
                Assert.Equal(drawn.State.Tia.Collisions, undrawn.State.Tia.Collisions);
            }
        }
    }

    // Two consoles with each program, but for those that are refused.
    private static IEnumerable<(int Number, Console2600 One, Console2600 Other)> Twins(IEnumerable<int> numbers)
        => from number in numbers
           let cartridge = TryLoad(number)
           where cartridge is not null
           select (number, Console(cartridge), Console(cartridge));

    // Twice from the beginning, and once from a snapshot in the middle.
    private void RunTwice(Cartridge cartridge, int number, int frames)
    {
        Console2600 first = Console(cartridge), second = Console(cartridge);
        Snapshot middle = first.CreateSnapshot();
        Run(first, number, 0, frames / 2);
        first.Save(middle);
        FrameDigest[] digests = Run(first, number, frames / 2, frames);
        Run(second, number, 0, frames / 2);
        Assert.Equal(digests, Run(second, number, frames / 2, frames));
        first.Restore(middle);
        Assert.Equal(digests, Run(first, number, frames / 2, frames));
    }

    private FrameDigest[] Run(Console2600 console, int number, int from, int to)
    {
        Snapshot saved = console.CreateSnapshot();
        FrameDigest[] digests = new FrameDigest[to - from];
        for (int frame = from; frame < to; frame++)
        {
            Hold(console, number, frame);
            long start = Stopwatch.GetTimestamp();
            console.RunFrame();
            TimeSpan taken = Stopwatch.GetElapsedTime(start);
            if (taken > _slowest)
            {
                _slowest = taken;
            }
            digests[frame - from] = FrameDigest.Of(console);
            console.Save(saved);
            Assert.True(console.CanRestore(saved), $"program {number}, frame {frame}");
        }
        return digests;
    }

    // As detected; every fourth one under any scheme that takes an image so long.
    private static Cartridge? TryLoad(int number)
    {
        byte[] image = RandomRom.Image(number);
        BankSwitching[] schemes = Enum.GetValues<BankSwitching>();
        for (int i = 0; number % 4 == 3 && i < schemes.Length; i++)
        {
            if (TryLoad(image, schemes[(number + i) % schemes.Length]) is { } cartridge)
            {
                return cartridge;
            }
        }
        return TryLoad(image, null);
    }

    private static Cartridge? TryLoad(byte[] image, BankSwitching? scheme)
    {
        try
        {
            return scheme is { } known ? new Cartridge(image, known) : new Cartridge(image);
        }
        catch (CartridgeException refusal)
        {
            Assert.EndsWith(".", refusal.Message, StringComparison.Ordinal);
            return null;
        }
    }

    private static Console2600 Console(Cartridge cartridge) => new(cartridge);

    private static void Hold(Console2600 console, int number, int frame)
        => new Controllers(LeftPaddles: number % 5 == 0).Hold(ref console.Ports, (JoystickAction)((number + frame) % 18));
}
