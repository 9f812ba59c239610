using Bellman.Agents.Dqn;
using Bellman.Agents.Pqn;
using Bellman.Agents.Tabular;
using Bellman.Environments.Pixels;
using Bellman.Training;

namespace Bellman.Tests.Training;

/// <summary>Every option at its extremes: either a run of a few steps works, and stops when it is told to, or one sentence refuses it.</summary>
public class OptionSweepTests
{
    private static readonly string[] Extremes =
    [
        "0", "-1", "1", "2", "64", "1025", "4096", "10000", "65536", "100000", "1000000", "2147483647", "-2147483648", "2000000000", "1e9", "1e12", "5e16",
        "1e300", "-1e300", "1e-300", "1e400", "1e38", "NaN", "Infinity", "-Infinity", "null", "", "true", "false", "../x", "constant(1, 2, 3)",
        "linear(1, 2, 5)", "linear(0.1, -1, 5)", "linear(1e300, 0, 5)", "linear(0, 0.1, 5 steps from 1e300)", "exponential(1, 0, 0)",
        "exponential(1e308, -1e308, 1e-300)", "multiplicative(1, 0.5, 1.5)", "multiplicative(0.1, 1e300, 2)", "multiplicative(1, 0, 1e-300)",
        "0 steps", "2147483647 steps", "2147483647 episodes", "1 update", "4294967297 steps",
        "radam", "radam beta2=0", "sgd", "sgd momentum=1", "sgd momentum=NaN", "adam beta1=1", "adam beta2=1", "adam epsilon=-1", "adam epsilon=0", "adam epsilon=1e30",
        "adam beta2=0.999999999", "adam momentum=0.5", "rmsprop decay=1.5", "rmsprop epsilon=1e-60", "rmsprop initial=-1", "rmsprop initial=1e400",
        "rmsprop decay=0 momentum=0.99 centered inside", "dense 2000000000", "dense 0", "dense 1000000, dense 1000000", "conv 16 3x3", "layernorm",
        "channelnorm", "batchnorm, tanh", "conv 1000000 1x1", "conv 4 3x3 stride 1000000 pad 1000000", "squared", "he", "greys",
    ];

    private static readonly RunOptions Network = new()
    {
        Environment = "CartPole-v1", Steps = 60, EvaluateEvery = 40, EvaluateEpisodes = 1, ConfirmEpisodes = 1, ReportEvery = 20, LongestEpisode = 50,
        Agent = new DqnOptions { Network = NetworkSpec.Mlp(4), Memory = 500, Batch = 4, LearningStarts = 20 },
    };

    private static readonly RunOptions Pictures = Network with { Pixels = new PixelOptions { On = true, Width = 12, Height = 10, Stack = 2 } };

    private static readonly PqnOptions Pqn = new() { Network = NetworkSpec.Mlp(4), Rollout = 8, Minibatches = 2, Epochs = 2 };

    public static TheoryData<string> Kinds => [.. Bases.Keys];

    private static Dictionary<string, RunOptions> Bases
    {
        get
        {
            var bases = new Dictionary<string, RunOptions>
            {
                ["network"] = Network,
                ["two lanes"] = Network with { Lanes = 2, Threads = 2 },
                ["pixels"] = Pictures,
                ["packed pixels"] = Pictures with { Agent = (DqnOptions)Network.Agent with { Compress = 2 } },
                ["pqn"] = Network with { Lanes = 2, Threads = 2, Agent = Pqn },
                ["pqn of pixels"] = Pictures with { Agent = Pqn },
            };
            foreach (TabularMethod method in Enum.GetValues<TabularMethod>())
            {
                bases[method.ToString()] = Network with { Environment = "CliffWalking-v1", Agent = new TabularOptions { Method = method } };
            }
            return bases;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_option_works_at_its_extremes_or_is_refused(string kind)
    {
        RunOptions usual = Bases[kind];
        var faults = new List<string>();
        int works = 0, refused = 0;
        foreach (OptionEntry entry in OptionSet.Entries(usual.Agent).Where(entry => IsOf(kind, entry)))
        {
            foreach (string value in Extremes)
            {
                string assignment = $"{entry.Name}={value}";
                try
                {
                    bool isUsable = await Task.Run(() => Usable.Try(() => OptionSet.With(usual, assignment))).WaitAsync(Usable.Patience);
                    (works, refused) = isUsable ? (works + 1, refused) : (works, refused + 1);
                }
                catch (Exception fault)
                {
                    faults.Add($"{assignment}: {fault}");
                }
            }
        }
        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.InRange(works, 30, int.MaxValue);
        Assert.InRange(refused, 400, int.MaxValue);
    }

    // The options of the run are those of every kind: once is enough.
    private static bool IsOf(string kind, OptionEntry entry)
        => entry.Part == OptionSet.Agent || (entry.Part == OptionSet.Pixels && kind.Contains("pixels", StringComparison.Ordinal))
            || (kind == "network" && entry.Name != "environment");
}
