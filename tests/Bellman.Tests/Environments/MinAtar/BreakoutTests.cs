using Bellman.Environments.MinAtar;

namespace Bellman.Tests.Environments.MinAtar;

public class BreakoutTests
{
    /// <summary>A new episode whose ball starts on the side that is asked for.</summary>
    private static Breakout Start(bool left)
    {
        var game = new Breakout();
        for (ulong seed = 0; ; seed++)
        {
            if (game.Started(seed).State.X == 0 == left)
            {
                return game;
            }
        }
    }

    private static Breakout At(int x, int y, int right, int down, int paddle = 0, uint bricks = Breakout.Wall, int struck = 0)
    {
        Breakout game = new Breakout().Started();
        game.State = new()
        {
            X = x, Y = y, LastX = x, LastY = y, Right = right, Down = down, PaddleX = paddle, Bricks = bricks, Struck = struck,
        };
        return game;
    }

    private static uint Brick(int y, int x) => 1u << ((y - 1) * 10 + x);

    [Fact]
    public void A_ball_starts_over_a_brick_at_either_side_and_flies_inwards()
    {
        Breakout left = Start(left: true), right = Start(left: false);
        Assert.Equal((0, 3, 1, 1, 4), (left.State.X, left.State.Y, left.State.Right, left.State.Down, left.State.PaddleX));
        Assert.Equal((9, 3, -1, 1, 4), (right.State.X, right.State.Y, right.State.Right, right.State.Down, right.State.PaddleX));
        Assert.Equal(left.Cells("ball"), left.Cells("trail"));
        Assert.Equal([(9, 4)], left.Cells("paddle"));
        Assert.Equal(Enumerable.Range(10, 30).Select(i => (i / 10, i % 10)), left.Cells("brick"));
    }

    [Fact]
    public void Both_sides_are_equally_likely()
    {
        var random = new Rng(3);
        var game = new Breakout();
        int left = 0;
        for (int i = 0; i < 10_000; i++)
        {
            game.Reset(ref random);
            left += game.State.X == 0 ? 1 : 0;
        }
        Assert.InRange(left, 4775, 5225);
    }

    [Fact]
    public void Simple_policies_last_as_long_as_in_the_original()
    {
        Move[][] cycles = [[Move.None], [Move.Left], [Move.Right], [Move.Right, Move.Left]];
        Assert.All(cycles, cycle => Assert.Equal((6, 0), Start(true).Episode(cycle)));
        Assert.Equal((16, 1), Start(false).Episode(Move.None));
        Assert.Equal((6, 0), Start(false).Episode(Move.Left));
        Assert.Equal((6, 0), Start(false).Episode(Move.Right));
        Assert.Equal((16, 1), Start(false).Episode(Move.Right, Move.Left));
    }

    [Fact]
    public void A_paddle_that_follows_the_ball_plays_the_originals_trajectory()
    {
        Breakout game = Start(left: true);
        (int, int, int)[] expected =
        [
            (1, 4, 3), (2, 5, 2), (3, 6, 2), (4, 7, 3), (5, 8, 4), (6, 8, 5),
            (7, 7, 6), (8, 6, 7), (9, 5, 8), (9, 4, 9), (8, 4, 9), (7, 5, 8),
        ];
        for (int step = 0; step < expected.Length; step++)
        {
            Move move = game.State.X < game.State.PaddleX ? Move.Left : game.State.X > game.State.PaddleX ? Move.Right : Move.None;
            game.Play(move).GoesOn(reward: step == 10 ? 1 : 0);
            Assert.Equal(expected[step], (game.State.X, game.State.Y, game.State.PaddleX));
        }
    }

    [Fact]
    public void The_paddle_stays_on_the_grid_and_other_moves_do_nothing()
    {
        Breakout game = At(5, 5, 1, 1, paddle: 9);
        game.Play(Move.Right);
        Assert.Equal(9, game.State.PaddleX);
        game.Play(Move.Up);
        game.Play(Move.Fire);
        Assert.Equal(9, game.State.PaddleX);
        game = At(5, 5, 1, -1);
        game.Play(Move.Left);
        Assert.Equal(0, game.State.PaddleX);
    }

    [Fact]
    public void A_side_wall_turns_the_ball_and_costs_it_a_step_sideways()
    {
        Breakout game = At(9, 5, 1, 1);
        game.Play().GoesOn();
        Assert.Equal((9, 6, -1, 1), (game.State.X, game.State.Y, game.State.Right, game.State.Down));
        Assert.Equal([(5, 9)], game.Cells("trail"));
    }

    [Fact]
    public void The_ceiling_turns_the_ball_within_the_top_row()
    {
        Breakout game = At(4, 0, 1, -1, bricks: 0);
        game.Play().GoesOn();
        Assert.Equal((5, 0, 1, 1), (game.State.X, game.State.Y, game.State.Right, game.State.Down));
    }

    [Fact]
    public void A_brick_breaks_and_sends_the_ball_back_to_its_row_one_column_on()
    {
        Breakout game = At(4, 4, 1, -1);
        game.Play().GoesOn(reward: 1);
        Assert.Equal((5, 4, 1, 1, 1), (game.State.X, game.State.Y, game.State.Right, game.State.Down, game.State.Struck));
        Assert.Equal(Breakout.Wall & ~Brick(3, 5), game.State.Bricks);
    }

    [Fact]
    public void After_a_brick_the_ball_passes_through_others_until_a_cell_without_one()
    {
        Breakout game = At(4, 4, 1, -1, struck: 1);
        game.Play().GoesOn();
        Assert.Equal((5, 3, 1, -1, 1), (game.State.X, game.State.Y, game.State.Right, game.State.Down, game.State.Struck));
        Assert.Equal(Breakout.Wall, game.State.Bricks);
        game.State.Bricks &= ~Brick(2, 6);
        game.Play().GoesOn();
        Assert.Equal((6, 2, 0), (game.State.X, game.State.Y, game.State.Struck));
        game.Play().GoesOn(reward: 1);
        Assert.Equal((7, 2, 1), (game.State.X, game.State.Y, game.State.Struck));
    }

    [Fact]
    public void A_ball_from_above_the_paddle_goes_on_sideways()
    {
        Breakout game = At(4, 8, 1, 1, paddle: 4);
        game.Play().GoesOn();
        Assert.Equal((5, 8, 1, -1), (game.State.X, game.State.Y, game.State.Right, game.State.Down));
    }

    [Fact]
    public void A_ball_that_comes_from_the_side_goes_back_where_it_came_from()
    {
        Breakout game = At(4, 8, 1, 1, paddle: 5);
        game.Play().GoesOn();
        Assert.Equal((5, 8, -1, -1), (game.State.X, game.State.Y, game.State.Right, game.State.Down));
    }

    [Fact]
    public void The_paddle_meets_the_ball_where_it_stands_after_its_move()
    {
        At(4, 8, 1, 1, paddle: 6).Play(Move.Left).GoesOn();
        Breakout missed = At(4, 8, 1, 1, paddle: 6);
        missed.Play().Ends();
        Assert.Equal([(9, 5)], missed.Cells("ball"));
    }

    [Fact]
    public void A_ball_in_the_corner_is_met_by_a_paddle_there_after_turning()
    {
        // The wall keeps it in its column, so it comes from straight above the paddle.
        Breakout game = At(9, 8, 1, 1, paddle: 9);
        game.Play().GoesOn();
        Assert.Equal((9, 8, -1, -1), (game.State.X, game.State.Y, game.State.Right, game.State.Down));
    }

    [Fact]
    public void A_new_wall_stands_when_the_ball_comes_down_even_if_it_is_missed()
    {
        Breakout met = At(4, 8, 1, 1, paddle: 4, bricks: 0), missed = At(4, 8, 1, 1, paddle: 0, bricks: 0);
        Breakout partial = At(4, 8, 1, 1, paddle: 4, bricks: 1);
        met.Play().GoesOn();
        missed.Play().Ends();
        partial.Play().GoesOn();
        Assert.Equal((Breakout.Wall, Breakout.Wall, 1u), (met.State.Bricks, missed.State.Bricks, partial.State.Bricks));
    }

    [Fact]
    public void Without_bricks_the_wall_stays_away_until_the_ball_is_down()
    {
        Breakout game = At(4, 7, 1, 1, paddle: 4, bricks: 0);
        game.Play();
        Assert.Equal(0u, game.State.Bricks);
    }
}
