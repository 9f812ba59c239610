using Bellman.Agents;
using Bellman.Agents.Dqn;
using Bellman.Agents.Pqn;
using Bellman.Environments.Control;
using Bellman.Neural.Layers;
using Bellman.Neural.Optimizers;
using Bellman.Tests.Environments;
using Bellman.Training;

namespace Bellman.Tests.Training;

public sealed class TrainingRunTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bellman").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string> Variants() => ["plain", "lanes", "nstep", "batchnorm", "episodes", "soft", "pixels", "pqn", "pqn of pixels"];

    private static PqnOptions Pqn { get; } = new() { Rollout = 21, Minibatches = 4, Epochs = 3, Epsilon = Schedule.Linear(1, 0.05, 1_000) };

    private static RunOptions Options(string variant = "plain")
    {
        var agent = new DqnOptions
        {
            Network = NetworkSpec.Mlp(16, 16),
            Batch = 16,
            Memory = 700,
            LearningStarts = 100,
            TrainEvery = new(2, TrainingUnit.Steps),
            TargetEvery = new(50, TrainingUnit.Steps),
            Epsilon = Schedule.Linear(1, 0.05, 1_000),
        };
        var run = new RunOptions
        {
            Environment = "CartPole-v1", Seed = 11, Steps = 1_800, ReportEvery = 100, EvaluateEvery = 600, EvaluateEpisodes = 3, ConfirmEpisodes = 4,
            Agent = agent,
        };
        return variant switch
        {
            "lanes" => run with { Lanes = 3 },
            "nstep" => run with { Agent = agent with { NStep = 3, Double = true } },
            "batchnorm" => run with { Agent = agent with { Network = NetworkSpec.Parse("batchnorm, dense 16, layernorm, tanh") } },
            "episodes" => run with { Agent = agent with { TrainEvery = new(1, TrainingUnit.Episodes), GradientSteps = 8, TargetEvery = new(30, TrainingUnit.Updates) } },
            "pixels" => run with
            {
                Lanes = 2, Steps = 900, Pixels = new() { On = true, Width = 16, Height = 8, Supersample = 1 },
                Agent = agent with { Compress = 2, NStep = 3, ClipReward = 0.5 },
            },
            "pqn" => run with { Lanes = 3, Agent = Pqn },
            "pqn of pixels" => run with
            {
                Lanes = 2, Steps = 900, Pixels = new() { On = true, Width = 16, Height = 8, Supersample = 1 },
                Agent = Pqn with { Network = NetworkSpec.Parse("conv 4 3x3, channelnorm, relu, dense 16, layernorm, relu"), Persistence = 2, RewardScale = 0.5 },
            },
            "soft" => run with { Agent = agent with { TargetEvery = new(1, TrainingUnit.Steps), Tau = 0.05 } },
            _ => run,
        };
    }

    private static ulong Train(TrainingRun run)
    {
        foreach (Progress _ in run.Train())
        {
        }
        return run.Fingerprint;
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void The_same_seed_gives_the_same_bits_and_another_seed_others(string variant)
    {
        using var first = new TrainingRun(Options(variant));
        using var second = new TrainingRun(Options(variant));
        using var other = new TrainingRun(Options(variant) with { Seed = 12 });
        ulong fingerprint = Train(first);
        Assert.Equal(fingerprint, Train(second));
        Assert.NotEqual(fingerprint, Train(other));
    }

    [Fact]
    public void A_world_of_ones_own_is_seen_through_the_pixels_that_the_options_ask_for()
    {
        RunOptions options = Presets.For("CartPole-v1", "cartpole-pixels") with { Steps = 2_000 };
        using var own = new TrainingRun(options, CartPole.V1);
        Assert.Equal(new ImageShape(4, 26, 80), own.Environments.Spec.Image);
        using var made = new TrainingRun(options, options.EnvironmentFactory()); // is seen so already
        Assert.Equal(own.Environments.Spec.Image, made.Environments.Spec.Image);
        Assert.Equal(own.Environments.Observations, made.Environments.Observations);
    }

    [Fact]
    public void Threads_change_nothing()
    {
        RunOptions options = Options() with { Steps = 600, Agent = ((DqnOptions)Options().Agent) with { Network = NetworkSpec.Mlp(128, 128), Batch = 64 } };
        using var one = new TrainingRun(options);
        using var two = new TrainingRun(options with { Threads = 2 });
        using var three = new TrainingRun(options with { Threads = 3 });
        ulong fingerprint = Train(one);
        Assert.Equal(fingerprint, Train(two));
        Assert.Equal(fingerprint, Train(three));
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void A_run_resumed_from_any_checkpoint_ends_with_the_bits_of_the_uninterrupted_one(string variant)
    {
        string path = Path.Combine(_folder, "checkpoint.bin");
        using var uninterrupted = new TrainingRun(Options(variant));
        ulong expected = Train(uninterrupted);
        foreach (int stopAt in (int[])[1, 7, 13])
        {
            using (var stopped = new TrainingRun(Options(variant)))
            {
                foreach (Progress _ in stopped.Train().Take(stopAt))
                {
                }
                Checkpoint.Save(stopped, path, [42]);
            }
            using TrainingRun resumed = Checkpoint.Load(path, out byte[] attachment);
            Assert.Equal([42], attachment);
            Assert.Equal(expected, Train(resumed));
            Assert.Equal(uninterrupted.Counters, resumed.Counters);
            Assert.Equal(uninterrupted.Best, resumed.Best);
            Assert.Equal(uninterrupted.Score(5), resumed.Score(5));
        }
    }

    [Fact]
    public void A_checkpoint_at_step_zero_is_the_whole_run()
    {
        string path = Path.Combine(_folder, "checkpoint.bin");
        using var run = new TrainingRun(Options());
        Checkpoint.Save(run, path);
        using TrainingRun resumed = Checkpoint.Load(path, out _);
        Assert.Equal(Train(run), Train(resumed));
    }

    [Fact]
    public void The_sequence_of_progress_is_the_same_after_a_resume()
    {
        string path = Path.Combine(_folder, "checkpoint.bin");
        using var run = new TrainingRun(Options());
        List<string> whole = [.. run.Train().Select(Text)];
        using var stopped = new TrainingRun(Options());
        List<string> parts = [.. stopped.Train().Take(8).Select(Text)];
        Checkpoint.Save(stopped, path);
        using TrainingRun resumed = Checkpoint.Load(path, out _);
        parts.AddRange(resumed.Train().Select(Text));
        Assert.Equal(whole, parts);

        static string Text(Progress p) => $"{p.Counters} {p.Agent} {string.Join(';', p.Finished)} {p.Evaluation} {p.IsBest}";
    }

    [Fact]
    public void Evaluation_never_touches_the_training()
    {
        using var often = new TrainingRun(Options() with { EvaluateEvery = 100 });
        using var never = new TrainingRun(Options() with { EvaluateEvery = 0 });
        Assert.Equal(Train(never), Train(often));
    }

    [Fact]
    public void The_policy_that_a_run_leaves_is_the_best_by_its_own_evaluations()
    {
        using var run = new TrainingRun(Options() with { EvaluateEvery = 100, Steps = 3_000 });
        Evaluation? best = null;
        foreach (Progress progress in run.Train())
        {
            if (progress.IsBest)
            {
                Assert.True(best is null || progress.Evaluation!.Mean > best.Mean);
                best = progress.Evaluation;
            }
        }
        Assert.NotNull(best);
        Assert.Equal(best, run.Best);
        Assert.IsType<QNetworkPolicy>(run.Policy);
    }

    [Fact]
    public void A_longer_run_begins_with_the_shorter_one()
    {
        using var shorter = new TrainingRun(Options() with { Steps = 1_200 });
        using var longer = new TrainingRun(Options() with { Steps = 1_800 });
        Train(shorter);
        foreach (Progress progress in longer.Train())
        {
            if (progress.Counters.Steps == 1_200)
            {
                break;
            }
        }
        Assert.Equal(shorter.Fingerprint, longer.Fingerprint);
    }

    [Fact]
    public void A_world_of_ones_own_needs_no_registration()
    {
        using var run = new TrainingRun(Options() with { Environment = "mine", Steps = 300 }, () => CartPole.V0());
        Train(run);
        Assert.Equal("CartPole-v0", run.Environments.Spec.Name);
        Assert.Equal(300, run.Counters.Steps);
    }

    [Fact]
    public void A_network_of_ones_own_trains_saves_and_resumes_like_bellmans()
    {
        string path = Path.Combine(_folder, "checkpoint.bin");
        using TrainingRun whole = Create(Options());
        ulong expected = Train(whole);
        using TrainingRun stopped = Create(Options());
        Assert.Equal(10, stopped.Train().Take(10).Count());
        Checkpoint.Save(stopped, path);
        using TrainingRun resumed = Checkpoint.Load(path, out _, create: Create);
        Assert.Equal(expected, Train(resumed));
        Assert.Equal(whole.Score(5), resumed.Score(5));
        PolicyFile.Save(whole.Policy, path);
        Assert.Throws<BellmanException>(() => PolicyFile.Load(path)); // only its own program can
        Assert.Same(stopped.Policy.GetType(), PolicyFile.Load(path, stopped.Agent.Snapshot()).GetType());

        static TrainingRun Create(RunOptions options) => new(options, CartPole.V1, spec => new DqnAgent(
            (DqnOptions)options.Agent, spec, options.Lanes, options.Seed, learns =>
            {
                var random = new Rng(options.Seed);
                return new Network([new Dense(4, 32, Initializer.He), new Tanh(32), new Dense(32, 2, Initializer.He)], ref random,
                    learns ? OptimizerSpec.Adam : null);
            }));
    }

    [Fact]
    public void Learning_that_would_never_start_is_refused()
    {
        var error = Assert.Throws<BellmanException>(() => new TrainingRun(Options() with { Steps = 50 }));
        Assert.Contains("learningStarts is 100 and the run has 50 steps", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_training_step_allocates_nothing()
    {
        using var run = new TrainingRun(Options() with { Steps = 4_000, EvaluateEvery = 0, ReportEvery = 1_000 });
        long before = -1;
        foreach (Progress progress in run.Train())
        {
            long now = GC.GetAllocatedBytesForCurrentThread();
            if (before >= 0)
            {
                Assert.Equal(before, now);
            }
            // The first two thousand steps warm up: lists and code grow to their size.
            before = progress.Counters.Steps >= 2_000 ? GC.GetAllocatedBytesForCurrentThread() : -1;
        }
    }

    [Fact]
    public void A_run_stops_where_it_was_told_to_and_stays_there()
    {
        using var run = new TrainingRun(Presets.For("CliffWalking-v1") with { Lanes = 1, EvaluateEvery = 500, ConfirmEpisodes = 0, StopAt = -13 });
        Progress last = run.Train().Last();
        Assert.True(run.IsSolved);
        Assert.Equal(-13, last.Evaluation!.Mean);
        Assert.InRange(last.Counters.Steps, 500, run.Options.Steps - 1);
        Assert.Empty(run.Train());
    }

    [Fact]
    public void A_table_is_refused_where_states_never_repeat()
        => Assert.Contains("choose a preset with a network", Assert.Throws<BellmanException>(() => new TrainingRun(Presets.For("CartPole-v1", "q-learning"))).Message);

    [Fact]
    public void A_run_that_cannot_be_made_ends_the_worlds_that_it_made()
    {
        List<MadeUp> made = [];
        RunOptions options = Presets.For("CartPole-v1") with { Lanes = 3 };
        Assert.Throws<InvalidTimeZoneException>(() => new TrainingRun(options, () => Made(1), _ => throw new InvalidTimeZoneException()));
        Assert.Equal([1, 1, 1], made.Select(environment => environment.Disposals));
        made.Clear();
        Assert.Throws<BellmanException>(() => new TrainingRun(options, () => Made(made.Count < 2 ? 1 : 2))); // of another size
        Assert.Equal([1, 1, 1], made.Select(environment => environment.Disposals));
        made.Clear();
        Assert.Throws<BellmanException>(() => new TrainingRun(options with { Pixels = new() { On = true } }, () => Made(1))); // draws nothing
        Assert.Equal([1], made.Select(environment => environment.Disposals));

        MadeUp Made(int actions)
        {
            made.Add(new MadeUp { Spec = new("MadeUp", 1, actions) });
            return made[^1];
        }
    }

    [LinuxFact]
    public void A_run_that_cannot_be_made_leaves_no_threads()
    {
        RunOptions options = Presets.For("CartPole-v1") with { Threads = 40 };
        for (int attempt = 0; attempt < 20; attempt++)
        {
            Assert.Throws<InvalidTimeZoneException>(() => new TrainingRun(options, () => throw new InvalidTimeZoneException()));
            Assert.Throws<InvalidTimeZoneException>(() => new TrainingRun(options, options.EnvironmentFactory(), _ => throw new InvalidTimeZoneException()));
        }
        // Other tests have workers too, but not hundreds.
        Assert.InRange(Directory.GetDirectories("/proc/self/task").Count(IsWorker), 0, 400);

        static bool IsWorker(string task)
        {
            string file = Path.Combine(task, "comm");
            try
            {
                return File.ReadAllText(file).StartsWith("Bellman worker", StringComparison.Ordinal);
            }
            catch (IOException)
            {
                return false; // it has just ended
            }
        }
    }
}
