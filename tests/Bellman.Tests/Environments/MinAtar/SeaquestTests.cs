using Bellman.Environments.MinAtar;

namespace Bellman.Tests.Environments.MinAtar;

public class SeaquestTests
{
    private static Seaquest Fresh(bool ramping = true) => new Seaquest(ramping).Started();

    /// <summary>A dive in row 4, column 5, facing right, where nothing appears by itself.</summary>
    private static Seaquest Dive(int y = 4)
    {
        Seaquest game = Fresh();
        (game.State.Y, game.State.Facing, game.State.IsAtSurface) = (y, 1, 0);
        (game.State.SpawnTimer, game.State.DiverTimer) = (10_000, 10_000);
        return game;
    }

    private static SeaquestThing Thing(int y, int x, int direction, int move = 50, int shot = 50)
        => new() { X = (sbyte)x, Y = (sbyte)y, Direction = (sbyte)direction, MoveTimer = (sbyte)move, ShotTimer = (sbyte)shot };

    [Fact]
    public void An_episode_starts_at_the_surface_with_full_oxygen_facing_left()
    {
        Seaquest game = Fresh();
        Assert.Equal([(0, 5)], game.Cells("submarine front"));
        Assert.Equal([(0, 6)], game.Cells("submarine back"));
        Assert.Equal(Enumerable.Range(0, 10).Select(x => (9, x)), game.Cells("oxygen gauge"));
        Assert.Empty(game.Cells("diver gauge"));
    }

    [Fact]
    public void The_submarine_turns_even_at_the_edge_and_stays_in_rows_0_to_8()
    {
        Seaquest game = Dive();
        game.State.X = 9;
        game.Play(Move.Left);
        game.Play(Move.Right);
        game.Play(Move.Right);
        Assert.Equal((9, 1), (game.State.X, game.State.Facing));
        Assert.Equal([(4, 8)], game.Cells("submarine back"));
        for (int i = 0; i < 10; i++)
        {
            game.Play(Move.Down);
        }
        Assert.Equal((8, 1), (game.State.Y, game.State.Facing));
        game.State.X = 0;
        game.Play(Move.Left);
        Assert.Equal((0, -1), (game.State.X, game.State.Facing));
    }

    [Fact]
    public void A_bullet_starts_in_front_of_the_submarine_and_the_next_follows_after_five_steps()
    {
        Seaquest game = Dive();
        game.State.X = 2;
        var shots = new List<int>();
        for (int step = 1; step <= 11; step++)
        {
            game.Play(Move.Fire);
            if (game.Cells("friendly bullet").Contains((4, 3)))
            {
                shots.Add(step);
            }
        }
        Assert.Equal([1, 6, 11], shots);
        Assert.Equal([(4, 3), (4, 8)], game.Cells("friendly bullet")); // the first has left the grid
    }

    [Fact]
    public void A_bullet_kills_the_oldest_fish_on_its_cell_before_any_submarine_and_only_one()
    {
        Seaquest game = Dive();
        game.State.Fish.Add(Thing(4, 6, -1, move: 40));
        game.State.Fish.Add(Thing(4, 6, -1, move: 41));
        game.State.Subs.Add(Thing(4, 6, -1));
        game.Play(Move.Fire).GoesOn(reward: 1);
        Assert.Equal((1, 40, 1, 0), (game.State.Fish.Count, game.State.Fish[0].MoveTimer, game.State.Subs.Count, game.State.Shots.Count));
        Assert.Equal([(4, 6)], game.Cells("enemy submarine"));
    }

    [Fact]
    public void A_bullet_kills_the_oldest_submarine_where_there_is_no_fish()
    {
        Seaquest game = Dive();
        game.State.Subs.Add(Thing(4, 6, -1, move: 40));
        game.State.Subs.Add(Thing(4, 6, -1, move: 41));
        game.Play(Move.Fire).GoesOn(reward: 1);
        Assert.Equal((1, 40), (game.State.Subs.Count, game.State.Subs[0].MoveTimer));
    }

    [Fact]
    public void An_enemy_that_moves_into_a_bullet_dies_with_the_oldest_bullet_there()
    {
        Seaquest game = Dive(y: 7);
        game.State.Shots.Add(Thing(4, 2, 1));
        game.State.Shots.Add(Thing(4, 2, 1));
        game.State.Fish.Add(Thing(4, 4, -1, move: 0));
        game.Play().GoesOn(reward: 1);
        Assert.Equal((1, 0), (game.State.Shots.Count, game.State.Fish.Count));
    }

    [Fact]
    public void A_submarine_that_is_shot_still_fires_if_its_shot_is_due()
    {
        Seaquest game = Dive(y: 7);
        game.State.Shots.Add(Thing(4, 2, 1));
        game.State.Subs.Add(Thing(4, 4, -1, move: 0, shot: 0));
        game.Play().GoesOn(reward: 1);
        Assert.Equal(0, game.State.Subs.Count);
        Assert.Equal([(4, 2)], game.Cells("enemy bullet"));
    }

    [Fact]
    public void A_submarine_that_leaves_the_grid_fires_off_the_grid()
    {
        Seaquest game = Dive(y: 7);
        game.State.Subs.Add(Thing(4, 0, -1, move: 0, shot: 0));
        game.Play().GoesOn();
        Assert.Equal((0, 0), (game.State.Subs.Count, game.State.EnemyShots.Count));
    }

    [Fact]
    public void A_fish_and_a_submarine_that_are_met_end_the_episode_before_or_after_they_move()
    {
        foreach (bool fish in (bool[])[true, false])
        {
            foreach (SeaquestThing enemy in (SeaquestThing[])[Thing(4, 5, 1), Thing(4, 4, 1, move: 0), Thing(4, 5, 1, move: 0)])
            {
                Seaquest game = Dive();
                (fish ? ref game.State.Fish : ref game.State.Subs).Add(enemy);
                game.Play().Ends();
            }
        }
    }

    [Fact]
    public void Only_the_front_can_be_met()
    {
        Seaquest game = Dive();
        game.State.Fish.Add(Thing(4, 4, 1));
        game.State.EnemyShots.Add(Thing(4, 3, 1));
        game.State.Divers.Add(Thing(4, 4, -1));
        game.Play().GoesOn();
        Assert.Equal(0, game.State.Aboard);
    }

    [Fact]
    public void An_enemy_bullet_ends_the_episode_before_or_after_it_moves()
    {
        foreach (int x in (int[])[4, 5])
        {
            Seaquest game = Dive();
            game.State.EnemyShots.Add(Thing(4, x, 1));
            game.Play().Ends();
        }
        Seaquest leaves = Dive();
        leaves.State.EnemyShots.Add(Thing(4, 9, 1));
        leaves.Play().GoesOn();
        Assert.Empty(leaves.Cells("enemy bullet"));
    }

    [Fact]
    public void Kills_of_the_step_that_ends_the_episode_count()
    {
        Seaquest game = Dive();
        game.State.Fish.Add(Thing(4, 6, -1));
        game.State.EnemyShots.Add(Thing(4, 4, 1));
        game.Play(Move.Fire).Ends(reward: 1);
    }

    [Theory, InlineData(5), InlineData(3), InlineData(2)]
    public void An_enemy_moves_first_as_many_steps_after_its_arrival_as_its_interval_and_then_one_slower(int interval)
    {
        Seaquest game = Dive(y: 8);
        game.State.MoveInterval = interval;
        game.State.Fish.Add(Thing(2, 0, 1, move: interval));
        var moved = new List<int>();
        for (int step = 0; moved.Count < 3; step++)
        {
            int before = game.State.Fish[0].X;
            game.Play();
            if (game.State.Fish[0].X != before)
            {
                moved.Add(step);
            }
        }
        Assert.Equal([interval, 2 * interval + 1, 3 * interval + 2], moved);
    }

    [Fact]
    public void A_submarine_shoots_ten_steps_after_its_arrival_and_then_every_eleventh()
    {
        Seaquest game = Dive(y: 8);
        game.State.Subs.Add(Thing(2, 1, 1, move: 100, shot: 10));
        var shots = new List<int>();
        for (int step = 0; step < 35; step++)
        {
            game.Play();
            if (game.Cells("enemy bullet").Contains((2, 2)))
            {
                shots.Add(step);
            }
        }
        Assert.Equal([10, 21, 32], shots);
    }

    [Fact]
    public void Enemies_arrive_on_steps_21_and_41_and_divers_on_31_and_61()
    {
        Seaquest game = Fresh();
        var arrivals = new List<(int, char)>();
        for (int step = 1; step <= 65; step++)
        {
            (game.State.Fish, game.State.Subs, game.State.Divers) = (default, default, default);
            game.Play();
            if (game.State.Fish.Count + game.State.Subs.Count > 0)
            {
                arrivals.Add((step, 'E'));
            }
            if (game.State.Divers.Count > 0)
            {
                arrivals.Add((step, 'D'));
            }
        }
        Assert.Equal([(21, 'E'), (31, 'D'), (41, 'E'), (61, 'E'), (61, 'D')], arrivals);
    }

    [Fact]
    public void Arrivals_are_fair_and_a_third_of_the_enemies_are_submarines()
    {
        const int Draws = 24_000;
        var random = new Rng(8);
        (int subs, int right, int diversRight) = (0, 0, 0);
        int[] rows = new int[9], diverRows = new int[9];
        for (int draw = 0; draw < Draws; draw++)
        {
            Seaquest game = Fresh();
            (game.State.SpawnTimer, game.State.DiverTimer, game.State.MoveInterval) = (0, 0, 4);
            game.Step(Move.None, ref random);
            bool isSub = game.State.Subs.Count == 1;
            SeaquestThing enemy = isSub ? game.State.Subs[0] : game.State.Fish[0], diver = game.State.Divers[0];
            Assert.Equal((enemy.Direction == 1 ? 0 : 9, 3, 9), (enemy.X, enemy.MoveTimer, isSub ? enemy.ShotTimer : 9));
            Assert.Equal((diver.Direction == 1 ? 0 : 9, 4), (diver.X, diver.MoveTimer));
            subs += isSub ? 1 : 0;
            right += enemy.Direction == 1 ? 1 : 0;
            diversRight += diver.Direction == 1 ? 1 : 0;
            rows[enemy.Y]++;
            diverRows[diver.Y]++;
        }
        Assert.InRange(subs, 8_000 - 330, 8_000 + 330);
        Assert.InRange(right, 12_000 - 350, 12_000 + 350);
        Assert.InRange(diversRight, 12_000 - 350, 12_000 + 350);
        Assert.All([.. rows[1..], .. diverRows[1..]], count => Assert.InRange(count, 3_000 - 235, 3_000 + 235));
    }

    [Fact]
    public void An_enemy_arrives_behind_others_of_its_direction_but_never_towards_them()
    {
        foreach (bool fish in (bool[])[true, false])
        {
            int arrived = 0;
            for (ulong seed = 1; seed <= 60; seed++)
            {
                Seaquest game = Fresh();
                game.State.SpawnTimer = 0;
                for (int y = 1; y <= 8; y++)
                {
                    (fish ? ref game.State.Fish : ref game.State.Subs).Add(Thing(y, 0, 1));
                }
                game.Play(seed: seed);
                Assert.Equal(19, game.State.SpawnTimer); // also where nothing arrived
                Assert.DoesNotContain(Enumerable.Range(1, 8), y => game.State.Fish.Any(y, -1) || game.State.Subs.Any(y, -1));
                arrived += game.State.Fish.Count + game.State.Subs.Count - 8;
            }
            Assert.InRange(arrived, 10, 50);
        }
    }

    [Fact]
    public void A_diver_comes_aboard_where_the_front_meets_it_before_or_after_it_moves()
    {
        foreach (SeaquestThing diver in (SeaquestThing[])[Thing(4, 5, 1), Thing(4, 4, 1, move: 0)])
        {
            Seaquest game = Dive();
            game.State.Divers.Add(diver);
            game.Play().GoesOn();
            Assert.Equal((1, 0), (game.State.Aboard, game.State.Divers.Count));
        }
    }

    [Fact]
    public void With_six_aboard_divers_pass()
    {
        Seaquest game = Dive();
        game.State.Aboard = 6;
        game.State.Divers.Add(Thing(4, 4, 1, move: 0));
        game.Play();
        Assert.Equal([(4, 5)], game.Cells("diver"));
        game.Play();
        Assert.Equal((6, 1), (game.State.Aboard, game.State.Divers.Count));
    }

    [Fact]
    public void A_diver_moves_every_six_steps_and_leaves_at_the_edge()
    {
        Seaquest game = Dive(y: 8);
        game.State.Divers.Add(Thing(2, 7, 1, move: 5));
        var columns = new List<int>();
        while (game.State.Divers.Count > 0)
        {
            columns.Add(game.State.Divers[0].X);
            game.Play();
        }
        Assert.Equal((18, 6, 6, 6), (columns.Count, columns.Count(x => x == 7), columns.Count(x => x == 8), columns.Count(x => x == 9)));
    }

    [Fact]
    public void Diving_uses_up_the_oxygen_in_200_steps_and_the_next_ends_the_episode()
    {
        Seaquest game = Fresh();
        (game.State.SpawnTimer, game.State.DiverTimer) = (10_000, 10_000);
        var gauge = new List<int> { 0 };
        Outcome outcome = default;
        while (!outcome.EpisodeOver)
        {
            outcome = game.Play(gauge.Count == 1 ? Move.Down : Move.None);
            gauge.Add(game.Cells("oxygen gauge").Length);
        }
        Assert.Equal(202, gauge.Count); // 201 steps
        Assert.Equal((9, 9, 8, 8, 1, 0), (gauge[1], gauge[20], gauge[21], gauge[40], gauge[180], gauge[181]));
        Assert.Equal(-1, game.State.Oxygen);
        Assert.Empty(game.Cells("oxygen gauge"));
    }

    [Fact]
    public void Oxygen_does_not_fall_at_the_surface()
    {
        Seaquest game = Fresh();
        game.Play().GoesOn();
        Assert.Equal(200, game.State.Oxygen);
    }

    [Fact]
    public void Surfacing_without_divers_ends_the_episode()
    {
        Seaquest game = Dive(y: 1);
        game.Play(Move.Up).Ends();
    }

    [Fact]
    public void Surfacing_with_a_few_divers_costs_one_and_fills_the_tank()
    {
        Seaquest game = Dive(y: 1);
        (game.State.Aboard, game.State.Oxygen) = (3, 50);
        game.Play(Move.Up).GoesOn();
        Assert.Equal((2, 200, 1), (game.State.Aboard, game.State.Oxygen, game.Level));
        Assert.Equal([(9, 7), (9, 8)], game.Cells("diver gauge"));
        game.Play().GoesOn();
        Assert.Equal((2, 200), (game.State.Aboard, game.State.Oxygen));
    }

    [Theory, InlineData(199, 9), InlineData(100, 5), InlineData(99, 4), InlineData(19, 0)]
    public void Surfacing_with_six_is_worth_the_tenths_of_oxygen_that_are_left(int oxygen, int reward)
    {
        Seaquest game = Dive(y: 1);
        (game.State.Aboard, game.State.Oxygen) = (6, oxygen);
        Assert.Equal([(9, 3), (9, 4), (9, 5), (9, 6), (9, 7), (9, 8)], game.Cells("diver gauge"));
        game.Play(Move.Up).GoesOn(reward);
        Assert.Equal((-1, 200), (game.State.Aboard, game.State.Oxygen));
        Assert.Empty(game.Cells("diver gauge"));
    }

    [Fact]
    public void Coming_up_with_an_empty_tank_is_too_late_but_is_carried_out()
    {
        Seaquest game = Dive(y: 1);
        (game.State.Aboard, game.State.Oxygen) = (2, 0);
        game.Play(Move.Up).Ends();
        Assert.Equal((1, 200), (game.State.Aboard, game.State.Oxygen));
    }

    [Fact]
    public void After_surfacing_with_six_it_may_surface_without_divers_and_each_time_the_game_becomes_harder()
    {
        Seaquest game = Fresh();
        game.State.Aboard = 6;
        var seen = new List<(float Reward, int Aboard, int Spawn, int Move)>();
        for (int surfacing = 1; surfacing <= 21; surfacing++)
        {
            (game.State.SpawnTimer, game.State.DiverTimer) = (10_000, 10_000);
            game.Play(Move.Down).GoesOn();
            float reward = game.Play(Move.Up).Reward;
            seen.Add((reward, game.State.Aboard, game.State.SpawnInterval, game.State.MoveInterval));
        }
        Assert.Equal([(9, -1, 19, 5), (0, -2, 18, 4), (0, -3, 17, 4), (0, -4, 16, 3), (0, -5, 15, 3), (0, -6, 14, 2)], seen[..6]);
        Assert.Equal([(0, -18, 2, 2), (0, -19, 1, 2), (0, -20, 1, 2), (0, -21, 1, 2)], seen[17..]);
        Assert.Equal(19, game.Level);
    }

    [Fact]
    public void From_minus_one_a_diver_aboard_makes_surfacing_deadly_again()
    {
        Seaquest game = Dive(y: 1);
        game.State.Aboard = -1;
        game.State.Divers.Add(Thing(1, 5, 1));
        game.Play();
        Assert.Equal(0, game.State.Aboard);
        game.Play(Move.Up).Ends();
    }

    [Fact]
    public void Without_ramping_surfacing_leaves_the_game_as_it_is()
    {
        Seaquest game = Fresh(ramping: false);
        game.State.Aboard = 6;
        for (int i = 0; i < 3; i++)
        {
            game.Play(Move.Down);
            game.Play(Move.Up);
        }
        Assert.Equal((20, 5, 0), (game.State.SpawnInterval, game.State.MoveInterval, game.Level));
    }

    [Fact]
    public void Fish_submarines_and_divers_leave_trails_where_these_are_on_the_grid_and_bullets_none()
    {
        Seaquest game = Dive();
        game.State.Fish.Add(Thing(1, 3, 1));
        game.State.Subs.Add(Thing(2, 3, -1));
        game.State.Divers.Add(Thing(3, 9, -1));
        game.State.Shots.Add(Thing(5, 5, 1));
        game.State.EnemyShots.Add(Thing(6, 5, 1));
        Assert.Equal([(1, 2), (2, 4)], game.Cells("trail"));
        Assert.Equal([(1, 3)], game.Cells("enemy fish"));
        Assert.Equal([(2, 3)], game.Cells("enemy submarine"));
        Assert.Equal([(3, 9)], game.Cells("diver"));
    }

    [Fact]
    public void The_hardest_game_never_fills_its_lists()
    {
        Seaquest game = Fresh();
        var random = new Rng(1);
        int most = 0;
        for (int step = 0; step < 200_000; step++)
        {
            // The slowest enemies and the most arrivals; the submarine just hides from the end of the episode.
            (game.State.SpawnInterval, game.State.MoveInterval, game.State.Oxygen) = (1, 5, 200);
            game.Step(Move.None, ref random);
            most = Math.Max(most, Math.Max(game.State.EnemyShots.Count, Math.Max(game.State.Fish.Count, game.State.Subs.Count)));
        }
        Assert.InRange(most, 20, 61);
    }
}
