using System.Runtime.CompilerServices;
using Bellman.Atari;
using Bellman.Atari.Assembly;
using Bellman.Environments.Atari;

namespace Bellman.Tests.Environments.Atari.Games;

public class MarchersTests
{
    private const int Lives = 0x03, Mode = 0x04, Wave = 0x06, EvenColumns = 0x0A, Left = 0x14, Count = 0x19, Gun = 0x1A, ShotX = 0x1B, Shot = 0x1C, Bases = 0x22;
    private const int Nowhere = 240, Playing = 1;

    private static readonly JoystickAction[] Actions = [.. AtariGames.Own[0].Actions];

    private static string Folder([CallerFilePath] string path = "")
        => Path.Combine(Path.GetDirectoryName(path)!, "../../../../../src/Bellman/Environments/Atari/Games");

    private static string Source => File.ReadAllText(Path.Combine(Folder(), "Marchers.asm"));

    [Fact]
    public void The_image_is_what_the_source_assembles_to()
    {
        byte[] image = Assembler.Assemble(Source);
        string received = Path.Combine(Folder(), "Marchers.received.bin");
        if (!image.AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(Folder(), "Marchers.bin"))))
        {
            File.WriteAllBytes(received, image);
            Assert.Fail($"The source assembles to another image: play it, put its MD5 into Marchers.cs, and rename {received}.");
        }
        File.Delete(received);
        Assert.Equal(AtariGames.Own[0].Md5, new Cartridge(image).Md5);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(4, 2)]
    [InlineData(7, 3)]
    public void Every_frame_has_262_lines_whatever_happens(int wave, int seed)
    {
        Console2600 console = Begin(wave);
        var random = new Random(seed);
        var modes = new HashSet<int>();
        for (int frame = 0; frame < 4_000; frame++)
        {
            Play(console, frame % 200 < 100 ? Aimed(console) : Actions[random.Next(Actions.Length)]);
            Assert.Equal(262, console.Lines);
            modes.Add(console.Ram[Mode]);
            if (console.Ram[Lives] == 0)
            {
                ResetSequence.Run(console, default);
            }
        }
        Assert.True(modes.Count > 1, "Somebody was hit, or a wave was cleared, or a game ended.");
    }

    [Fact]
    public void Before_the_first_game_frames_have_262_lines_too()
    {
        Console2600 console = new(new Cartridge(Assembler.Assemble(Source)));
        console.RunFrame(); // the one in which it was switched on
        for (int frame = 0; frame < 200; frame++)
        {
            console.RunFrame();
            Assert.Equal((262, 0), (console.Lines, console.Ram[Lives]));
        }
    }

    [Fact]
    public void Reset_begins_a_game_with_three_lives_no_points_and_thirty_invaders()
    {
        Console2600 console = Begin();
        Assert.Equal((3, 0, 0, 30, Playing), (console.Ram[Lives], Score(console), console.Ram[Wave], console.Ram[Count], console.Ram[Mode]));
    }

    [Theory]
    [InlineData(JoystickAction.Left, 8)]
    [InlineData(JoystickAction.Right, 144)]
    public void The_gun_moves_a_pixel_a_frame_and_stops_at_the_edge(JoystickAction action, int edge)
    {
        Console2600 console = Begin();
        int before = console.Ram[Gun];
        Play(console, action);
        Assert.Equal(before + Math.Sign(edge - before), console.Ram[Gun]);
        while (console.Ram[Gun] != edge && console.Ram[Lives] == 3)
        {
            Play(console, action);
        }
        Play(console, action);
        Assert.Equal((edge, 3), (console.Ram[Gun], console.Ram[Lives]));
    }

    [Fact]
    public void A_shot_that_meets_an_invader_kills_it_and_earns_what_its_rank_is_worth()
    {
        Console2600 console = Begin();
        for (int left = 30; left > 20; left--)
        {
            int[] before = Ranks(console);
            int score = Score(console);
            while (console.Ram[Count] == left)
            {
                Play(console, Aimed(console));
            }
            int rank = Enumerable.Range(0, 5).Single(rank => Ranks(console)[rank] == before[rank] - 1);
            Assert.Equal((left - 1, score + 50 - 10 * rank), (console.Ram[Count], Score(console)));
        }
    }

    [Fact]
    public void A_shot_from_below_a_base_takes_a_brick_out_of_it()
    {
        Console2600 console = Begin();
        byte[] before = console.Ram.Slice(Bases, 20).ToArray();
        Play(console, JoystickAction.Fire);
        Assert.Equal(console.Ram[Gun] + 3, console.Ram[ShotX]);
        while (console.Ram[Shot] != Nowhere)
        {
            Play(console, JoystickAction.Noop);
        }
        byte[] after = console.Ram.Slice(Bases, 20).ToArray();
        Assert.Equal(1, before.Zip(after, (one, other) => int.PopCount(one ^ other)).Sum());
        Assert.Equal(30, console.Ram[Count]);
    }

    [Fact]
    public void The_last_invader_brings_the_next_wave()
    {
        Console2600 console = Begin();
        while (console.Ram[Wave] == 0)
        {
            Play(console, Aimed(console));
            Assert.NotEqual(0, console.Ram[Lives]);
        }
        Assert.Equal((30, 900), (console.Ram[Count], Score(console)));
    }

    [Fact]
    public void Who_does_nothing_loses_three_lives_and_the_score_stays()
    {
        Console2600 console = Begin();
        for (int frame = 0; console.Ram[Lives] > 0; frame++)
        {
            Play(console, JoystickAction.Noop);
            Assert.InRange(frame, 0, 10_000);
        }
        Assert.Equal(0, Score(console));
    }

    private static Console2600 Begin(int wave = 0)
    {
        // A game that begins with another wave, to see it soon.
        string source = Source.Replace("newgame:\n  lda #0\n", $"newgame:\n  lda #{wave}\n  sta wave\n  lda #0\n", StringComparison.Ordinal)
            .Replace("  sta score+2\n  sta wave\n", "  sta score+2\n", StringComparison.Ordinal);
        Console2600 console = new(new Cartridge(Assembler.Assemble(source)));
        ResetSequence.Run(console, default);
        Assert.Equal(wave, console.Ram[Wave]);
        return console;
    }

    private static void Play(Console2600 console, JoystickAction action)
    {
        default(Controllers).Hold(ref console.Ports, action);
        console.RunFrame();
    }

    /// <summary>Runs from what falls, else to where an invader will be.</summary>
    private static JoystickAction Aimed(Console2600 console)
    {
        ReadOnlySpan<byte> ram = console.Ram;
        int gun = ram[Gun];
        for (int bomb = 0; bomb < 2; bomb++)
        {
            int x = ram[0x1E + bomb], height = ram[0x20 + bomb];
            if (height < 60 && x >= gun - 5 && x <= gun + 12)
            {
                return gun > 135 || (x >= gun + 4 && gun >= 17) ? JoystickAction.LeftFire : JoystickAction.RightFire;
            }
        }
        int nearest = int.MaxValue;
        for (int column = 0; column < 6; column++)
        {
            int mask = 0;
            for (int rank = 0; rank < 5; rank++)
            {
                mask |= ram[EvenColumns + 5 * (column % 2) + rank];
            }
            int left = ram[Left] < 160 ? ram[Left] : ram[Left] - 256;
            int distance = left + 16 * column + (ram[0x16] == 2 ? 6 : -6) - gun;
            nearest = (mask >> column / 2 & 1) != 0 && Math.Abs(distance) < Math.Abs(nearest) ? distance : nearest;
        }
        return nearest > 2 ? JoystickAction.RightFire : nearest < -2 ? JoystickAction.LeftFire : JoystickAction.Fire;
    }

    // How many are alive in each rank, the highest first.
    private static int[] Ranks(Console2600 console)
    {
        byte[] ram = console.Ram.ToArray();
        return [.. Enumerable.Range(EvenColumns, 5).Select(rank => int.PopCount(ram[rank]) + int.PopCount(ram[rank + 5]))];
    }

    private static int Score(Console2600 console)
        => console.Ram[..3].ToArray().Aggregate(0, (sum, pair) => 100 * sum + 10 * (pair >> 4) + (pair & 15));
}
