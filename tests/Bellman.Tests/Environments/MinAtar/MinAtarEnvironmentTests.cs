using Bellman.Drawing;
using Bellman.Environments;
using Bellman.Environments.MinAtar;

namespace Bellman.Tests.Environments.MinAtar;

public class MinAtarEnvironmentTests
{
    public static TheoryData<string> Games => [.. Enum.GetNames<MinAtarGame>()];

    [Theory]
    [InlineData("Asterix", 4, "none left up right down"), InlineData("Breakout", 4, "none left right")]
    [InlineData("Freeway", 7, "none up down"), InlineData("Seaquest", 10, "none left up right down fire")]
    [InlineData("SpaceInvaders", 6, "none left right fire")]
    public void Planes_and_actions_are_those_of_the_package(string game, int channels, string minimal)
    {
        EnvironmentSpec all = Catalogue.Create($"MinAtar/{game}-v0").Spec, few = Catalogue.Create($"MinAtar/{game}-v1").Spec;
        Assert.Equal((channels * 100, channels * 100), (all.ObservationLength, few.ObservationLength));
        Assert.Equal("none left up right down fire", string.Join(' ', all.ActionNames));
        Assert.Equal(minimal, string.Join(' ', few.ActionNames));
        Assert.Equal((6, few.ActionNames.Count), (all.ActionCount, few.ActionCount));
        Assert.Null(all.TimeLimit);
        Assert.All(all.Low, low => Assert.Equal(0, low));
        Assert.All(all.High, high => Assert.Equal(1, high));
    }

    [Fact]
    public void An_observation_has_the_channels_first()
    {
        var environment = new MinAtarEnvironment(MinAtarGame.Breakout, new() { Sticky = 0 });
        var (random, seen) = (new Rng(1), new float[400]);
        environment.Reset(ref random, seen);
        Assert.Equal(1, seen[0 * 100 + 9 * 10 + 4]); // the paddle
        Assert.Equal(30, seen[300..].Sum());
        Assert.Equal(33, seen.Sum());
    }

    [Fact]
    public void An_action_of_the_minimal_set_means_the_same_move()
    {
        var environment = new MinAtarEnvironment(MinAtarGame.SpaceInvaders, new() { Sticky = 0, Minimal = true });
        var (random, seen) = (new Rng(1), new float[600]);
        environment.Reset(ref random, seen);
        environment.Step(2, ref random, seen);
        Assert.Equal(1, seen[96]);
        environment.Step(3, ref random, seen);
        Assert.Equal(1, seen[400 + 86]);
    }

    [Theory, InlineData(0.0), InlineData(0.1), InlineData(1.0)]
    public void The_move_executed_last_is_repeated_with_the_probability_given(double sticky)
    {
        const int Steps = 20_000;
        var game = new Recorder();
        var environment = new MinAtarEnvironment(MinAtarGame.Breakout, game, new() { Sticky = sticky });
        var (random, seen) = (new Rng(1), new float[400]);
        environment.Reset(ref random, seen);
        int repeated = 0;
        for (int step = 0; step < Steps; step++)
        {
            Move last = game.Last;
            int other = ((int)last + 1 + step % 5) % 6;
            environment.Step(other, ref random, seen);
            Assert.True(game.Last == last || game.Last == (Move)other);
            repeated += game.Last == last ? 1 : 0; // a repeat can be repeated
        }
        double spread = 4.5 * Math.Sqrt(Steps * sticky * (1 - sticky));
        Assert.InRange(repeated, Steps * sticky - spread, Steps * sticky + spread);
    }

    [Fact]
    public void The_move_executed_last_outlives_a_reset_and_is_none_at_first()
    {
        var game = new Recorder();
        var environment = new MinAtarEnvironment(MinAtarGame.Breakout, game, new() { Sticky = 0.5 });
        var (random, seen) = (new Rng(1), new float[400]);
        environment.Reset(ref random, seen);
        var first = new List<Move>();
        for (int episode = 0; episode < 100; episode++)
        {
            Move before = game.Last;
            environment.Reset(ref random, seen);
            environment.Step((int)Move.Up, ref random, seen);
            first.Add(game.Last);
            Assert.True(game.Last == Move.Up || game.Last == before);
            environment.Step((int)Move.Left, ref random, seen);
        }
        Assert.Contains(Move.Left, first);
        Assert.Equal(Move.None, new Recorder().Last);
    }

    [Fact]
    public void After_the_end_nothing_changes_any_more()
    {
        var environment = new MinAtarEnvironment(MinAtarGame.Breakout, new() { Sticky = 0 });
        var (random, seen) = (new Rng(1), new float[400]);
        environment.Reset(ref random, seen);
        while (!environment.Step((int)Move.Left, ref random, seen).EpisodeOver)
        {
        }
        float[] last = [.. seen];
        Assert.Equal(new Outcome(0, Ending.Terminated), environment.Step((int)Move.Right, ref random, seen));
        Assert.Equal(last, seen);
        environment.Reset(ref random, seen);
        Assert.Equal(Ending.None, environment.Step(0, ref random, seen).Ending);
    }

    [Theory, InlineData(-0.1), InlineData(1.5), InlineData(double.NaN)]
    public void A_probability_out_of_range_is_a_sentence(double sticky)
    {
        var mistake = Assert.Throws<BellmanException>(() => new MinAtarEnvironment(MinAtarGame.Asterix, new() { Sticky = sticky }));
        Assert.EndsWith("it must be between 0 and 1.", mistake.Message);
    }

    [Theory, MemberData(nameof(Games))]
    public void A_world_that_was_saved_at_any_step_goes_on_as_if_it_had_never_stopped(string name)
    {
        MinAtarGame game = Enum.Parse<MinAtarGame>(name);
        const int Lanes = 3;
        var original = new VectorEnvironment(() => new MinAtarEnvironment(game), Lanes, seed: 3);
        var restored = new VectorEnvironment(() => new MinAtarEnvironment(game), Lanes, seed: 4);
        var random = new Rng(6);
        var actions = new int[Lanes];
        using var file = new MemoryStream();
        for (int step = 0; step < 3_000; step++)
        {
            if (step % 37 == 0)
            {
                file.SetLength(0);
                original.Sync(StateStream.Writer(file));
                file.Position = 0;
                restored.Sync(StateStream.Reader(file));
                Assert.Equal(file.Length, file.Position);
            }
            for (int lane = 0; lane < Lanes; lane++)
            {
                actions[lane] = random.NextInt(6);
            }
            Experience expected = original.Step(actions), actual = restored.Step(actions);
            Assert.Equal(expected.Outcomes, actual.Outcomes);
            Assert.True(expected.NextObservations.SequenceEqual(actual.NextObservations));
            Assert.True(original.Observations.SequenceEqual(restored.Observations));
        }
    }

    [Theory, MemberData(nameof(Games))]
    public void Stepping_and_drawing_allocate_nothing(string name)
    {
        MinAtarGame game = Enum.Parse<MinAtarGame>(name);
        var environment = new VectorEnvironment(() => new MinAtarEnvironment(game), lanes: 2, seed: 1);
        var canvas = new Canvas(40, 40);
        var actions = new int[2];
        // The list of finished episodes has found its size after the first try, in Freeway too.
        Assert.Equal(0, Allocation.Least(() =>
        {
            for (int step = 0; step < 3_000; step++)
            {
                (actions[0], actions[1]) = (step % 6, step / 7 % 6);
                environment.Step(actions);
                if (step % 100 == 0)
                {
                    ((IScreen)environment[0]).Draw(canvas);
                }
            }
        }));
    }

    [Theory, MemberData(nameof(Games))]
    public void An_observation_is_made_of_zeros_and_ones_whatever_was_there_before(string name)
    {
        MinAtarGame game = Enum.Parse<MinAtarGame>(name);
        var environment = new MinAtarEnvironment(game);
        var random = new Rng(1);
        var seen = new float[environment.Spec.ObservationLength];
        environment.Reset(ref random, seen);
        for (int step = 0; step < 500; step++)
        {
            Array.Fill(seen, 7);
            environment.Step(step % 6, ref random, seen);
            Assert.All(seen, cell => Assert.True(cell is 0 or 1));
        }
    }

    [Theory, MemberData(nameof(Games))]
    public void A_picture_of_any_size_covers_the_canvas_and_shows_every_channel_in_a_colour_of_its_own(string name)
    {
        MinAtarGame game = Enum.Parse<MinAtarGame>(name);
        foreach ((int width, int height) in ((int, int)[])[(1, 1), (16, 9), (84, 84), (320, 320)])
        {
            var environment = new MinAtarEnvironment(game);
            var random = new Rng(1);
            environment.Reset(ref random, new float[environment.Spec.ObservationLength]);
            var canvas = new Canvas(width, height);
            canvas.Clear(Color.Hex(0xFF00FF));
            environment.Draw(canvas);
            Assert.DoesNotContain(Color.Hex(0xFF00FF), Enumerable.Range(0, width * height).Select(i => canvas[i % width, i / width]));
        }
        IReadOnlyList<Channel> channels = new[]
        {
            new Asterix(true).Channels, new Breakout().Channels, new Freeway().Channels, new Seaquest(true).Channels,
            new SpaceInvaders(true).Channels,
        }[(int)game];
        Assert.Equal(channels.Count, channels.Select(c => (c.Color, c.Size)).Distinct().Count());
    }

    [Fact]
    public void What_lies_on_top_of_something_else_is_smaller_and_drawn_later()
    {
        var environment = new MinAtarEnvironment(MinAtarGame.Breakout);
        var random = new Rng(1);
        environment.Reset(ref random, new float[400]);
        var canvas = new Canvas(1060, 1060); // 100 pixels a cell, 30 around
        environment.Draw(canvas);
        int ball = canvas[30 + 50, 30 + 350] == Theme.Stone ? 0 : 9; // its trail is on it
        Assert.Equal(Theme.Stone, canvas[30 + 100 * ball + 50, 30 + 350]);
        Assert.Equal(Theme.Clay, canvas[30 + 100 * ball + 25, 30 + 350]);
        Assert.Equal(Theme.Teal, canvas[30 + 100 * ball + 8, 30 + 350]);
        Assert.Equal(Theme.Ink, canvas[30 + 450, 30 + 950]);
    }

    /// <summary>Remembers what it was told to do.</summary>
    private sealed class Recorder : IGame
    {
        public Move Last { get; private set; }

        public IReadOnlyList<Channel> Channels { get; } = new Breakout().Channels;

        public IReadOnlyList<Move> Moves => Enum.GetValues<Move>();

        public int Level => 0;

        public void Reset(ref Rng random)
        {
        }

        public Outcome Step(Move move, ref Rng random)
        {
            Last = move;
            return default;
        }

        public void Observe(Planes planes)
        {
        }

        public void Sync(StateStream stream)
        {
        }
    }
}
