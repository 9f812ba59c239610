using System.Text.Json.Serialization;
using Bellman.Agents;
using Bellman.Agents.Dqn;
using Bellman.Agents.Pqn;
using Bellman.Agents.Tabular;
using Bellman.Environments;
using Bellman.Environments.Finite;
using Bellman.Environments.Pixels;

namespace Bellman.Training;

/// <summary>The options of a training run. The same options give the same bits.</summary>
public sealed record RunOptions
{
    /// <summary>
    /// Least number of evaluation steps per episode, where <see cref="EvaluateSteps"/> is null. Gymnasium's classic
    /// environments end after at most 500 steps.
    /// </summary>
    internal const int LeastStepsPerEpisode = 1_000;

    // More than anybody waits for, and as many as a machine with one processor for each may want.
    private const long MostSteps = 1_000_000_000_000;
    private const int MostLanes = 4_096, MostThreads = 256, MostEpisodes = 1_000_000;

    /// <summary>Environment to train on.</summary>
    [Option("Environment to train on.")]
    public required string Environment { get; init; }

    /// <summary>Preset that these options started from.</summary>
    [Option("Preset that these options started from.")]
    public string Preset { get; init; } = "";

    /// <summary>Random seed of the whole run.</summary>
    [Option("Random seed of the whole run.")]
    public ulong Seed { get; init; } = 1;

    /// <summary>Training steps, summed over all lanes.</summary>
    [Option("Training steps, summed over all lanes.", Unit = "steps")]
    public long Steps { get; init; } = 50_000;

    /// <summary>Lanes: parallel environments stepped together (num_envs).</summary>
    [Option("Lanes: parallel environments stepped together (num_envs).", Unit = "lanes")]
    public int Lanes { get; init; } = 1;

    /// <summary>Threads. The result does not depend on their number.</summary>
    [Option("Threads. The result does not depend on their number.", Unit = "threads")]
    public int Threads { get; init; } = 1;

    /// <summary>
    /// Evaluate every this many steps and keep the best agent; 0: never evaluate, keep the last agent.
    /// </summary>
    [Option("Evaluate every this many steps and keep the best agent; 0: never evaluate, keep the last agent.", Unit = "steps")]
    public int EvaluateEvery { get; init; } = 1_000;

    /// <summary>Episodes per evaluation.</summary>
    [Option("Episodes per evaluation.", Unit = "episodes")]
    public int EvaluateEpisodes { get; init; } = 20;

    /// <summary>
    /// Extra episodes that confirm a new best agent before it replaces the old one; 0: no confirmation.
    /// </summary>
    [Option("Extra episodes that confirm a new best agent before it replaces the old one; 0: no confirmation.",
        Unit = "episodes")]
    public int ConfirmEpisodes { get; init; } = 100;

    /// <summary>Step limit of one evaluation; null: evaluateEvery steps, and at least 1,000 per episode.</summary>
    [Option("Step limit of one evaluation; null: evaluateEvery steps, and at least 1,000 per episode.",
        Unit = "steps")]
    public long? EvaluateSteps { get; init; }

    /// <summary>Step limit of one evaluation episode, where the environment has no shorter time limit.</summary>
    [Option("Step limit of one evaluation episode, where the environment has no shorter time limit.", Unit = "steps")]
    public int LongestEpisode { get; init; } = Evaluator.LongestEpisode;

    /// <summary>Epsilon during evaluation: probability of a random action. The paper uses 0.05; 0: greedy.</summary>
    [Option("Epsilon during evaluation: probability of a random action. The paper uses 0.05; 0: greedy.", Source = "Mnih et al. 2015")]
    public double EvaluateEpsilon { get; init; }

    /// <summary>Stop training once an evaluation reaches this mean return; null: train for all steps.</summary>
    [Option("Stop training once an evaluation reaches this mean return; null: train for all steps.", Unit = "score")]
    public double? StopAt { get; init; }

    /// <summary>Write metrics every this many steps.</summary>
    [Option("Write metrics every this many steps.", Unit = "steps")]
    public int ReportEvery { get; init; } = 500;

    /// <summary>Log one of every this many episodes.</summary>
    [Option("Log one of every this many episodes.", Unit = "episodes")]
    public int LogEvery { get; init; } = 1;

    /// <summary>Options of pixel observations.</summary>
    public PixelOptions Pixels { get; init; } = new();

    /// <summary>Options of the agent.</summary>
    public required AgentOptions Agent { get; init; }

    /// <summary>
    /// A factory of environments of the catalogue, with the state encoding or the pixel observations that the options
    /// ask for.
    /// </summary>
    /// <exception cref="BellmanException">There is no such environment, or the agent cannot learn in it.</exception>
    public Func<IEnvironment> EnvironmentFactory()
    {
        Func<IEnvironment> factory = Catalogue.Factory(Environment, Agent.ReadsStateNumbers ? StateEncoding.Plain : StateEncoding.OneHot);
        if (Agent.ReadsStateNumbers && (Pixels.On || factory() is not MdpEnvironment))
        {
            throw new BellmanException($"A table needs states that it meets again, and {Environment} hardly shows the same numbers twice: "
                + "choose a preset with a network.");
        }
        return ThroughPixels(factory);
    }

    /// <summary>
    /// The same factory with pixel observations, if <see cref="Pixels"/> are on. Environments with pixel observations
    /// stay as they are.
    /// </summary>
    internal Func<IEnvironment> ThroughPixels(Func<IEnvironment> create)
        => Pixels.On ? () => create() is var environment && environment is PixelEnvironment ? environment
            : EnvironmentSource.Using(environment, behind => new PixelEnvironment(behind, Pixels)) : create;

    /// <summary>Checks every option, the agent's too.</summary>
    /// <exception cref="BellmanException">One is out of range.</exception>
    public void Validate()
    {
        OptionCheck.Name(Environment, "environment", anyLetter: true);
        OptionCheck.Name(Preset, "preset", anyLetter: false);
        OptionCheck.Within(Steps, 1, MostSteps, "steps");
        OptionCheck.Within(Lanes, 1, MostLanes, "lanes");
        OptionCheck.Within(Threads, 1, MostThreads, "threads");
        OptionCheck.AtLeast(EvaluateEvery, 0, "evaluateEvery");
        OptionCheck.Within(EvaluateEpisodes, 1, MostEpisodes, "evaluateEpisodes");
        OptionCheck.Within(ConfirmEpisodes, 0, MostEpisodes, "confirmEpisodes");
        OptionCheck.AtLeast(EvaluateSteps ?? 1, 1, "evaluateSteps");
        OptionCheck.AtLeast(LongestEpisode, 1, "longestEpisode");
        OptionCheck.Within(EvaluateEpsilon, 0, 1, "evaluateEpsilon");
        OptionCheck.Within(StopAt ?? 0, double.MinValue, double.MaxValue, "stopAt");
        OptionCheck.AtLeast(ReportEvery, 1, "reportEvery");
        OptionCheck.AtLeast(LogEvery, 1, "logEvery");
        Pixels.Validate();
        Agent.Validate();
        Agent.RequireLearning(Steps, Lanes);
    }
}

/// <summary>Source-generated JSON, so that it also works ahead of time.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(RunOptions))]
[JsonSerializable(typeof(PixelOptions))]
[JsonSerializable(typeof(DqnOptions))]
[JsonSerializable(typeof(PqnOptions))]
[JsonSerializable(typeof(TabularOptions))]
internal sealed partial class OptionsJson : JsonSerializerContext;
