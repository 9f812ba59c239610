using Bellman.Agents;
using Bellman.Agents.Dqn;
using Bellman.Environments;
using Bellman.Training;

namespace Bellman.Tests.Training;

/// <summary>A run may be left at any moment, in an evaluation too, and ends with the bits of one that was not.</summary>
public sealed class StoppingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bellman").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static RunOptions Options { get; } = new()
    {
        Environment = "own", Seed = 4, Steps = 900, ReportEvery = 100, EvaluateEvery = 300, EvaluateEpisodes = 3, ConfirmEpisodes = 40,
        Agent = new DqnOptions { Network = NetworkSpec.Mlp(8), Batch = 8, Memory = 500, LearningStarts = 50, TrainEvery = new(2, TrainingUnit.Steps) },
    };

    [Theory]
    [InlineData(1)]    // the first step
    [InlineData(250)]  // between two reports
    [InlineData(302)]  // a quick evaluation
    [InlineData(700)]  // a long one
    [InlineData(1250)] // somewhere later
    public void A_run_that_is_cancelled_saved_and_resumed_ends_with_the_same_bits(int action)
    {
        (ulong Fingerprint, Evaluation? Best, string Reports) whole = Finish(Whole(), []);
        string path = Path.Combine(_folder, "checkpoint.bin");
        using var cancel = new CancellationTokenSource();
        List<string> reports = [];
        int actions = 0;
        using (var run = new TrainingRun(Options, () => new Rememberer(() =>
        {
            if (++actions == action)
            {
                cancel.Cancel();
            }
        })))
        {
            reports.AddRange(run.Train(cancel.Token).Select(Text));
            Assert.False(run.IsFinished);
            Assert.InRange(actions, action, action + 39); // an evaluation's episodes take their step together
            Checkpoint.Save(run, path);
        }
        using TrainingRun resumed = Checkpoint.Load(path, out _, create: options => new TrainingRun(options, () => new Rememberer()));
        Assert.Equal(whole, Finish(resumed, reports));
    }

    [Fact]
    public void A_run_that_is_looked_at_all_the_time_goes_on_where_it_was_left()
    {
        using var run = new TrainingRun(Options, () => new Rememberer());
        List<string> reports = [];
        while (!run.IsFinished)
        {
            using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(1));
            reports.AddRange(run.Train(soon.Token).Select(Text));
        }
        Assert.Equal(Finish(Whole(), []), Finish(run, reports));
        Assert.Null(run.Evaluating);
    }

    [Fact]
    public void A_score_that_is_cancelled_leaves_the_run_as_it_was()
    {
        using TrainingRun run = Whole();
        foreach (Progress _ in run.Train())
        {
        }
        using var cancel = new CancellationTokenSource();
        Evaluation expected = run.Score(40);
        Assert.Throws<OperationCanceledException>(() => run.Score(40, new Told(now =>
        {
            if (now.Steps >= 100)
            {
                cancel.Cancel();
            }
        }), cancel.Token));
        Assert.Equal(expected, run.Score(40));
        Assert.Throws<OperationCanceledException>(() => Evaluator.Run(run.Policy, () => new Rememberer(), 5, 1, cancellation: cancel.Token));
    }

    [Theory]
    [InlineData(450)] // between two evaluations
    [InlineData(555)] // between two reports, too
    [InlineData(600)]
    public void A_prolonged_run_is_the_long_run_and_leaves_the_same_best_policy(int first)
    {
        RunOptions options = Options with { Environment = "CartPole-v1", ConfirmEpisodes = 5, EvaluateEpisodes = 2 };
        string path = Path.Combine(_folder, "checkpoint.bin");
        using var whole = new TrainingRun(options);
        (ulong fingerprint, Evaluation? best, _) = Finish(whole, []);
        using (var parts = new TrainingRun(options with { Steps = first }))
        {
            Finish(parts, []);
            Assert.Equal(first, parts.Counters.Steps);
            Checkpoint.Save(parts, path);
        }
        using TrainingRun prolonged = Checkpoint.Load(path, out _, saved => saved with { Steps = options.Steps });
        (ulong sameFingerprint, Evaluation? sameBest, _) = Finish(prolonged, []);
        Assert.Equal((fingerprint, best), (sameFingerprint, sameBest));
        Assert.Equal(Bytes(whole.Policy), Bytes(prolonged.Policy));
    }

    [Fact]
    public void The_steps_of_an_evaluation_are_counted_and_its_last_episodes_are_cut_off()
    {
        int actions = 0;
        using var run = new TrainingRun(Options with { Steps = 3_000, EvaluateEvery = 3_000, ConfirmEpisodes = 2 }, () => new Endless(() => actions++));
        Evaluation score = run.Train().Last().Evaluation!;
        Assert.Equal((2, 2), (score.Episodes, score.Cut));
        Assert.Equal(3_000 + 3_000 + 3_000, actions); // of training, of the quick evaluation, of the long one: never more than between two
        Assert.Equal(1_500, score.Mean); // two episodes shared the steps, and count with what they had
        using var given = new TrainingRun(Options with { EvaluateSteps = 90, ConfirmEpisodes = 0 }, () => new Endless(() => { }));
        Assert.Equal(30, given.Train().First(progress => progress.Evaluation is not null).Evaluation!.Mean);
    }

    [Fact]
    public void A_world_that_ends_within_a_thousand_steps_is_never_cut_off()
    {
        RunOptions options = Options with { Steps = 100, EvaluateEvery = 100, EvaluateEpisodes = 40, ConfirmEpisodes = 0 };
        using var run = new TrainingRun(options, () => new Endless(() => { }, limit: 1_000));
        Assert.Equal(new Evaluation(40, 1_000, 0, 1_000, 1_000), run.Train().Last().Evaluation);
    }

    [Fact]
    public void A_time_limit_that_is_none_is_cut_off_like_no_limit()
    {
        Evaluation score = Evaluator.Run(new First(), () => new Endless(() => { }, limit: int.MaxValue), 2, 1, longest: 700);
        Assert.Equal((700, 2), (score.Mean, score.Cut));
    }

    [Fact]
    public void Evaluations_keep_their_worlds_and_the_run_ends_them()
    {
        List<Endless> made = [];
        using (var run = new TrainingRun(Options with { EvaluateSteps = 50, ConfirmEpisodes = 5 }, () =>
        {
            made.Add(new Endless(() => { }));
            return made[^1];
        }))
        {
            Assert.Equal(3, run.Train().Count(progress => progress.Evaluation is not null));
            Assert.Equal(1 + 5, made.Count);
            run.Score(4, cancellation: CancellationToken.None);
            Assert.Equal(1 + 5, made.Count);
        }
        Assert.All(made, environment => Assert.True(environment.IsDisposed)); // the lane's own too
        made.Clear();
        Evaluator.Run(new First(), () =>
        {
            made.Add(new Endless(() => { }, limit: 10));
            return made[^1];
        }, 3, 1);
        Assert.True(made.Count == 3 && made.TrueForAll(environment => environment.IsDisposed));
    }

    [Fact]
    public void Random_actions_of_an_evaluation_have_a_stream_of_their_own()
    {
        Evaluation greedy = Evaluator.Run(new First(), () => new Rememberer(), 50, 1);
        Assert.Equal(greedy, Evaluator.Run(new First(), () => new Rememberer(), 50, 1, epsilon: 0));
        Evaluation random = Evaluator.Run(new First(), () => new Rememberer(), 50, 1, epsilon: 1);
        Assert.NotEqual(greedy.Mean, random.Mean);
        Assert.Equal(random, Evaluator.Run(new First(), () => new Rememberer(), 50, 1, epsilon: 1));
        Assert.Equal(0.05, Presets.For("ALE/Pong-v5", "atari-nature").EvaluateEpsilon);
    }

    [Fact]
    public void Threads_change_no_evaluation()
    {
        using var workers = new WorkerPool(3);
        Assert.Equal(Evaluator.Run(new First(), () => new Rememberer(), 70, 9, epsilon: 0.3),
            Evaluator.Run(new First(), () => new Rememberer(), 70, 9, epsilon: 0.3, workers: workers));
    }

    [Theory]
    [InlineData(double.NaN, null, false)]
    [InlineData(double.NaN, 1.0, false)]
    [InlineData(double.NegativeInfinity, null, false)]
    [InlineData(2, 1.0, true)]
    [InlineData(1, 1.0, false)]
    [InlineData(-5, null, true)]
    public void What_is_not_a_number_is_never_the_best(double mean, double? best, bool wins)
        => Assert.Equal(wins, Selection.IsBetter(new(1, mean, 0, mean, mean), best is { } other ? new(1, other, 0, other, other) : null));

    [Fact]
    public void One_episode_says_nothing_about_an_interval() => Assert.Null(Evaluation.Of([7]).Interval95);

    private static TrainingRun Whole() => new(Options, () => new Rememberer());

    private static (ulong Fingerprint, Evaluation? Best, string Reports) Finish(TrainingRun run, List<string> reports)
    {
        reports.AddRange(run.Train().Select(Text));
        Assert.True(run.IsFinished);
        return (run.Fingerprint, run.Best, string.Join('\n', reports));
    }

    private static string Text(Progress p) => $"{p.Counters} {p.Agent} {string.Join(';', p.Finished)} {p.Evaluation} {p.IsBest}";

    private static byte[] Bytes(IPolicy policy)
    {
        using var bytes = new MemoryStream();
        PolicyFile.Sync(StateStream.Writer(bytes), ref policy);
        return bytes.ToArray();
    }

    private sealed class First : IPolicy
    {
        public void Act(ReadOnlySpan<float> observations, ReadOnlySpan<bool> legal, Span<int> actions) => actions.Clear();
    }

    private sealed class Told(Action<EvaluationProgress> told) : IProgress<EvaluationProgress>
    {
        public void Report(EvaluationProgress value) => told(value);
    }

    /// <summary>As a console does, it remembers what was played before its episodes began; how long one lasts depends on that.</summary>
    private sealed class Rememberer(Action? onStep = null) : IEnvironment
    {
        private uint _memory = 1;
        private int _left;

        public EnvironmentSpec Spec { get; } = new("own", 2, 2) { IsSlow = true };

        public void Reset(ref Rng random, Span<float> observation)
        {
            _left = 3 + (int)(_memory % 20) + random.NextInt(4);
            Observe(observation);
        }

        public Outcome Step(int action, ref Rng random, Span<float> observation)
        {
            onStep?.Invoke();
            _memory = _memory * 1_664_525 + 1_013_904_223 + (uint)action;
            _left--;
            Observe(observation);
            return new(action, _left <= 0 ? Ending.Terminated : Ending.None);
        }

        public void Sync(StateStream stream)
        {
            stream.Sync(ref _memory);
            stream.Sync(ref _left);
        }

        private void Observe(Span<float> observation) => (observation[0], observation[1]) = (_memory % 64 / 64f, _left / 24f);
    }

    /// <summary>Pays one for every step and never ends.</summary>
    private sealed class Endless(Action onStep, int? limit = null) : IEnvironment, IDisposable
    {
        public bool IsDisposed { get; private set; }

        public EnvironmentSpec Spec { get; } = new("endless", 1, 2) { TimeLimit = limit };

        public void Reset(ref Rng random, Span<float> observation) => observation.Clear();

        public Outcome Step(int action, ref Rng random, Span<float> observation)
        {
            onStep();
            return new(1);
        }

        public void Sync(StateStream stream)
        {
            // It has no state.
        }

        public void Dispose() => IsDisposed = true;
    }
}
