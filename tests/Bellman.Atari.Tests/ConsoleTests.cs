using Bellman.Atari.Tests.Programs;

namespace Bellman.Atari.Tests;

public class ConsoleTests
{
    // A body with movement, objects and collisions: positions and graphics from the line and the frame counter, a missile, and a latch read into RAM.
    private static readonly byte[] Busy =
    [
        0x8A, 0x45, 0x80, 0x85, 0x1B, 0x85, 0x0E, 0x86, 0x09, 0x85, 0x06, 0x85, 0x1D, 0x85, 0x20, 0x85, 0x10, 0xA5, 0x02, 0x05, 0x81, 0x85, 0x81,
        0x86, 0x1C, 0x86, 0x11, 0x85, 0x2A, 0x85, 0x04,
    ];

    private static readonly byte[] Image = Program.Frames(240, Busy);

    [Fact]
    public void A_frame_lasts_as_long_as_the_program_makes_it()
    {
        Console2600 console = new(new Cartridge(Program.Frames(200)));
        for (int i = 0; i < 3; i++)
        {
            console.RunFrame();
        }
        Assert.InRange(console.Lines, 203, 204);
        Assert.False(console.IsPal);
        Assert.Equal(210, console.Height);
    }

    [Fact]
    public void A_program_with_many_lines_is_for_pal()
    {
        // Every turn of the loop takes two lines.
        Console2600 console = new(new Cartridge(Program.Frames(150, 0x85, 0x02)));
        Assert.True(console.IsPal);
        Assert.Equal(250, console.Height);
    }

    [Fact]
    public void Skipping_the_picture_changes_nothing_that_a_program_can_see()
    {
        Console2600 drawn = new(new Cartridge(Image)), skipped = new(new Cartridge(Image));
        for (int frame = 0; frame < 50; frame++)
        {
            drawn.RunFrame();
            skipped.RunFrame(draw: frame % 4 >= 2);
            Assert.Equal(drawn.Ram, skipped.Ram);
            Assert.Equal(drawn.Cycles, skipped.Cycles);
            Assert.Equal(drawn.State.Tia.Collisions, skipped.State.Tia.Collisions);
            if (frame % 4 >= 2)
            {
                Assert.Equal(drawn.Screen, skipped.Screen);
            }
        }
        Assert.NotEqual(0, drawn.Ram[1]);
    }

    [Fact]
    public void A_run_resumed_from_a_snapshot_goes_on_bit_for_bit()
    {
        foreach (string name in new[] { "structured_03", "wild_24", "wild_25", "e0_01" })
        {
            Console2600 console = Trace.Own(name).Start();
            for (int i = 0; i < 5; i++)
            {
                console.RunFrame();
            }
            Snapshot snapshot = console.CreateSnapshot();
            console.Save(snapshot);
            FrameDigest[] first = Digests(console, 20);
            console.Restore(snapshot);
            Assert.Equal(first, Digests(console, 20));
            Console2600 other = Trace.Own(name).Start();
            other.Restore(snapshot);
            Assert.Equal(first, Digests(other, 20));
        }
    }

    [Fact]
    public void Frames_snapshots_and_resets_allocate_nothing()
    {
        Console2600 console = new(new Cartridge(Image));
        Snapshot snapshot = console.CreateSnapshot();
        Work();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Work();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Work()
        {
            for (int i = 0; i < 20; i++)
            {
                default(Controllers).Hold(ref console.Ports, JoystickAction.Fire);
                console.RunFrame(draw: i % 2 == 0);
            }
            console.Save(snapshot);
            console.Reset();
            console.Restore(snapshot);
        }
    }

    [Fact]
    public void Stepping_through_a_frame_equals_running_it()
    {
        Console2600 run = Trace.Own("structured_07").Start(), stepped = Trace.Own("structured_07").Start();
        int instructions = 0;
        for (int frame = 0; frame < 5; frame++)
        {
            run.RunFrame();
            Stepper.Run(stepped, () => instructions++);
            Assert.Equal(FrameDigest.Of(run), FrameDigest.Of(stepped));
        }
        Assert.InRange(instructions, 5000, 125_000);
    }

    [Fact]
    public void A_jammed_program_ends_its_frames_all_the_same()
    {
        Console2600 console = new(new Cartridge(Program.Rom(4096, 0xA9, 0x11, 0x85, 0x81, 0x02)));
        for (int i = 0; i < 3; i++)
        {
            console.RunFrame();
        }
        Assert.Equal(0x11, console.Ram[1]);
        Assert.Equal(7, console.Cycles);
    }

    [Fact]
    public void Two_consoles_with_the_same_cartridge_do_the_same_and_other_seeds_other_things()
    {
        Console2600 first = new(new Cartridge(Image)), second = new(new Cartridge(Image)), third = new(new Cartridge(Image), new ConsoleOptions { Seed = 1 });
        Assert.Equal(first.Ram, second.Ram);
        Assert.False(first.Ram.SequenceEqual(third.Ram));
    }

    [Fact]
    public void A_turned_paddle_charges_later()
    {
        // One dump per frame, then count the lines until INPT0 shows a full capacitor.
        byte[] dump = [0xE0, 0xC8, 0xD0, 0x08, 0xA9, 0x80, 0x85, 0x01, 0xA9, 0x00, 0x85, 0x01]; // in the first line: CPX #200, BNE past, VBLANK on and off
        byte[] count = [0xA5, 0x08, 0x30, 0x02, 0xE6, 0x82];
        byte[] image = Program.Frames(200, [.. dump, .. count]);
        Controllers sockets = new(LeftPaddles: true);
        Assert.True(Count(JoystickAction.Left) > Count(JoystickAction.Right));

        int Count(JoystickAction turn)
        {
            Console2600 console = new(new Cartridge(image));
            sockets.Center(ref console.Ports);
            for (int i = 0; i < 10; i++)
            {
                sockets.Hold(ref console.Ports, turn);
                console.RunFrame();
            }
            int before = console.Ram[2];
            console.RunFrame();
            return (byte)(console.Ram[2] - before);
        }
    }

    private static FrameDigest[] Digests(Console2600 console, int frames)
    {
        FrameDigest[] digests = new FrameDigest[frames];
        for (int i = 0; i < frames; i++)
        {
            console.RunFrame();
            digests[i] = FrameDigest.Of(console);
        }
        return digests;
    }
}
