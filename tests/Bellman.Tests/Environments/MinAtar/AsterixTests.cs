using Bellman.Environments.MinAtar;

namespace Bellman.Tests.Environments.MinAtar;

public class AsterixTests
{
    private static Asterix Fresh(bool ramping = true) => new Asterix(ramping).Started();

    private static AsterixThing Thing(int x, int direction, bool gold = false)
        => new() { X = (sbyte)x, Direction = (sbyte)direction, IsGold = gold };

    private static int Things(Asterix game) => Enumerable.Range(0, 8).Count(i => game.State.Things[i].Direction != 0);

    [Fact]
    public void An_episode_starts_in_the_middle_of_an_empty_field()
    {
        Asterix game = Fresh();
        Assert.Equal([(5, 5)], game.Cells("player"));
        Assert.All((string[])["enemy", "trail", "gold"], channel => Assert.Empty(game.Cells(channel)));
    }

    [Fact]
    public void Something_appears_on_every_tenth_step_from_the_eleventh()
    {
        Asterix game = Fresh();
        var appeared = new List<int>();
        for (int step = 1; step <= 55; step++)
        {
            game.State.Things = default;
            game.Play();
            if (Things(game) > 0)
            {
                appeared.Add(step);
            }
        }
        Assert.Equal([11, 21, 31, 41, 51], appeared);
    }

    [Fact]
    public void Everything_moves_on_every_fifth_step_from_the_sixth()
    {
        Asterix game = Fresh();
        var moved = new List<int>();
        for (int step = 1; step <= 20; step++)
        {
            game.State.Things[0] = Thing(4, 1);
            game.Play();
            if (game.State.Things[0].X == 5)
            {
                moved.Add(step);
            }
        }
        Assert.Equal([6, 11, 16], moved);
    }

    [Fact]
    public void What_appears_is_gold_one_time_in_three_at_a_fair_edge_in_an_empty_row()
    {
        const int Draws = 24_000;
        Asterix game = Fresh();
        var random = new Rng(5);
        (int gold, int right) = (0, 0);
        var rows = new int[8];
        for (int draw = 0; draw < Draws; draw++)
        {
            game.State = new() { X = 5, Y = 5, MoveTimer = 5, SpawnInterval = 10 };
            game.State.Things[2] = game.State.Things[6] = Thing(2, 1);
            game.Step(Move.None, ref random);
            int row = Enumerable.Range(0, 8).Single(i => i is not (2 or 6) && game.State.Things[i].Direction != 0);
            AsterixThing thing = game.State.Things[row];
            rows[row]++;
            gold += thing.IsGold ? 1 : 0;
            right += thing.Direction == 1 ? 1 : 0;
            Assert.Equal(thing.Direction == 1 ? 0 : 9, thing.X);
        }
        Assert.InRange(gold, Near(1.0 / 3).Low, Near(1.0 / 3).High);
        Assert.InRange(right, Near(0.5).Low, Near(0.5).High);
        Assert.Equal(0, rows[2] + rows[6]);
        Assert.All(rows.Where((_, i) => i is not (2 or 6)), count => Assert.InRange(count, Near(1.0 / 6).Low, Near(1.0 / 6).High));

        static (int Low, int High) Near(double share)
        {
            double spread = 4.5 * Math.Sqrt(Draws * share * (1 - share));
            return ((int)(Draws * share - spread), (int)(Draws * share + spread));
        }
    }

    [Fact]
    public void Nothing_appears_where_all_rows_are_taken_but_the_timer_starts_again()
    {
        Asterix game = Fresh();
        game.State.SpawnTimer = 0;
        for (int i = 0; i < 8; i++)
        {
            game.State.Things[i] = Thing(1 + i % 3, 1, gold: true);
        }
        AsterixState before = game.State;
        game.Play().GoesOn();
        Assert.Equal(9, game.State.SpawnTimer);
        Assert.Equal(Enumerable.Range(0, 8).Select(i => before.Things[i]), Enumerable.Range(0, 8).Select(i => game.State.Things[i]));
    }

    [Fact]
    public void What_appears_on_the_player_is_met_in_the_same_step()
    {
        for (ulong seed = 1; seed < 40; seed++)
        {
            Asterix game = Fresh();
            game.State.SpawnTimer = 0;
            for (int i = 0; i < 8; i++)
            {
                game.State.Things[i] = i == 2 ? default : Thing(5, 1);
            }
            (game.State.Y, game.State.X) = (3, 0);
            Outcome outcome = game.Play(seed: seed);
            AsterixThing thing = game.State.Things[2];
            if (thing.Direction == 0)
            {
                outcome.GoesOn(reward: 1);
            }
            else if (thing.Direction == 1)
            {
                Assert.False(thing.IsGold);
                outcome.Ends();
            }
            else
            {
                outcome.GoesOn();
            }
        }
    }

    [Fact]
    public void Gold_is_taken_and_an_enemy_ends_the_episode_but_stays()
    {
        Asterix game = Fresh();
        game.State.Things[4] = Thing(6, -1, gold: true);
        game.Play(Move.Right).GoesOn(reward: 1);
        Assert.Equal(0, Things(game));
        game.State.Things[4] = Thing(7, 1);
        game.Play(Move.Right).Ends();
        Assert.Equal([(5, 7)], game.Cells("enemy"));
    }

    [Fact]
    public void Nobody_swaps_places_with_what_comes_towards_them()
    {
        Asterix game = Fresh();
        game.State.MoveTimer = 0;
        game.State.Things[4] = Thing(6, -1);
        game.Play(Move.Right).Ends();
        Assert.Equal([(5, 5)], game.Cells("enemy")); // the step is played to its end
        Assert.Equal((9, 4), (game.State.SpawnTimer, game.State.MoveTimer));
    }

    [Fact]
    public void What_moves_onto_the_player_is_met_too()
    {
        Asterix game = Fresh();
        game.State.MoveTimer = 0;
        game.State.Things[4] = Thing(4, 1, gold: true);
        game.State.Things[3] = Thing(4, 1);
        game.Play().GoesOn(reward: 1);
        game.State.MoveTimer = 0;
        game.State.Things[4] = Thing(4, 1);
        game.Play().Ends();
    }

    [Theory, InlineData(0, -1), InlineData(9, 1)]
    public void What_leaves_the_field_is_gone(int x, int direction)
    {
        Asterix game = Fresh();
        game.State.MoveTimer = 0;
        game.State.Things[0] = Thing(x, direction);
        game.Play();
        Assert.Equal(0, Things(game));
    }

    [Fact]
    public void The_player_stays_in_rows_1_to_8_and_fire_does_nothing()
    {
        Asterix game = Fresh();
        foreach ((Move move, (int, int) end) in ((Move, (int, int))[])
            [(Move.Up, (1, 5)), (Move.Left, (1, 0)), (Move.Down, (8, 0)), (Move.Right, (8, 9)), (Move.Fire, (8, 9)), (Move.None, (8, 9))])
        {
            for (int i = 0; i < 10; i++)
            {
                game.Play(move);
            }
            Assert.Equal([end], game.Cells("player"));
        }
    }

    [Fact]
    public void The_game_becomes_harder_every_102_steps_until_everything_happens_in_every_step()
    {
        Asterix game = Fresh();
        var events = new List<(int, int, int, int)>();
        for (int step = 1; step <= 1500; step++)
        {
            int level = game.Level;
            game.Play();
            if (game.Level != level)
            {
                events.Add((step, game.State.SpawnInterval, game.State.MoveInterval, game.Level));
            }
        }
        Assert.Equal(
        [
            (102, 9, 5, 1), (204, 8, 4, 2), (306, 7, 4, 3), (408, 6, 3, 4), (510, 5, 3, 5), (612, 4, 2, 6), (714, 3, 2, 7), (816, 2, 1, 8),
            (918, 1, 1, 9),
        ], events);
    }

    [Fact]
    public void Without_ramping_the_game_stays_as_it_is()
    {
        Asterix game = Fresh(ramping: false);
        for (int step = 1; step <= 500; step++)
        {
            game.Play();
        }
        Assert.Equal((10, 5, 0), (game.State.SpawnInterval, game.State.MoveInterval, game.Level));
    }

    [Fact]
    public void A_running_timer_does_not_notice_a_new_interval()
    {
        Asterix game = Fresh();
        (game.State.RampTimer, game.State.Level, game.State.MoveTimer) = (-1, 1, 5);
        game.Play();
        Assert.Equal((4, 4), (game.State.MoveInterval, game.State.MoveTimer));
    }

    [Fact]
    public void A_trail_is_behind_what_moves_where_that_is_on_the_field()
    {
        Asterix game = Fresh();
        game.State.Things[0] = Thing(0, 1, gold: true);
        game.State.Things[1] = Thing(3, 1);
        game.State.Things[2] = Thing(3, -1);
        Assert.Equal([(1, 0)], game.Cells("gold"));
        Assert.Equal([(2, 3), (3, 3)], game.Cells("enemy"));
        Assert.Equal([(2, 2), (3, 4)], game.Cells("trail"));
    }
}
