using Bellman.Environments;
using Bellman.Environments.Control;
using Bellman.Environments.MinAtar;
using Bellman.Environments.Pixels;
using Bellman.Replay;

namespace Bellman.Tests.Environments.Pixels;

public class PixelEnvironmentTests
{
    private static readonly PixelOptions Small = new() { On = true, Width = 2, Height = 1, Stack = 1 };

    [Fact]
    public void Only_the_eyes_change_not_the_world()
    {
        IEnvironment environment = CartPole.V1();
        var seen = new PixelEnvironment(CartPole.V1(), new() { Width = 30, Height = 20, Supersample = 1 });
        Rng one = new(4), other = one;
        float[] state = new float[4], picture = new float[4 * 30 * 20];
        environment.Reset(ref one, state);
        seen.Reset(ref other, picture);
        Outcome outcome = default;
        for (int step = 0; !outcome.EpisodeOver; step++)
        {
            outcome = environment.Step(step % 2, ref one, state);
            Assert.Equal(outcome, seen.Step(step % 2, ref other, picture));
        }
        Assert.Equal((500, 2, "CartPole-v1", 4), (seen.Spec.TimeLimit, seen.Spec.ActionCount, seen.Spec.Name, seen.Spec.Stack));
        Assert.Equal(new ImageShape(4, 20, 30), seen.Spec.Image);
        Assert.Equal(["left", "right"], seen.Spec.ActionNames);
    }

    [Fact]
    public void A_repeated_action_shows_the_brighter_pixels_of_its_last_two_frames_and_sums_rewards()
    {
        var environment = new PixelEnvironment(new Blinker(), Small with { Repeat = 4 });
        var random = new Rng(1);
        var seen = new float[2];
        environment.Reset(ref random, seen);
        Assert.Equal([0, 0], Bytes(seen));
        Assert.Equal(new Outcome(8), environment.Step(2, ref random, seen));
        Assert.Equal([4, 3], Bytes(seen));
        environment.Step(2, ref random, seen);
        Assert.Equal([8, 7], Bytes(seen));
        Assert.Equal(26, environment.Spec.TimeLimit); // of 101 frames
    }

    [Theory]
    [InlineData(MaxOver.Colours, 105)] // 0.299 * 200 + 0.114 * 255 + 0.587 * 28, rounded: the brightest of each colour, then grey
    [InlineData(MaxOver.Greys, 76)] // the brighter of 0.299 * 200 + 0.587 * 28 = 76.2 and 0.114 * 255 = 29.1
    public void Which_grey_is_seen_of_two_frames_is_an_option(MaxOver brighter, byte grey)
    {
        var environment = new PixelEnvironment(new TwoColours(), new() { Width = 1, Height = 1, Stack = 1, Repeat = 2, Brighter = brighter });
        var random = new Rng(1);
        var seen = new float[1];
        environment.Reset(ref random, seen);
        environment.Step(0, ref random, seen);
        Assert.Equal([grey], Bytes(seen));
    }

    [Fact]
    public void An_action_is_not_held_twice()
    {
        IEnvironment game = Catalogue.Create("Bellman/Marchers-v0");
        Assert.Equal("Bellman/Marchers-v0 holds an action for 4 frames already, and pixels.repeat would hold it 4 times as long: "
            + "set pixels.repeat to 1, or the option skip of the environment's name.",
            Assert.Throws<BellmanException>(() => new PixelEnvironment(game, new() { Repeat = 4 })).Message);
        Assert.Equal(4, new PixelEnvironment(Catalogue.Create("Bellman/Marchers-v0:skip=1"), new() { Repeat = 4 }).Spec.FramesPerAction);
    }

    [Fact]
    public void The_longest_time_limit_is_shared_among_repeated_actions_too()
        => Assert.Equal(1 << 29, new PixelEnvironment(Catalogue.Create("CliffWalking-v1:limit=2147483647"), new() { Repeat = 4, Width = 8, Height = 8 }).Spec.TimeLimit);

    [Theory]
    [InlineData(2, 1e-300), InlineData(1, 1e-5), InlineData(64, 0.5)]
    public void A_picture_of_which_too_small_a_share_is_seen_is_refused_before_it_is_drawn(int supersample, double follow)
        => Assert.EndsWith("at most 16777216.", Assert.Throws<BellmanException>(
            () => new PixelOptions { On = true, Supersample = supersample, Follow = follow }.Validate()).Message, StringComparison.Ordinal);

    [Fact]
    public void Without_repetition_every_frame_is_seen_as_it_is()
    {
        var environment = new PixelEnvironment(new Blinker(), Small);
        var random = new Rng(1);
        var seen = new float[2];
        environment.Reset(ref random, seen);
        environment.Step(0, ref random, seen);
        Assert.Equal([0, 1], Bytes(seen));
        environment.Step(0, ref random, seen);
        Assert.Equal([2, 0], Bytes(seen));
    }

    [Fact]
    public void An_episode_that_ends_within_a_repetition_stops_there_and_shows_its_last_frame()
    {
        var environment = new PixelEnvironment(new Blinker(length: 6), Small with { Repeat = 4 });
        var random = new Rng(1);
        var seen = new float[2];
        environment.Reset(ref random, seen);
        environment.Step(1, ref random, seen);
        Assert.Equal(new Outcome(2, Ending.Terminated), environment.Step(1, ref random, seen));
        Assert.Equal([6, 0], Bytes(seen));
    }

    [Theory]
    [InlineData(true, Ending.LifeLost)]
    [InlineData(false, Ending.None)]
    public void A_lost_life_is_an_ending_for_the_learner_or_for_nobody_and_the_episode_goes_on(bool told, Ending ending)
    {
        var environment = new PixelEnvironment(new Blinker(lifeLostAt: 2), Small with { Repeat = 4, LifeLoss = told });
        var random = new Rng(1);
        var seen = new float[2];
        environment.Reset(ref random, seen);
        Assert.Equal(new Outcome(4, ending), environment.Step(1, ref random, seen));
        Assert.Equal([4, 3], Bytes(seen));
        Assert.Equal(new Outcome(4), environment.Step(1, ref random, seen));
    }

    [Fact]
    public void An_episode_begins_with_1_to_30_no_ops_each_equally_often_and_then_fire()
    {
        var game = new Blinker();
        var environment = new PixelEnvironment(game, Small with { NoOps = 30, Fire = true });
        var random = new Rng(0);
        var seen = new float[2];
        var counts = new int[32];
        for (int episode = 0; episode < 3_000; episode++)
        {
            environment.Reset(ref random, seen);
            counts[game.Time - 1]++;
            Assert.Equal(1, game.Actions[^1]);
            Assert.All(game.Actions.SkipLast(1), action => Assert.Equal(0, action));
            Assert.Equal(game.Time, Bytes(seen).Max());
        }
        Assert.Equal((0, 0), (counts[0], counts[31]));
        Assert.All(counts[1..31], count => Assert.InRange(count, 60, 145));
    }

    [Fact]
    public void An_episode_that_no_ops_would_end_begins_anew()
    {
        var game = new Blinker(length: 20);
        var environment = new PixelEnvironment(game, Small with { NoOps = 30 });
        var random = new Rng(0);
        for (int episode = 0; episode < 200; episode++)
        {
            environment.Reset(ref random, new float[2]);
            Assert.InRange(game.Time, 1, 19);
        }
        var hopeless = new PixelEnvironment(new Blinker(length: 1), Small with { Fire = true });
        Assert.Contains("ends before the first action",
            Assert.Throws<BellmanException>(() => hopeless.Reset(ref random, new float[2])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Frames_are_stacked_oldest_first_and_the_first_fills_all_places()
    {
        var environment = new PixelEnvironment(new Blinker(), Small with { Stack = 3, Repeat = 2 });
        var random = new Rng(1);
        var seen = new float[6];
        environment.Reset(ref random, seen);
        for (int step = 0; step < 4; step++)
        {
            environment.Step(0, ref random, seen);
        }
        Assert.Equal([4, 3, 6, 5, 8, 7], Bytes(seen));
        environment.Reset(ref random, seen);
        Assert.Equal([0, 0, 0, 0, 0, 0], Bytes(seen));
    }

    [Fact]
    public void Differences_begin_grey()
    {
        var environment = new PixelEnvironment(new Blinker(), Small with { Difference = true });
        var random = new Rng(1);
        var seen = new float[2];
        environment.Reset(ref random, seen);
        Assert.Equal([128, 128], Bytes(seen));
        environment.Step(0, ref random, seen);
        environment.Step(0, ref random, seen);
        Assert.Equal([129, 127], Bytes(seen)); // from (0, 1) to (2, 0)
    }

    [Fact]
    public void The_view_follows_the_cart()
    {
        var options = new PixelOptions { Width = 40, Height = 40, Supersample = 1, Stack = 1 };
        const double At = 5.9 / 80 * 16; // 16 whole pixels right of the middle
        PixelOptions following = options with { Follow = 0.5 };
        float[] all = Look(options with { Width = 80 }, At), near = Look(following, At), middle = Look(following, 0);
        // At the centre both have the same cart and pole; the track's ends lie elsewhere.
        Assert.Equal(Column(middle, 40, 20), Column(near, 40, 20), (a, b) => Math.Abs(a - b) < 0.01);
        Assert.NotEqual(Column(all, 80, 40), Column(near, 40, 20));
        // Beyond the screen's edge there is nothing to see: the view stays inside.
        Assert.Equal(Column(Look(options with { Width = 80 }, -2.39), 80, 0), Column(Look(following, -2.39), 40, 0));
    }

    [Fact]
    public void Drawing_at_the_size_wanted_is_near_to_shrinking_the_natural_picture()
    {
        float[] direct = Look(new() { Width = 60, Height = 30, Supersample = 1, Stack = 1 }, 0.3);
        float[] shrunk = Look(new() { Width = 60, Height = 30, Stack = 1 }, 0.3);
        Assert.InRange(direct.Zip(shrunk, (a, b) => Math.Abs(a - b)).Average(), 0, 0.02);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Replay_rebuilds_exactly_what_was_seen(bool difference)
    {
        var lanes = new VectorEnvironment(
            () => new PixelEnvironment(CartPole.V0(), new() { Width = 20, Height = 10, Supersample = 1, Difference = difference }), 2, seed: 3);
        var memory = new ReplayMemory(new ReplayShape(10_000, 2, lanes.Spec.ObservationLength)
        {
            Stack = 4, Picture = lanes.Spec.Image, Compress = 2,
        });
        var rows = new Dictionary<(int, int), (float[] Observation, float[] Successor)>();
        var random = new Rng(5);
        int[] counts = [0, 0];
        for (int step = 0; step < 400; step++)
        {
            Experience experience = lanes.Step([random.NextInt(2), random.NextInt(2)]);
            memory.Append(experience);
            for (int lane = 0; lane < 2; lane++)
            {
                int length = lanes.Spec.ObservationLength;
                rows[(lane, counts[lane]++)] = (experience.Observations.Slice(lane * length, length).ToArray(),
                    experience.NextObservations.Slice(lane * length, length).ToArray());
            }
        }
        var batch = new TransitionBatch(2_000, lanes.Spec.ObservationLength, 0);
        Rng same = random;
        memory.Sample(batch, ref random);
        for (int i = 0; i < batch.Rows; i++)
        {
            int row = same.NextInt(800);
            (float[] observation, float[] successor) = rows[(row / 400, row % 400)];
            Assert.Equal(observation, batch.Observations.AsSpan(i * observation.Length, observation.Length));
            Assert.Equal(successor, batch.NextObservations.AsSpan(i * successor.Length, successor.Length));
        }
    }

    [Fact]
    public void A_world_saved_within_an_episode_goes_on_with_the_same_pictures()
    {
        PixelOptions options = new() { Width = 16, Height = 16, Supersample = 1, Repeat = 2, Difference = true, NoOps = 5, Fire = true };
        var environment = new PixelEnvironment(new MinAtarEnvironment(MinAtarGame.SpaceInvaders), options);
        var copy = new PixelEnvironment(new MinAtarEnvironment(MinAtarGame.SpaceInvaders), options);
        var random = new Rng(8);
        float[] seen = new float[environment.Spec.ObservationLength], again = new float[seen.Length];
        environment.Reset(ref random, seen);
        for (int step = 0; step < 30; step++)
        {
            environment.Step(step % 6, ref random, seen);
        }
        var bytes = new MemoryStream();
        environment.Sync(StateStream.Writer(bytes));
        bytes.Position = 0;
        copy.Sync(StateStream.Reader(bytes));
        Rng other = random;
        for (int step = 0; step < 200; step++)
        {
            Outcome outcome = environment.Step(step % 6, ref random, seen);
            Assert.Equal(outcome, copy.Step(step % 6, ref other, again));
            Assert.Equal(seen, again);
            if (outcome.EpisodeOver)
            {
                environment.Reset(ref random, seen);
                copy.Reset(ref other, again);
            }
        }
    }

    [Fact]
    public void Steps_allocate_nothing()
    {
        var environment = new PixelEnvironment(CartPole.V1(), new()
        {
            Width = 40, Height = 40, Supersample = 2, Follow = 0.5, Difference = true, Repeat = 2, ResizeHeight = 50,
        });
        var random = new Rng(1);
        var seen = new float[environment.Spec.ObservationLength];
        environment.Reset(ref random, seen);
        Assert.Equal(0, Allocation.Least(() =>
        {
            for (int step = 0; step < 30; step++)
            {
                if (environment.Step(step & 1, ref random, seen).EpisodeOver)
                {
                    environment.Reset(ref random, seen);
                }
            }
        }));
    }

    public static TheoryData<string, string> Mistakes() => new()
    {
        { "pixels.stack is 0: it must be between 1 and 64.", "stack" },
        { "pixels.width is 0: it must be between 1 and 4096.", "width" },
        { "pixels.height is -1: it must be between 1 and 4096.", "height" },
        { "A crop of 84 x 84 pixels at (0, 30) does not lie inside a picture of 84 x 110: make it smaller or move it.", "crop" },
        { "pixels.follow is 2: it must be greater than 0 and at most 1.", "follow" },
        { "CartPole-v1 has no action 'noop', which its pixels need: set pixels.noOps to 0 and pixels.fire to false.", "noOps" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_one_sentence(string sentence, string mistake) => Assert.Equal(sentence, Assert.Throws<BellmanException>(
        () => new PixelEnvironment(CartPole.V1(), mistake switch
        {
            "stack" => new() { Stack = 0 },
            "width" => new() { Width = 0 },
            "height" => new() { Height = -1 },
            "crop" => new() { ResizeHeight = 110, CropTop = 30 },
            "follow" => new() { Follow = 2 },
            _ => new() { NoOps = 3 },
        })).Message);

    [Fact]
    public void A_world_that_cannot_draw_itself_is_refused()
        => Assert.Contains("cannot draw itself", Assert.Throws<BellmanException>(
            () => new PixelEnvironment(new Bellman.Tests.Environments.Probes.OneStepBandit(), Small)).Message, StringComparison.Ordinal);

    private static float[] Look(PixelOptions options, double x)
    {
        CartPole cart = CartPole.V1();
        Control.EnvironmentState.Put(cart, [x, 0, 0, 0]);
        var eye = new FramePipeline(cart, options);
        return [.. eye.Capture(blend: false).ToArray().Select(k => k / 255f)];
    }

    private static float[] Column(float[] picture, int width, int x) => [.. picture.Where((_, i) => i % width == x)];

    private static byte[] Bytes(float[] numbers) => [.. numbers.Select(x => (byte)MathF.Round(x * 255))];
}
