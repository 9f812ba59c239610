using Bellman.Agents;
using Bellman.Agents.Tabular;
using Bellman.Drawing;
using Bellman.Environments;
using Bellman.Environments.Control;
using Bellman.Environments.Pixels;
using Bellman.Training;

namespace Bellman.Tests.Environments;

public class LaneTests
{
    [Theory]
    [InlineData(float.NaN, 0), InlineData(float.PositiveInfinity, 3), InlineData(float.NegativeInfinity, 8)]
    public void An_observation_that_is_not_finite_is_refused_with_its_place(float number, int index)
    {
        float[] seen = new float[9];
        seen[index] = number;
        var error = Refused(() => new MadeUp { Spec = new("MadeUp", 9, 1), Seen = step => step == 3 ? seen : new float[9] });
        Assert.Equal(string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"MadeUp has {number} in its observation after step 3 of an episode, at index {index}: every number must be written, and finite."), error);
    }

    [Fact]
    public void A_number_that_a_reset_does_not_write_is_found()
        => Assert.Equal("MadeUp has NaN in its observation when it was reset, at index 2: every number must be written, and finite.",
            Refused(() => new MadeUp { Spec = new("MadeUp", 3, 1), Seen = _ => [1, 2] }));

    [Theory]
    [InlineData(float.NaN, "NaN"), InlineData(float.PositiveInfinity, "Infinity")]
    public void A_reward_that_is_not_finite_is_refused(float reward, string text)
        => Assert.Equal($"MadeUp has the reward {text} after step 2 of an episode: rewards must be finite.",
            Refused(() => new MadeUp { Outcome = step => new(step == 2 ? reward : 0) }));

    [Theory]
    [InlineData(float.NaN, Ending.None, "the reward NaN"), InlineData(0, (Ending)77, "the ending 77")]
    public void A_world_of_ones_own_is_checked_behind_its_screen_too(float reward, Ending ending, string text)
    {
        using var environment = new VectorEnvironment(
            () => new PixelEnvironment(new Drawn(new(reward, ending)), new() { Width = 4, Height = 4 }), lanes: 1, seed: 1);
        Assert.Contains(text, Assert.Throws<BellmanException>(() => environment.Step([0])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_ending_that_is_none_is_refused()
        => Assert.Equal("MadeUp has the ending 77 after step 2 of an episode, and there is no such Ending.",
            Refused(() => new MadeUp { Outcome = step => new(0, step == 2 ? (Ending)77 : Ending.None) }));

    [Fact]
    public void A_mask_that_allows_nothing_is_refused_while_the_episode_goes_on()
        => Assert.Equal("MadeUp allows no action after step 2 of an episode: an episode that goes on needs one that is legal.",
            Refused(() => Masked(step => [step < 2, false])));

    [Fact]
    public void Where_an_episode_terminated_nothing_need_be_legal()
    {
        var environment = new VectorEnvironment(
            () => Masked(step => [step < 2, false], step => new(1, step == 2 ? Ending.Terminated : Ending.None)), lanes: 1, seed: 1);
        environment.Step([0]);
        Assert.Equal([false, false], environment.Step([0]).NextLegalActions);
    }

    [Fact]
    public void A_mask_that_is_too_short_is_refused()
        => Assert.StartsWith("MadeUp says of only 1 of its 2 actions whether they are legal when it was reset", Refused(() => Masked(_ => [true])),
            StringComparison.Ordinal);

    [Fact]
    public void Evaluations_check_the_same_numbers()
    {
        var error = Assert.Throws<BellmanException>(() => Evaluator.Run(
            new First(), () => new MadeUp { Outcome = step => new(step == 2 ? float.NaN : 0) }, episodes: 1, seed: 1, longest: 5));
        Assert.Contains("reward NaN after step 2", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0), InlineData(2), InlineData(3)]
    public void A_number_of_one_lane_that_is_not_finite_is_told_by_whichever_thread_finds_it(int lane)
    {
        int made = 0;
        MadeUp Make()
        {
            bool isBad = made++ == lane;
            return new() { Spec = new("MadeUp", 1, 1) { IsSlow = true }, Seen = step => [isBad && step == 3 ? float.NaN : 0] };
        }
        using var workers = new WorkerPool(3);
        for (int time = 0; time < 20; time++)
        {
            made = 0;
            using var environment = new VectorEnvironment(Make, lanes: 4, seed: 1, workers);
            environment.Step([0, 0, 0, 0]);
            environment.Step([0, 0, 0, 0]);
            Assert.Contains("NaN in its observation after step 3", Assert.Throws<BellmanException>(() => environment.Step([0, 0, 0, 0])).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void More_lanes_than_the_machine_holds_are_refused()
    {
        var spec = new EnvironmentSpec("Big", 1_000, 2);
        VectorEnvironment.RequireFits(spec, 1_000, 1_000_000, 2_000_000_000);
        Assert.Equal("4000 lanes of Big need 3.8 GiB, and this machine has 1.9 GiB: take fewer.", Assert.Throws<BellmanException>(
            () => VectorEnvironment.RequireFits(spec, 4_000, 1_000_000, 2_000_000_000)).Message);
    }

    [Fact]
    public void No_lane_moves_where_one_action_is_none()
    {
        var made = new List<MadeUp>();
        var environment = new VectorEnvironment(() => Keep(made, new MadeUp()), lanes: 2, seed: 1);
        Assert.Throws<BellmanException>(() => environment.Step([0, 1]));
        Assert.Equal(0, made[0].Steps);
        environment.Step([0, 0]);
        Assert.Equal([1, 1], made.Select(one => one.Steps));
    }

    [Theory]
    [InlineData(Ending.None, Ending.Truncated, true)]
    [InlineData(Ending.LifeLost, Ending.LifeLostAndTruncated, false)]
    [InlineData(Ending.Terminated, Ending.Terminated, false)]
    [InlineData(Ending.Truncated, Ending.Truncated, true)]
    public void What_stops_the_bootstrap_still_does_where_time_runs_out_too(Ending ending, Ending expected, bool bootstraps)
    {
        var environment = new VectorEnvironment(
            () => new MadeUp { Spec = new("MadeUp", 1, 1) { TimeLimit = 1 }, Outcome = _ => new(1, ending) }, lanes: 1, seed: 1);
        Outcome outcome = environment.Step([0]).Outcomes[0];
        Assert.Equal(new Outcome(1, expected), outcome);
        Assert.Equal((bootstraps, true), (outcome.Bootstraps, outcome.EpisodeOver));
        Assert.Equal(ending == Ending.Terminated ? Ending.Terminated : Ending.Truncated, environment.Finished.Single().Ending);
    }

    [Fact]
    public void A_table_learns_nothing_from_beyond_a_life_lost_in_the_last_step()
    {
        // Both actions pay 1 and cost the life in the step that truncates: bootstrapping would make every state worth 1 / (1 - gamma).
        var options = new RunOptions
        {
            Environment = "MadeUp", Steps = 2000, EvaluateEvery = 0, Agent = new TabularOptions { Gamma = 0.9 },
        };
        using var run = new TrainingRun(options, () => new MadeUp
        {
            Spec = new("MadeUp", 1, 1) { TimeLimit = 1 }, Outcome = _ => new(1, Ending.LifeLost),
        });
        Assert.InRange(run.Train().Last().Agent.Value, 0.5, 1.0001);
    }

    [Fact]
    public void One_object_for_several_lanes_is_refused()
    {
        var environment = new MadeUp();
        string error = Assert.Throws<BellmanException>(() => new VectorEnvironment(() => environment, lanes: 2, seed: 1)).Message;
        Assert.StartsWith("The factory of MadeUp gave the same object twice", error, StringComparison.Ordinal);
    }

    [Fact]
    public void One_object_behind_several_screens_is_refused()
    {
        IEnvironment environment = CartPole.V1();
        Assert.Throws<BellmanException>(() => new VectorEnvironment(() => new PixelEnvironment(environment, new()), lanes: 2, seed: 1));
    }

    [Fact]
    public void An_evaluation_in_the_world_of_a_lane_is_refused()
    {
        var environment = new MadeUp { Spec = new("MadeUp", 1, 1) { TimeLimit = 10 } };
        var options = new RunOptions { Environment = "MadeUp", Steps = 100, EvaluateEvery = 50, Agent = new TabularOptions() };
        using var run = new TrainingRun(options, () => environment);
        Assert.Contains("same object", Assert.Throws<BellmanException>(() => run.Train().Count()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Worlds_of_different_sizes_are_refused()
    {
        int made = 0;
        Assert.Contains("different sizes", Assert.Throws<BellmanException>(
            () => new VectorEnvironment(() => new MadeUp { Spec = new("MadeUp", 1, ++made) }, lanes: 2, seed: 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_ends_every_world_that_it_made()
    {
        var made = new List<MadeUp>();
        var options = new RunOptions { Environment = "MadeUp", Steps = 100, Lanes = 2, EvaluateEvery = 50, Agent = new TabularOptions() };
        using (var run = new TrainingRun(options, () => Keep(made, new MadeUp { Spec = new("MadeUp", 1, 1) { TimeLimit = 10 } })))
        {
            run.Train().Count();
            run.Score(3);
        }
        Assert.NotEmpty(made);
        Assert.All(made, one => Assert.Equal(1, one.Disposals));
    }

    [Fact]
    public void Lanes_that_could_not_be_made_end_those_that_were()
    {
        var made = new List<MadeUp>();
        Assert.Throws<BellmanException>(() => new VectorEnvironment(
            () => Keep(made, new MadeUp { Seen = _ => [made.Count < 2 ? 0 : float.NaN] }), lanes: 2, seed: 1));
        Assert.Equal([1, 1], made.Select(one => one.Disposals));
    }

    [Fact]
    public void A_screen_is_stepped_on_several_threads_only_where_the_world_agreed()
    {
        Assert.False(new PixelEnvironment(new Pixels.Blinker(), new()).Spec.IsSlow);
        Assert.True(new PixelEnvironment(CartPole.V1(), new()).Spec.IsSlow);
    }

    [Theory]
    [InlineData(0), InlineData(1), InlineData(2)]
    public void Frames_that_are_not_stacked_as_replay_rebuilds_them_are_refused(int kind)
    {
        // The frames are 1, 2, 3 ...: padded with zeros; the newest first; stacked rightly but for the third step.
        float[] Seen(int step) => kind switch
        {
            0 => [Math.Max(0, step - 1), Math.Max(0, step), step + 1],
            1 => [step + 1, Math.Max(1, step), Math.Max(1, step - 1)],
            _ => [step == 3 ? 9 : Math.Max(1, step - 1), Math.Max(1, step), step + 1],
        };
        string error = Refused(() => new MadeUp { Spec = new("MadeUp", 3, 1) { Stack = 3 }, Seen = Seen });
        string when = kind == 0 ? "when it was reset" : kind == 1 ? "after step 1" : "after step 3";
        Assert.Contains($"does not stack its 3 frames {when}", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Frames_stacked_oldest_first_are_played()
    {
        var environment = new VectorEnvironment(() => new MadeUp
        {
            Spec = new("MadeUp", 3, 1) { Stack = 3, TimeLimit = 7 }, Seen = step => [Math.Max(1, step - 1), Math.Max(1, step), step + 1],
        }, lanes: 2, seed: 1);
        for (int step = 0; step < 20; step++)
        {
            environment.Step([0, 0]);
        }
        Assert.Equal([5f, 6, 7, 5, 6, 7], environment.Observations);
    }

    private static MadeUp Masked(Func<int, bool[]> mask, Func<int, Outcome>? outcome = null)
        => new() { Spec = new("MadeUp", 1, 2) { HasIllegalActions = true }, Mask = mask, Outcome = outcome ?? (_ => new(0)) };

    private static MadeUp Keep(List<MadeUp> made, MadeUp environment)
    {
        made.Add(environment);
        return environment;
    }

    // What is thrown within five steps.
    private static string Refused(Func<IEnvironment> create) => Assert.Throws<BellmanException>(() =>
    {
        var environment = new VectorEnvironment(create, lanes: 1, seed: 1);
        for (int step = 0; step < 5; step++)
        {
            environment.Step([0]);
        }
    }).Message;

    private sealed class First : IPolicy
    {
        public void Act(ReadOnlySpan<float> observations, ReadOnlySpan<bool> legal, Span<int> actions) => actions.Clear();
    }

    /// <summary>A blank screen that answers each step in the same way.</summary>
    private sealed class Drawn(Outcome outcome) : IEnvironment, IScreen
    {
        public EnvironmentSpec Spec { get; } = new("Drawn", 1, 1);

        public int Width => 8;

        public int Height => 8;

        public void Reset(ref Rng random, Span<float> observation) => observation.Clear();

        public Outcome Step(int action, ref Rng random, Span<float> observation) => outcome;

        public void Draw(Canvas canvas) => canvas.Clear(Color.Hex(0));

        public void Sync(StateStream stream)
        {
        }
    }
}
