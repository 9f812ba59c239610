using Bellman.Environments.MinAtar;

namespace Bellman.Tests.Environments.MinAtar;

public class SpaceInvadersTests
{
    private const Move N = Move.None, L = Move.Left, R = Move.Right, F = Move.Fire;

    private static SpaceInvaders Fresh(bool ramping = true) => new SpaceInvaders(ramping).Started();

    /// <summary>A fresh game with aliens only where they are asked for, none of which is about to do anything.</summary>
    private static SpaceInvaders With(params (int Y, int X)[] aliens)
    {
        SpaceInvaders game = Fresh();
        (game.State.Aliens, game.State.MoveTimer, game.State.AlienShotTimer) = (Set(aliens), 50, 50);
        return game;
    }

    private static UInt128 Set(params (int Y, int X)[] cells)
        => cells.Aggregate(UInt128.Zero, (set, cell) => set | Board.Cell(cell.Y, cell.X));

    private static (int, int)[] Wave => [.. Enumerable.Range(0, 24).Select(i => (i / 6, 2 + i % 6))];

    [Fact]
    public void An_episode_starts_with_24_aliens_that_go_left()
    {
        SpaceInvaders game = Fresh();
        Assert.Equal([(9, 5)], game.Cells("cannon"));
        Assert.Equal(Wave, game.Cells("alien"));
        Assert.Equal(Wave, game.Cells("alien moving left"));
        Assert.Empty(game.Cells("alien moving right"));
        Assert.Empty(game.Cells("friendly bullet"));
        Assert.Empty(game.Cells("enemy bullet"));
    }

    [Theory, InlineData(true), InlineData(false)]
    public void Fixed_policies_last_and_score_as_in_the_original(bool ramping)
    {
        ((int, double) Expected, Move[] Cycle)[] cases =
        [
            ((17, 0), [N]), ((18, 3), [F]), ((37, 0), [L]), ((96, 0), [R]), ((39, 5), [F, L]), ((97, 4), [F, R]), ((17, 2), [F, L, R]),
            ((28, 4), [L, L, R, R, F]),
        ];
        Assert.All(cases, c => Assert.Equal(c.Expected, Fresh(ramping).Episode(c.Cycle)));
    }

    [Fact]
    public void The_first_alien_shot_appears_on_step_11_and_the_first_march_on_step_13()
    {
        SpaceInvaders game = Fresh();
        for (int step = 1; step <= 13; step++)
        {
            game.Play();
            Assert.Equal(step < 11 ? [] : [(step - 8, 5)], game.Cells("enemy bullet"));
            Assert.Equal(step < 13 ? 2 : 1, game.Cells("alien")[0].X);
        }
    }

    [Fact]
    public void A_bullet_is_one_row_up_in_its_first_step_and_the_next_follows_after_five()
    {
        SpaceInvaders game = With((0, 0));
        var shots = new List<int>();
        for (int step = 1; step <= 11; step++)
        {
            game.Play(F);
            if (game.Cells("friendly bullet").Contains((8, 5)))
            {
                shots.Add(step);
            }
        }
        Assert.Equal([1, 6, 11], shots);
    }

    [Fact]
    public void Bullets_vanish_at_the_top_and_at_the_bottom()
    {
        SpaceInvaders game = With((5, 0));
        (game.State.Shots, game.State.AlienShots) = (Set((0, 3), (1, 4)), Set((9, 5), (9, 7), (8, 7)));
        game.Play().GoesOn();
        Assert.Equal([(0, 4)], game.Cells("friendly bullet"));
        Assert.Equal([(9, 7)], game.Cells("enemy bullet"));
    }

    [Fact]
    public void A_bullet_ends_the_episode_only_where_it_arrives_on_the_cannon()
    {
        SpaceInvaders arrives = With((0, 0)), lies = With((0, 0)), dodged = With((0, 0));
        arrives.State.AlienShots = dodged.State.AlienShots = Set((8, 5));
        lies.State.AlienShots = Set((9, 6));
        arrives.Play().Ends();
        lies.Play(R).GoesOn();
        dodged.Play(L).GoesOn();
        dodged.Play(R).GoesOn(); // it lies on row 9 no longer
    }

    [Fact]
    public void An_alien_on_the_cannon_ends_the_episode_before_or_after_the_march()
    {
        With((9, 6)).Play(R).Ends();
        SpaceInvaders marching = With((9, 6));
        marching.State.MoveTimer = 0;
        marching.Play().Ends();
    }

    [Fact]
    public void Aliens_march_as_fast_as_they_are_few()
    {
        SpaceInvaders few = With((0, 4), (0, 5), (0, 6)), many = Fresh();
        few.State.MoveTimer = many.State.MoveTimer = 0;
        few.Play();
        many.Play();
        Assert.Equal((2, 11), (few.State.MoveTimer, many.State.MoveTimer));
        SpaceInvaders one = With((0, 9));
        one.State.MoveTimer = 0;
        int[] columns = [.. Enumerable.Range(0, 4).Select(_ => { one.Play(); return one.Cells("alien")[0].X; })];
        Assert.Equal([8, 7, 6, 5], columns);
    }

    [Fact]
    public void The_aliens_are_counted_before_this_steps_hits()
    {
        SpaceInvaders game = With((0, 4), (0, 6));
        (game.State.MoveTimer, game.State.Shots) = (0, Set((1, 3)));
        game.Play().GoesOn(reward: 1);
        Assert.Equal(1, game.State.MoveTimer);
        Assert.Equal([(0, 5)], game.Cells("alien"));
    }

    [Theory, InlineData(-1, 0), InlineData(1, 9)]
    public void At_an_edge_the_aliens_turn_and_come_down_without_a_step_aside(int direction, int edge)
    {
        SpaceInvaders game = With((2, edge), (3, 5));
        (game.State.Direction, game.State.MoveTimer) = (direction, 0);
        game.Play().GoesOn();
        Assert.Equal(Set((3, edge), (4, 5)), game.State.Aliens);
        Assert.Equal(-direction, game.State.Direction);
        Assert.Equal(2, game.Cells(direction < 0 ? "alien moving right" : "alien moving left").Length);
    }

    [Fact]
    public void At_the_other_edge_they_go_on()
    {
        SpaceInvaders game = With((2, 0));
        (game.State.Direction, game.State.MoveTimer) = (1, 0);
        game.Play();
        Assert.Equal([(2, 1)], game.Cells("alien"));
    }

    [Fact]
    public void Turning_with_an_alien_in_the_cannons_row_ends_the_episode()
    {
        SpaceInvaders game = With((9, 0), (2, 3));
        game.State.MoveTimer = 0;
        game.Play().Ends();
    }

    [Theory]
    [InlineData(5, 2, 7, 1, 7), InlineData(5, 3, 7, 1, 3), InlineData(0, 2, 7, 1, 2), InlineData(5, 5, 6, 3, 5), InlineData(9, 0, 1, 6, 1)]
    public void The_lowest_alien_of_the_nearest_column_shoots_the_left_one_of_two(int cannon, int left, int right, int lowest, int shooter)
    {
        SpaceInvaders game = With((0, left), (lowest, left), (0, right), (lowest, right));
        (game.State.X, game.State.AlienShotTimer) = (cannon, 0);
        game.Play();
        Assert.Equal([(lowest, shooter)], game.Cells("enemy bullet"));
        Assert.Equal(9, game.State.AlienShotTimer);
        game.Play();
        Assert.Equal([(lowest + 1, shooter)], game.Cells("enemy bullet"));
    }

    [Fact]
    public void Every_alien_that_shares_a_cell_with_a_bullet_is_worth_one()
    {
        SpaceInvaders game = With((2, 3), (4, 6), (5, 5));
        game.State.Shots = Set((3, 3), (5, 6));
        game.Play().GoesOn(reward: 2);
        Assert.Equal([(5, 5)], game.Cells("alien"));
        Assert.Empty(game.Cells("friendly bullet"));
    }

    [Fact]
    public void A_bullet_and_an_alien_can_pass_each_other()
    {
        SpaceInvaders game = With((4, 0), (0, 4));
        (game.State.MoveTimer, game.State.Shots) = (0, Set((5, 0)));
        game.Play().GoesOn();
        Assert.Equal([(4, 0)], game.Cells("friendly bullet"));
        Assert.Equal([(1, 4), (5, 0)], game.Cells("alien"));
    }

    [Fact]
    public void Rewards_of_the_step_that_ends_the_episode_count()
    {
        SpaceInvaders game = With((2, 3), (5, 5));
        (game.State.Shots, game.State.AlienShots) = (Set((3, 3)), Set((8, 5)));
        game.Play().Ends(reward: 1);
    }

    [Fact]
    public void A_cleared_wave_is_followed_by_a_faster_one_and_all_else_stays()
    {
        SpaceInvaders game = Fresh();
        for (int level = 1; level <= 8; level++)
        {
            (game.State.Aliens, game.State.Shots, game.State.AlienShots) = (Set((4, 0)), Set((5, 0), (7, 3)), Set((2, 2)));
            (game.State.Direction, game.State.MoveTimer, game.State.AlienShotTimer) = (1, 7, 8);
            game.Play().GoesOn(reward: 1);
            Assert.Equal(Wave, game.Cells("alien moving right"));
            Assert.Equal([(6, 3)], game.Cells("friendly bullet"));
            Assert.Equal([(3, 2)], game.Cells("enemy bullet"));
            Assert.Equal((6, 7), (game.State.MoveTimer, game.State.AlienShotTimer));
            Assert.Equal((Math.Max(6, 12 - level), Math.Min(6, level)), (game.State.MoveInterval, game.Level));
        }
    }

    [Fact]
    public void A_bullet_on_a_new_waves_cells_hits_nothing_in_that_step()
    {
        SpaceInvaders game = With((4, 0));
        game.State.Shots = Set((5, 0), (3, 3));
        game.Play().GoesOn(reward: 1);
        Assert.Equal(24, game.Cells("alien").Length);
        game.Play().GoesOn(reward: 1); // now it has moved to row 1, where one is
        Assert.Equal(23, game.Cells("alien").Length);
    }

    [Fact]
    public void Without_ramping_every_wave_is_as_slow_as_the_first()
    {
        SpaceInvaders game = Fresh(ramping: false);
        (game.State.Aliens, game.State.Shots) = (Set((4, 0)), Set((5, 0)));
        game.Play();
        Assert.Equal((12, 0), (game.State.MoveInterval, game.Level));
    }

    [Fact]
    public void The_cannon_stays_on_the_grid_and_up_and_down_do_nothing()
    {
        SpaceInvaders game = With((0, 0));
        foreach ((Move move, int end) in ((Move, int)[])[(L, 0), (Move.Up, 0), (Move.Down, 0), (R, 9)])
        {
            for (int i = 0; i < 10; i++)
            {
                game.Play(move);
            }
            Assert.Equal([(9, end)], game.Cells("cannon"));
        }
    }
}
