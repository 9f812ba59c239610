using Bellman.Agents.Tabular;

namespace Bellman.Tests.Agents.Tabular;

/// <summary>Every update against numbers worked out by hand. Gamma is 0.5, the step size 0.1, two actions.</summary>
public class LearnerTests
{
    private const double Gamma = 0.5;

    private static readonly Rates Constant = new(0.1, 0, 0.2);

    private readonly QTable _table = new(1, 2, 0);

    public LearnerTests()
    {
        // State 0 is worth (1, 2), state 1 (4, 8), state 2 (0, 0).
        for (int state = 0; state < 3; state++)
        {
            _table.FindOrAdd([state], []);
        }
        (this[0, 0], this[0, 1], this[1, 0], this[1, 1]) = (1, 2, 4, 8);
    }

    private ref double this[int state, int action] => ref _table.Values[_table.Pair(state, action)];

    [Fact]
    public void Q_learning_moves_towards_the_best_action()
    {
        // 3 + 0.5 * 8 - 1 = 6.
        Assert.Equal(6, new OneStep(_table, TabularMethod.QLearning, Gamma).Learn(Step(0, 0, 3, 1), Constant), 1e-12);
        Assert.Equal(1.6, this[0, 0], 1e-12);
    }

    [Fact]
    public void Sarsa_moves_towards_the_next_action()
    {
        // 3 + 0.5 * 4 - 1 = 4.
        new OneStep(_table, TabularMethod.Sarsa, Gamma).Learn(Step(0, 0, 3, 1, next: 0), Constant);
        Assert.Equal(1.4, this[0, 0], 1e-12);
    }

    [Fact]
    public void Expected_Sarsa_moves_towards_what_the_explorer_expects()
    {
        // 0.8 * 8 + 0.2 * 6 = 7.6 and 3 + 0.5 * 7.6 - 1 = 5.8.
        new OneStep(_table, TabularMethod.ExpectedSarsa, Gamma).Learn(Step(0, 0, 3, 1), Constant);
        Assert.Equal(1.58, this[0, 0], 1e-12);
    }

    [Fact]
    public void Expected_Sarsa_expects_nothing_of_illegal_actions()
    {
        _table.FindOrAdd([3], [false, true]);
        this[3, 1] = 6;
        new OneStep(_table, TabularMethod.ExpectedSarsa, Gamma).Learn(Step(0, 0, 3, 3), Constant);
        Assert.Equal(1.5, this[0, 0], 1e-12);
    }

    [Fact]
    public void Visits_beyond_what_can_be_counted_leave_the_step_size_as_it_is()
    {
        // Half an hour on a small world: a count that wraps round makes the power of a negative number, which is none.
        var rates = new Rates(0.5, 0.8, 0.2);
        foreach (ITableLearner learner in (ITableLearner[])[new OneStep(_table, TabularMethod.QLearning, Gamma), new DoubleQ(_table, Gamma, 1),
            new NStepQ(_table, Gamma, 1, 1), new QLambda(_table, Gamma, 0.9, 1)])
        {
            for (int i = 0; i < 3; i++)
            {
                _table.Visits[_table.Pair(0, 1)] = int.MaxValue - 1 + i % 2;
                learner.Learn(Step(0, 1, 3, 1), rates);
                Assert.Equal(int.MaxValue, _table.Visits[_table.Pair(0, 1)]);
                Assert.InRange(this[0, 1], 2, 7);
            }
        }
    }

    [Fact]
    public void A_state_in_which_nothing_is_allowed_is_refused()
        => Assert.Equal("The environment allows no action in a state from which an episode goes on: it must allow one, or end the episode there.",
            Assert.Throws<BellmanException>(() => _table.FindOrAdd([4], [false, false])).Message);

    [Fact]
    public void Nothing_follows_the_end()
    {
        new OneStep(_table, TabularMethod.QLearning, Gamma).Learn(Step(0, 0, 3, -1, breaks: true), Constant);
        Assert.Equal(1.2, this[0, 0], 1e-12);
    }

    [Fact]
    public void Step_sizes_shrink_with_visits()
    {
        var learner = new OneStep(_table, TabularMethod.QLearning, Gamma);
        var averaging = new Rates(1, 1, 0);
        foreach (double reward in (double[])[5, 7, 12])
        {
            learner.Learn(Step(0, 0, reward, -1), averaging);
        }
        Assert.Equal(8, this[0, 0], 1e-12);
        Assert.Equal(0.5, new Rates(2, 0.5, 0).At(16), 1e-12);
        Assert.Equal(2, new Rates(2, 0, 0).At(16));
    }

    [Fact]
    public void Double_Q_learning_lets_the_other_table_judge()
    {
        // Both tables begin as they are, so the first update, of whichever table, is that of Q-learning; the mean moves half as far.
        var learner = new DoubleQ(_table, Gamma, seed: 1);
        learner.Learn(Step(1, 0, 10, -1), Constant);
        Assert.Equal(4.3, this[1, 0], 1e-12);
        // Now one table has (4.6, 8) in state 1 and the other (4, 8). Make action 0 the better one of the first table only: 4.6 + 4 > 8.
        this[1, 0] += 4;
        var tables = new double[2];
        for (int i = 0; i < 40; i++)
        {
            double before = this[2, 0];
            double error = learner.Learn(Step(2, 0, 0, 1), new Rates(1e-9, 0, 0));
            tables[error > 4 ? 1 : 0] = error;
        }
        // The table with (8.6, 8) chooses action 0, which the other one values at 8: 0.5 * 8. That one chooses a tie, (8, 8), the first: 8.6.
        Assert.Equal(4, tables[0], 1e-6);
        Assert.Equal(4.3, tables[1], 1e-6);
    }

    [Fact]
    public void N_step_Q_learning_sums_rewards_before_it_bootstraps()
    {
        var learner = new NStepQ(_table, Gamma, steps: 2, lanes: 1);
        learner.Learn(Step(0, 0, 3, 1), Constant);
        Assert.Equal(1, this[0, 0]);
        // 3 + 0.5 * 5 + 0.25 * 0 - 1 = 4.5.
        learner.Learn(Step(1, 0, 5, 2), Constant);
        Assert.Equal(1.45, this[0, 0], 1e-12);
        Assert.Equal(4, this[1, 0]);
        // The episode is cut off in state 1: what is left bootstraps there. 5 + 0.5 * 7 + 0.25 * 8 - 4 = 6.5 and 7 + 0.5 * 8 = 11.
        learner.Learn(Step(2, 1, 7, 1, breaks: true), Constant);
        Assert.Equal(4.65, this[1, 0], 1e-12);
        Assert.Equal(1.1, this[2, 1], 1e-12);
    }

    [Fact]
    public void N_step_windows_never_cross_an_end()
    {
        var learner = new NStepQ(_table, Gamma, steps: 3, lanes: 1);
        learner.Learn(Step(0, 0, 3, 1), Constant);
        learner.Learn(Step(1, 0, 5, -1, breaks: true), Constant);
        Assert.Equal(1 + 0.1 * (3 + 2.5 - 1), this[0, 0], 1e-12);
        Assert.Equal(4 + 0.1 * (5 - 4), this[1, 0], 1e-12);
        learner.Learn(Step(0, 1, 100, 1), Constant);
        Assert.Equal(2, learner.Updates);
    }

    [Fact]
    public void One_step_windows_are_Q_learning()
    {
        new NStepQ(_table, Gamma, steps: 1, lanes: 1).Learn(Step(0, 0, 3, 1), Constant);
        Assert.Equal(1.6, this[0, 0], 1e-12);
    }

    [Fact]
    public void Q_lambda_also_corrects_what_led_there()
    {
        var learner = new QLambda(_table, Gamma, lambda: 0.8, lanes: 1);
        learner.Learn(Step(0, 1, 3, 1), Constant);
        Assert.Equal(2 + 0.1 * 5, this[0, 1], 1e-12);
        // The greedy action of state 1 was wrong by 6 - 8 = -2; state 0 gets 0.4 of that.
        learner.Learn(Step(1, 1, 6, 2), Constant);
        Assert.Equal(8 - 0.2, this[1, 1], 1e-12);
        Assert.Equal(2.5 - 0.1 * 2 * 0.4, this[0, 1], 1e-12);
    }

    [Fact]
    public void Q_lambda_forgets_what_led_to_an_exploring_action()
    {
        var learner = new QLambda(_table, Gamma, lambda: 0.8, lanes: 1);
        learner.Learn(Step(0, 1, 3, 1), Constant);
        learner.Learn(Step(1, 0, 6, 2), Constant);
        Assert.Equal(2.5, this[0, 1], 1e-12);
        Assert.Equal(4.2, this[1, 0], 1e-12);
    }

    [Fact]
    public void Q_lambda_forgets_at_the_end_of_an_episode()
    {
        var learner = new QLambda(_table, Gamma, lambda: 0.8, lanes: 1);
        learner.Learn(Step(0, 1, 3, -1, breaks: true), Constant);
        double before = this[0, 1];
        learner.Learn(Step(1, 1, 6, 2), Constant);
        Assert.Equal(before, this[0, 1]);
    }

    [Fact]
    public void A_pair_that_is_visited_again_keeps_one_trace_of_full_credit()
    {
        var learner = new QLambda(_table, Gamma, lambda: 1, lanes: 1);
        learner.Learn(Step(0, 1, 0, 0), Constant);
        double before = this[0, 1];
        double error = learner.Learn(Step(0, 1, 3, 0), Constant);
        Assert.Equal(before + 0.1 * error, this[0, 1], 1e-12);
        Assert.Equal(2, learner.Updates);
    }

    [Fact]
    public void Dyna_Q_learns_again_from_what_it_remembers()
    {
        // One remembered outcome, three times more: the error of 2 shrinks by 0.9 each time.
        var learner = new DynaQ(_table, Gamma, planning: 3, seed: 1);
        learner.Learn(Step(0, 0, 3, -1), Constant);
        Assert.Equal(3 - 2 * Math.Pow(0.9, 4), this[0, 0], 1e-12);
        Assert.Equal(4, learner.Updates);
    }

    [Fact]
    public void The_model_remembers_outcomes_as_often_as_they_were_seen()
    {
        var model = new OutcomeModel();
        var visits = new int[4];
        for (int i = 0; i < 100; i++)
        {
            visits[2]++;
            model.Add(2, i % 4, i % 4 == 0 ? -1 : 5);
        }
        visits[1]++;
        model.Add(1, 9, 0);
        var random = new Rng(1);
        var counts = new Dictionary<(int, double, int), int>();
        for (int i = 0; i < 8_000; i++)
        {
            var drawn = model.Sample(visits, ref random);
            counts[drawn] = counts.GetValueOrDefault(drawn) + 1;
        }
        Assert.Equal(5, counts.Count);
        Assert.InRange(counts[(1, 9.0, 0)], 3_800, 4_200);
        Assert.All((double[])[1, 2, 3], reward => Assert.InRange(counts[(2, reward, 5)], 900, 1_100));
        Assert.InRange(counts[(2, 0.0, -1)], 900, 1_100);
    }

    private static TableStep Step(int row, int action, double reward, int successor, int next = -1, bool breaks = false)
        => new(0, row, action, reward, successor, next, breaks);
}
