using Bellman.Agents;
using Bellman.Agents.Dqn;
using Bellman.Agents.Tabular;
using Bellman.Drawing.Charts;
using Bellman.Environments.Pixels;
using Bellman.Recording;
using Bellman.Training;

namespace Bellman.Tests.Recording;

/// <summary>
/// Files that somebody made to harm, with a checksum that fits: they are refused with a sentence or do what a file may do. BELLMAN_FUZZ says how
/// many of each kind are tried; 20,000 take minutes.
/// </summary>
public sealed class FuzzTests : IDisposable
{
    private const long MostBytes = 256 << 20;

    private static readonly int Tries = Mutations.Count("BELLMAN_FUZZ", 200);

    private readonly string _folder = Directory.CreateTempSubdirectory("bellman").FullName;

    public static TheoryData<string> Kinds => [.. Runs.Keys];

    private static Dictionary<string, RunOptions> Runs { get; } = new()
    {
        ["network"] = Tiny("CartPole-v1", new DqnOptions { Network = NetworkSpec.Mlp(4), Batch = 4, Memory = 60, LearningStarts = 20, Persistence = 2 }),
        ["masked"] = Tiny("Taxi-v3", new DqnOptions { Network = NetworkSpec.Mlp(4), Batch = 4, Memory = 60, NStep = 3, LearningStarts = 20 }),
        ["pictures"] = Tiny("CartPole-v1", new DqnOptions { Network = NetworkSpec.Mlp(4), Batch = 4, Memory = 60, LearningStarts = 20, Compress = 2 })
            with { Pixels = new PixelOptions { On = true, Height = 12, Width = 12, Stack = 2 } },
        ["q-learning"] = Tiny("FrozenLake-v1", new TabularOptions()),
        ["sarsa"] = Tiny("FrozenLake-v1", new TabularOptions { Method = TabularMethod.Sarsa }),
        ["double-q"] = Tiny("FrozenLake-v1", new TabularOptions { Method = TabularMethod.DoubleQ }),
        ["n-step-q"] = Tiny("FrozenLake-v1", new TabularOptions { Method = TabularMethod.NStepQ, NStep = 3 }),
        ["q-lambda"] = Tiny("FrozenLake-v1", new TabularOptions { Method = TabularMethod.QLambda }),
        ["dyna-q"] = Tiny("FrozenLake-v1", new TabularOptions { Method = TabularMethod.DynaQ, Planning = 3 }),
    };

    private string File => Path.Combine(_folder, "file.bin");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_checkpoint_made_to_harm_is_refused_or_learns(string kind)
    {
        using (var run = new TrainingRun(Runs[kind]))
        {
            _ = run.Train().Take(4).Count();
            Checkpoint.Save(run, File);
        }
        byte[] content = Content(File);
        int options = sizeof(int) + BitConverter.ToInt32(content);
        Try(content, Tries / Runs.Count + 1, (seal, at) =>
        {
            seal("bellman");
            using TrainingRun run = Checkpoint.Load(File, out _);
            if (at < options)
            {
                return; // another's options may ask for a long training, which is no harm
            }
            using var sound = new TrainingRun(Runs[kind]);
            var actions = new int[2];
            for (int step = 0; step < 30; step++)
            {
                run.Agent.Act(sound.Environments.Observations, sound.Environments.LegalActions, actions);
                run.Agent.Observe(sound.Environments.Step(actions));
            }
        });
    }

    [Theory]
    [InlineData("network")]
    [InlineData("q-learning")]
    public void A_policy_made_to_harm_is_refused_or_acts(string kind)
    {
        using (var run = new TrainingRun(Runs[kind]))
        {
            _ = run.Train().Take(4).Count();
            PolicyFile.Save(run.Policy, File);
        }
        Try(Content(File), Tries / 2, (seal, _) =>
        {
            seal("policy");
            IPolicy policy = PolicyFile.Load(File);
            int length = policy is QNetworkPolicy network ? network.Spec.ObservationLength : ((TablePolicy)policy).Spec.ObservationLength;
            policy.Act(new float[length], [], new int[1]);
        });
    }

    [Theory]
    [InlineData("metrics.jsonl")]
    [InlineData("episodes.jsonl")]
    public void A_log_made_to_harm_is_refused_or_drawn(string name)
    {
        RunFolder folder = RunFolder.Create(_folder);
        using (var run = new TrainingRun(Runs["network"]))
        using (RunRecorder recorder = RunRecorder.Start(folder, run, TimeSpan.FromHours(1)))
        {
            foreach (Progress progress in run.Train())
            {
                recorder.Record(progress);
            }
        }
        string log = Path.Combine(_folder, name);
        byte[] content = System.IO.File.ReadAllBytes(log);
        Assert.NotEmpty(content);
        Try(content, Tries, (seal, _) =>
        {
            seal(log);
            Assert.NotEmpty(ChartSvg.Render(RunChart.Of(folder)));
            Assert.NotNull(RunChart.Scores(folder).ToArray());
        });
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("3")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"steps\":\"x\",\"return\":1}")]
    [InlineData("{\"steps\":1}")]
    [InlineData("{\"return\":1}")]
    [InlineData("{\"steps\":1e400,\"return\":1e400,\"loss\":1e400}")]
    [InlineData("{\"steps\":1,\"evaluation\":3}")]
    [InlineData("{\"steps\":1,\"evaluation\":{}}")]
    [InlineData("{\"steps\":1,\"evaluation\":{\"mean\":null}}")]
    [InlineData("{\"steps\":1,\"loss\":[[[[")]
    public void An_odd_line_is_left_out_of_a_chart(string line)
    {
        RunFolder folder = RunFolder.Create(_folder);
        folder.WriteOptions(Runs["network"]);
        foreach (string log in (string[])[folder.Metrics, folder.Episodes])
        {
            System.IO.File.WriteAllText(log, $"{line}\n{{\"steps\":100,\"return\":7,\"loss\":0.5,\"evaluation\":{{\"mean\":9}}}}\n");
        }
        Assert.Equal([7.0], RunChart.Scores(folder));
        Assert.Contains("best greedy evaluation 9", ChartSvg.Render(RunChart.Of(folder)));
    }

    [Fact]
    public void A_preset_that_would_move_the_cursor_is_refused_without_being_printed()
    {
        RunFolder folder = RunFolder.Create(_folder);
        folder.WriteOptions(Runs["network"] with { Preset = "\u001b[2J" });
        Assert.DoesNotContain('\u001b', Assert.Throws<BellmanException>(() => RunChart.Of(folder)).Message);
    }

    /// <summary>Every try is given the file's content with one to three changes, and may only fail with a sentence.</summary>
    private void Try(byte[] content, int tries, Action<Action<string>, int> attempt)
    {
        var random = new Random(20261129);
        for (int i = 0; i < tries; i++)
        {
            (byte[] changed, int first) = Mutations.OfBytes(content, random);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                attempt(name => Write(name, changed), first);
            }
            catch (BellmanException error)
            {
                Assert.NotEmpty(error.Message);
            }
            catch (Exception error)
            {
                Assert.Fail($"try {i}, changed from byte {first} on: {error}");
            }
            long taken = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(taken < MostBytes, $"try {i}, changed from byte {first} on, took {taken} bytes");
        }
    }

    private void Write(string name, byte[] content)
    {
        if (Path.IsPathRooted(name))
        {
            System.IO.File.WriteAllBytes(name, content);
            return;
        }
        ChecksummedFile.Write(File, name, StateStream.CurrentVersion, file => file.Write(content));
    }

    private static byte[] Content(string sealedFile) => System.IO.File.ReadAllBytes(sealedFile)[24..^4];

    private static RunOptions Tiny(string environment, AgentOptions agent) => new()
    {
        Environment = environment, Seed = 3, Steps = 200, Lanes = 2, ReportEvery = 20, EvaluateEvery = 40, EvaluateEpisodes = 1, ConfirmEpisodes = 1,
        LongestEpisode = 100, Agent = agent,
    };
}
