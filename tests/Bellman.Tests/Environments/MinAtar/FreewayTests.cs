using Bellman.Environments.MinAtar;

namespace Bellman.Tests.Environments.MinAtar;

public class FreewayTests
{
    /// <summary>An episode whose cars all drive at a speed, to the right, and stand in column 0.</summary>
    private static Freeway With(int speed, int direction = 1)
    {
        Freeway game = new Freeway().Started();
        foreach (ref FreewayCar car in game.State.Cars)
        {
            (car.Speed, car.Timer, car.Direction) = ((sbyte)speed, (sbyte)speed, (sbyte)direction);
        }
        return game;
    }

    private static (int Speed, int Direction)[] Draws(Freeway game)
        => [.. Enumerable.Range(0, 8).Select(i => ((int)game.State.Cars[i].Speed, (int)game.State.Cars[i].Direction))];

    [Fact]
    public void An_episode_starts_with_the_chicken_at_home_and_all_cars_in_column_0()
    {
        Freeway game = new Freeway().Started();
        Assert.Equal([(9, 4)], game.Cells("chicken"));
        Assert.Equal(Enumerable.Range(1, 8).Select(row => (row, 0)), game.Cells("car"));
        Assert.All(Enumerable.Range(0, 8), i => Assert.Equal(game.State.Cars[i].Speed, game.State.Cars[i].Timer));
    }

    [Fact]
    public void Speeds_are_uniform_and_directions_fair()
    {
        var game = new Freeway();
        var random = new Rng(2);
        var speeds = new int[6];
        int right = 0;
        for (int episode = 0; episode < 5_000; episode++)
        {
            game.Reset(ref random);
            foreach ((int speed, int direction) in Draws(game))
            {
                speeds[speed]++;
                right += direction == 1 ? 1 : 0;
            }
        }
        Assert.Equal(0, speeds[0]);
        Assert.All(speeds[1..], count => Assert.InRange(count, 8_000 - 360, 8_000 + 360));
        Assert.InRange(right, 20_000 - 450, 20_000 + 450);
    }

    [Theory]
    [InlineData(1, new[] { 2, 4, 6, 8, 10 }), InlineData(2, new[] { 3, 6, 9, 12 }), InlineData(4, new[] { 5, 10, 15, 20 })]
    public void A_car_of_speed_s_moves_every_s_plus_1_steps(int speed, int[] expected)
    {
        Freeway game = With(speed);
        var moved = new List<int>();
        for (int step = 1; moved.Count < expected.Length; step++)
        {
            int before = game.State.Cars[0].X;
            game.Play();
            if (game.State.Cars[0].X != before)
            {
                moved.Add(step);
            }
        }
        Assert.Equal(expected, moved);
    }

    [Theory, InlineData(1, 9, 0), InlineData(-1, 0, 9)]
    public void Cars_and_their_trails_go_round_the_edge(int direction, int from, int to)
    {
        Freeway game = With(3, direction);
        foreach (ref FreewayCar car in game.State.Cars)
        {
            (car.X, car.Timer) = ((sbyte)from, 0);
        }
        game.Play();
        Assert.All(game.Cells("car"), cell => Assert.Equal(to, cell.X));
        Assert.Equal(Enumerable.Range(1, 8).Select(row => (row, from)), game.Cells("trail of speed 3"));
        Assert.Empty(game.Cells("trail of speed 2"));
    }

    [Fact]
    public void The_chicken_first_moves_on_step_4_and_then_every_third()
    {
        Freeway game = With(5);
        var rows = new List<int>();
        for (int step = 1; step <= 10; step++)
        {
            game.Play(Move.Up);
            rows.Add(game.State.Row);
        }
        Assert.Equal([9, 9, 9, 8, 8, 8, 7, 7, 7, 6], rows);
    }

    [Fact]
    public void Moving_down_at_home_goes_nowhere_but_takes_its_time()
    {
        Freeway game = With(5);
        game.State.ChickenTimer = 0;
        game.Play(Move.Down);
        Assert.Equal((9, 2), (game.State.Row, game.State.ChickenTimer));
        (game.State.Row, game.State.ChickenTimer) = (6, 0);
        game.Play(Move.Down);
        Assert.Equal(7, game.State.Row);
    }

    [Fact]
    public void Moves_that_are_neither_up_nor_down_do_not_use_the_timer()
    {
        Freeway game = With(5);
        game.State.ChickenTimer = 0;
        Assert.All((Move[])[Move.None, Move.Left, Move.Right, Move.Fire], move =>
        {
            game.Play(move);
            Assert.Equal((9, 0), (game.State.Row, game.State.ChickenTimer));
        });
    }

    [Fact]
    public void A_crossing_is_worth_one_and_draws_new_cars_that_stay_where_they_are()
    {
        Freeway game = With(5);
        foreach (ref FreewayCar car in game.State.Cars)
        {
            car.X = 7;
        }
        (game.State.Row, game.State.ChickenTimer) = (1, 0);
        (int, int)[] before = Draws(game);
        game.Play(Move.Up, seed: 9).GoesOn(reward: 1);
        Assert.Equal((9, 2), (game.State.Row, game.State.ChickenTimer));
        Assert.NotEqual(before, Draws(game));
        Assert.All(game.Cells("car"), cell => Assert.Equal(7, cell.X));
        // The new timers already run in the step of the crossing.
        Assert.All(Enumerable.Range(0, 8), i => Assert.Equal(game.State.Cars[i].Speed - 1, game.State.Cars[i].Timer));
    }

    [Fact]
    public void A_car_sends_the_chicken_home_whether_it_drives_or_stands()
    {
        Freeway standing = With(5), driving = With(5);
        (standing.State.Row, standing.State.Cars[3].X, standing.State.ChickenTimer) = (4, 4, 2);
        standing.Play().GoesOn();
        Assert.Equal((9, 1), (standing.State.Row, standing.State.ChickenTimer));
        (driving.State.Row, driving.State.Cars[3].X, driving.State.Cars[3].Timer) = (4, 3, 0);
        driving.Play().GoesOn();
        Assert.Equal((9, 4), (driving.State.Row, driving.State.Cars[3].X));
    }

    [Fact]
    public void A_car_that_stands_on_the_chicken_hits_it_even_if_it_then_drives_off()
    {
        Freeway game = With(5);
        (game.State.Row, game.State.Cars[3].X, game.State.Cars[3].Timer) = (4, 4, 0);
        game.Play();
        Assert.Equal((9, 5), (game.State.Row, game.State.Cars[3].X));
    }

    [Fact]
    public void An_episode_has_2501_steps()
        => Assert.All(Enum.GetValues<Move>(), move => Assert.Equal(2501, new Freeway().Started().Episode(move).Length));

    [Fact]
    public void Always_going_up_scores_what_it_scores_in_the_original()
    {
        // Reference: 3081 episodes without sticky actions, mean 16.759, standard error 0.230, standard deviation 12.77.
        const int Episodes = 700;
        var game = new Freeway();
        var random = new Rng(4);
        double sum = 0;
        for (int episode = 0; episode < Episodes; episode++)
        {
            game.Reset(ref random);
            Outcome outcome;
            do
            {
                outcome = game.Step(Move.Up, ref random);
                sum += outcome.Reward;
            }
            while (!outcome.EpisodeOver);
        }
        double error = Math.Sqrt(0.230 * 0.230 + 12.77 * 12.77 / Episodes);
        Assert.InRange((sum / Episodes - 16.759) / error, -3.5, 3.5);
    }
}
