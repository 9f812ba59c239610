using Bellman.Atari;
using Bellman.Drawing;
using Bellman.Environments.Atari;

namespace Bellman.Tests.Environments.Atari;

public class AtariEnvironmentTests
{
    private static readonly AtariOptions Plain = new() { Skip = 1, Sticky = 0, AllActions = true };
    private readonly float[] _seen = new float[128];
    private Rng _random = new(1);

    private int Ram(int address) => (int)MathF.Round(_seen[address - 0x80] * 255);

    private AtariEnvironment Start(AtariOptions options, AtariGame? game = null)
    {
        AtariEnvironment environment = Cabinet.Create(options, game);
        environment.Reset(ref _random, _seen);
        return environment;
    }

    private Outcome Step(AtariEnvironment environment, int action) => environment.Step(action, ref _random, _seen);

    [Fact]
    public void An_action_holds_for_as_many_frames_as_the_skip_says_and_earns_what_they_earn()
    {
        AtariEnvironment environment = Start(Plain with { Skip = 4 });
        int before = Ram(0x80);
        Assert.Equal(4, Step(environment, 0).Reward);
        Assert.Equal((byte)(before + 4), Ram(0x80));
        Assert.Equal(4, environment.Frames);
    }

    [Fact]
    public void The_old_ids_draw_how_long_an_action_lasts()
    {
        AtariEnvironment environment = Start(Plain with { Skip = 2, MostSkip = 4 });
        int[] counts = new int[5];
        for (int i = 0; i < 300; i++)
        {
            int before = environment.Frames;
            Step(environment, 0);
            counts[environment.Frames - before]++;
        }
        Assert.Equal([0, 0], counts[..2]);
        Assert.All(counts[2..], count => Assert.InRange(count, 70, 130));
    }

    [Fact]
    public void The_reset_is_sixty_frames_then_twice_four_with_the_switch()
    {
        int before = new Console2600(new Cartridge(Cabinet.Program)).Ram[0];
        AtariEnvironment environment = Start(Plain);
        Assert.Equal((byte)(before + 67), Ram(0x80)); // the first frame ends with the program's first VSYNC, before it counts
        int switched = Ram(0x83);
        environment.Reset(ref _random, _seen);
        Assert.Equal((byte)(switched + 8), Ram(0x83));
        Assert.Equal(0, environment.Frames);
    }

    [Fact]
    public void Start_actions_are_one_frame_each()
    {
        Start(Plain);
        (int frames, int shots) = (Ram(0x80), Ram(0x82));
        Start(Plain, Cabinet.Game() with { Start = [JoystickAction.Fire, JoystickAction.Up] });
        Assert.Equal(((byte)(frames + 2), (byte)(shots + 1), 0x10), (Ram(0x80), Ram(0x82), Ram(0x81)));
    }

    [Fact]
    public void A_mode_is_chosen_by_pressing_select_until_the_RAM_shows_it()
    {
        var mode = new ModeSwitch((ram, wanted) => (ram[0x84] & 0xF) == wanted, Frames: 1);
        AtariGame game = Cabinet.Game() with { Modes = [0, 9], Mode = mode };
        AtariEnvironment environment = Start(Plain with { Mode = 9 }, game);
        Assert.Equal(9, Ram(0x84) & 0xF);
        int before = Ram(0x83);
        environment.Reset(ref _random, _seen);
        Assert.Equal((byte)(before + 12), Ram(0x83)); // one more RESET than without modes
    }

    [Fact]
    public void A_mode_that_never_comes_is_a_sentence_and_no_hang()
    {
        AtariGame game = Cabinet.Game() with { Modes = [0, 9], Mode = new((_, _) => false, Frames: 2) };
        AtariEnvironment environment = Cabinet.Create(Plain with { Mode = 9 }, game);
        var error = Assert.Throws<BellmanException>(() => environment.Reset(ref _random, _seen));
        Assert.Contains("probably the ROM of another game", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sticky_frame_repeats_the_action_before()
    {
        AtariEnvironment environment = Start(Plain with { Sticky = 0.25 });
        int stuck = 0;
        for (int i = 0; i < 2000; i++)
        {
            bool up = i % 2 == 0;
            Step(environment, up ? 2 : 5);
            if (Ram(0x81) != (up ? 0x10 : 0x20))
            {
                stuck++;
            }
        }
        // Wrong if an odd number of frames in a row stuck: 0.25 - 0.0625 + 0.0156 - ... = 0.2 of them.
        Assert.InRange(stuck, 340, 460);
    }

    [Fact]
    public void With_a_seed_of_ALE_two_numbers_of_its_generator_are_drawn_each_frame()
    {
        AtariEnvironment environment = Start(Plain with { Sticky = 0.5, Skip = 3, AleSeed = 7 });
        var random = new MersenneTwister(7);
        int held = 0;
        for (int i = 0; i < 50; i++)
        {
            int action = 2 + i % 4; // up, right, left, down
            for (int frame = 0; frame < 3; frame++)
            {
                held = random.NextDouble() >= 0.5 ? action : held;
                random.NextDouble();
            }
            Step(environment, action);
            Assert.Equal(held switch { 0 => 0, 2 => 0x10, 3 => 0x80, 4 => 0x40, _ => 0x20 }, Ram(0x81));
        }
    }

    [Fact]
    public void Nothing_is_played_after_the_end()
    {
        AtariEnvironment environment = Start(Plain);
        int end = (Ram(0x80) + 6) & 0xFF;
        environment = Start(Plain with { Skip = 4 }, Cabinet.Game(end));
        Assert.Equal(new Outcome(4), Step(environment, 0));
        Assert.Equal(new Outcome(2, Ending.Terminated), Step(environment, 0));
        Assert.Equal(end, Ram(0x80));
        Assert.Equal(0, environment.Lives);
        Assert.Equal(new Outcome(0, Ending.Terminated), Step(environment, 0));
    }

    [Fact]
    public void An_episode_is_truncated_by_its_frames()
    {
        AtariEnvironment environment = Start(Plain with { Skip = 4, MostFrames = 6 });
        Assert.Equal(new Outcome(4), Step(environment, 0));
        Assert.Equal(new Outcome(2, Ending.Truncated), Step(environment, 0));
        environment.Reset(ref _random, _seen);
        Assert.Equal(new Outcome(4), Step(environment, 0));
    }

    [Fact]
    public void A_lost_life_is_reported_where_that_is_wanted()
    {
        AtariEnvironment silent = Start(Plain), loud = Start(Plain with { LifeLoss = true });
        foreach (AtariEnvironment environment in new[] { silent, loud })
        {
            Step(environment, 3); // the lives are what the stick shows: $80 to the right
        }
        Assert.Equal(Ending.None, Step(silent, 2).Ending);
        Assert.Equal(Ending.LifeLost, Step(loud, 2).Ending);
        Assert.Equal(0x10, loud.Lives);
    }

    [Fact]
    public void An_episode_may_begin_with_frames_in_which_nothing_is_done()
    {
        AtariEnvironment environment = Cabinet.Create(Plain with { NoOps = 30 });
        var begun = new HashSet<int>();
        for (int i = 0; i < 200; i++)
        {
            environment.Reset(ref _random, _seen);
            begun.Add(environment.Frames);
        }
        Assert.Equal(Enumerable.Range(1, 30), begun.Order());
    }

    [Fact]
    public void The_screen_is_that_of_the_last_frame_as_if_all_had_been_drawn()
    {
        AtariEnvironment skipping = Start(Plain with { Skip = 5 }), drawing = Start(Plain);
        for (int step = 0; step < 10; step++)
        {
            Step(skipping, step);
            for (int frame = 0; frame < 5; frame++)
            {
                Step(drawing, step);
            }
            Assert.Equal(drawing.Screen, skipping.Screen);
        }
    }

    [Fact]
    public void It_draws_itself_in_the_televisions_colours_at_any_size()
    {
        AtariEnvironment environment = Start(Plain);
        Canvas own = new(environment.Width, environment.Height), large = new(2 * environment.Width, 3 * environment.Height);
        environment.Draw(own);
        environment.Draw(large);
        uint colour = environment.Palette[environment.Screen[100 * 160 + 80]];
        Assert.Equal(new Color((byte)(colour >> 16), (byte)(colour >> 8), (byte)colour), own[80, 100]);
        Assert.Equal(own[80, 100], large[161, 302]);
    }

    [Fact]
    public void A_saved_world_goes_on_bit_for_bit()
    {
        AtariEnvironment environment = Start(Plain with { Sticky = 0.5, Skip = 3, AleSeed = 3 });
        for (int i = 0; i < 7; i++)
        {
            Step(environment, i);
        }
        using var file = new MemoryStream();
        environment.Sync(StateStream.Writer(file));
        file.Position = 0;
        AtariEnvironment other = Start(Plain with { Sticky = 0.5, Skip = 3, AleSeed = 9 });
        other.Sync(StateStream.Reader(file));
        for (int i = 0; i < 40; i++)
        {
            Assert.Equal(Step(environment, i % 18), Step(other, i % 18));
            Assert.Equal(environment.Screen, other.Screen);
            Assert.Equal(environment.Frames, other.Frames);
        }
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        AtariEnvironment environment = Start(new AtariOptions { AllActions = true });
        for (int i = 0; i < 50; i++)
        {
            Step(environment, i % 18);
        }
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 50; i++)
        {
            Step(environment, i % 18);
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData("Breakout has no mode 1: it has 0, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 44.", 1, 0)]
    [InlineData("Breakout has no difficulty 2: it has 0, 1.", 0, 2)]
    public void A_mode_or_difficulty_that_a_game_lacks_is_refused(string sentence, int mode, int difficulty)
    {
        var options = new AtariOptions { Mode = mode, Difficulty = difficulty };
        Assert.Equal(sentence, Assert.Throws<BellmanException>(() => Cabinet.Create(options, Image.Game("Breakout"))).Message);
    }
}
