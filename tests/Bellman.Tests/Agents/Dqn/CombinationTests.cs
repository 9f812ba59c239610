using Bellman.Agents.Dqn;
using Bellman.Learning;
using Bellman.Training;

namespace Bellman.Tests.Agents.Dqn;

/// <summary>Every two members of the family together: they learn finite numbers, the same with any number of threads, and go on as if never stopped.</summary>
public sealed class CombinationTests : IDisposable
{
    private static readonly Dictionary<string, Func<DqnOptions, DqnOptions>> Members = new()
    {
        ["double"] = o => o with { Double = true },
        ["munchausen"] = o => o with { Munchausen = 0.9 },
        ["categorical"] = o => o with { Head = HeadSpec.Parse("categorical 11 -5 50") },
        ["quantile"] = o => o with { Head = HeadSpec.Parse("quantile 9") },
        ["implicit"] = o => o with { Head = HeadSpec.Parse("implicit 4") },
        ["implicit, fractions first"] = o => o with { Head = HeadSpec.Parse("implicit 4"), FractionsFirst = true, Network = NetworkSpec.Mlp(16, 12) },
        ["gaussian"] = o => o with { Head = HeadSpec.Parse("gaussian 11 -5 50") },
        ["twohot"] = o => o with { Head = HeadSpec.Parse("twohot 11 -5 50") },
        ["dueling"] = o => o with { Streams = StreamKind.Dueling },
        ["dueling, shared"] = o => o with { Streams = StreamKind.Dueling, SharedStreams = true },
        ["regularized"] = o => o with { Streams = StreamKind.Regularized },
        ["mean expansion"] = o => o with { Streams = StreamKind.MeanExpansion },
        ["noisy"] = o => o with { Noise = 0.5 },
        ["prioritised"] = o => o with { Priority = 0.6 },
        ["3 steps"] = o => o with { NStep = 3 },
        ["4 lanes"] = o => o, // the run's
    };

    // Two heads, two streams or two ways to choose are no combination; the rest is refused with a reason.
    private static readonly string[][] OneOf =
    [
        ["categorical", "quantile", "implicit", "implicit, fractions first", "gaussian", "twohot"],
        ["dueling", "dueling, shared", "regularized", "mean expansion"],
        ["double", "munchausen"],
        ["munchausen", "categorical"],
        ["implicit", "noisy"],
        ["implicit", "dueling"],
        ["implicit", "regularized"],
        ["implicit, fractions first", "noisy"],
        ["implicit, fractions first", "dueling"],
        ["implicit, fractions first", "regularized"],
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("bellman").FullName;

    public static TheoryData<string, string> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            string[] names = [.. Members.Keys];
            for (int i = 0; i < names.Length; i++)
            {
                for (int j = i; j < names.Length; j++)
                {
                    if (i == j || !OneOf.Any(group => group.Contains(names[i]) && group.Contains(names[j])))
                    {
                        pairs.Add(names[i], names[j]);
                    }
                }
            }
            return pairs;
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Two_members_learn_and_resume_to_the_same_bits(string first, string second)
    {
        RunOptions options = Options(first, second);
        using var whole = new TrainingRun(options);
        Finish(whole);
        using var broken = new TrainingRun(options);
        foreach (Progress progress in broken.Train())
        {
            if (progress.Counters.Steps >= 200)
            {
                break;
            }
        }
        string file = Path.Combine(_folder, "checkpoint");
        Checkpoint.Save(broken, file);
        using TrainingRun resumed = Checkpoint.Load(file, out _);
        Finish(resumed);
        Assert.Equal(whole.Fingerprint, resumed.Fingerprint);
        Assert.Equal(Values(whole), Values(resumed));
        Assert.All(Values(whole), value => Assert.True(float.IsFinite(value)));
        Assert.True(whole.Agent.Updates > 50);
    }

    [Theory]
    [InlineData("munchausen", "double", "set double to false")]
    [InlineData("munchausen", "categorical", "one support for all")]
    [InlineData("implicit", "noisy", "set noise to null")]
    [InlineData("implicit", "dueling", "set sharedStreams to true")]
    public void What_does_not_go_together_is_refused_with_the_reason(string first, string second, string reason)
        => Assert.Contains(reason, Assert.Throws<BellmanException>(() => new TrainingRun(Options(first, second))).Message);

    private static RunOptions Options(string first, string second)
    {
        var agent = new DqnOptions { Network = NetworkSpec.Mlp(16), Batch = 8, LearningStarts = 50, Memory = 120, TargetEvery = new(20, TrainingUnit.Updates) };
        return new()
        {
            Environment = "CartPole-v1", Seed = 3, Steps = 400, EvaluateEvery = 0, Lanes = first == "4 lanes" || second == "4 lanes" ? 4 : 1,
            Agent = Members[second](Members[first](agent)),
        };
    }

    private static void Finish(TrainingRun run)
    {
        foreach (Progress _ in run.Train())
        {
        }
    }

    private static float[] Values(TrainingRun run)
    {
        var values = new float[2];
        ((Bellman.Agents.QNetworkPolicy)run.Agent.Snapshot()).Values([0.1f, -0.2f, 0.03f, 0.4f], values);
        return values;
    }
}
