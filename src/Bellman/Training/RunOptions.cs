using System.Text.Json.Serialization;
using Bellman.Agents;
using Bellman.Environments;
using Bellman.Environments.Pixels;

namespace Bellman.Training;

/// <summary>Everything that determines a run: the same options give the same bits.</summary>
public sealed record RunOptions
{
    /// <summary>The world.</summary>
    [Option("The world to learn.")]
    public required string Environment { get; init; }

    /// <summary>Where the options came from.</summary>
    [Option("The preset that these options began with.")]
    public string Preset { get; init; } = "";

    /// <summary>Seed.</summary>
    [Option("Seed of every random stream of the run.")]
    public ulong Seed { get; init; } = 1;

    /// <summary>Length.</summary>
    [Option("Training steps, all lanes together.", Unit = "steps")]
    public long Steps { get; init; } = 50_000;

    /// <summary>Lanes.</summary>
    [Option("Copies of the world that are stepped together.", Unit = "lanes")]
    public int Lanes { get; init; } = 1;

    /// <summary>Threads.</summary>
    [Option("Threads that compute; the result is the same for any number.", Unit = "threads")]
    public int Threads { get; init; } = 1;

    /// <summary>How often to evaluate.</summary>
    [Option("Steps between greedy evaluations during training; 0: never, and the last agent is kept instead of the best.", Unit = "steps")]
    public int EvaluateEvery { get; init; } = 1_000;

    /// <summary>How long to evaluate.</summary>
    [Option("Greedy episodes in each of these evaluations.", Unit = "episodes")]
    public int EvaluateEpisodes { get; init; } = 20;

    /// <summary>How long to evaluate a candidate.</summary>
    [Option("Greedy episodes that an agent must also win by before it replaces the best.", Unit = "episodes")]
    public int ConfirmEpisodes { get; init; } = 100;

    /// <summary>When an evaluation gives up.</summary>
    [Option("Steps after which a greedy episode is cut off: some worlds never end.", Unit = "steps", Source = "Bellemare et al. 2013")]
    public int EvaluateMost { get; init; } = Evaluator.MostSteps;

    /// <summary>How often to report.</summary>
    [Option("Steps between two lines of metrics.", Unit = "steps")]
    public int ReportEvery { get; init; } = 500;

    /// <summary>How the world is seen.</summary>
    public PixelOptions Pixels { get; init; } = new();

    /// <summary>How the agent learns.</summary>
    public required AgentOptions Agent { get; init; }

    /// <summary>A fresh world, seen as the options say.</summary>
    /// <exception cref="BellmanException">There is no such world, or it cannot be seen so.</exception>
    public IEnvironment CreateWorld() => Catalogue.Create(Environment, Pixels);

    /// <summary>Checks every number, the agent's too.</summary>
    /// <exception cref="BellmanException">One is out of range.</exception>
    public void Validate()
    {
        Require.AtLeast(Steps, 1, "steps");
        Require.AtLeast(Lanes, 1, "lanes");
        Require.AtLeast(Threads, 1, "threads");
        Require.AtLeast(EvaluateEvery, 0, "evaluateEvery");
        Require.AtLeast(EvaluateEpisodes, 1, "evaluateEpisodes");
        Require.AtLeast(ConfirmEpisodes, 1, "confirmEpisodes");
        Require.AtLeast(EvaluateMost, 1, "evaluateMost");
        Require.AtLeast(ReportEvery, 1, "reportEvery");
        Pixels.Validate();
        Agent.Validate();
        if (Agent is DqnOptions { LearningStarts: var starts } && starts >= Steps)
        {
            throw new BellmanException(
                $"learningStarts is {starts} and the run has {Steps} steps, so nothing would ever be learned: set learningStarts lower or steps higher.");
        }
    }
}

/// <summary>Source-generated JSON, so that it also works ahead of time.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowTrailingCommas = true)]
[JsonSerializable(typeof(RunOptions))]
[JsonSerializable(typeof(PixelOptions))]
[JsonSerializable(typeof(DqnOptions))]
[JsonSerializable(typeof(Agents.Tabular.TabularOptions))]
public sealed partial class OptionsJson : JsonSerializerContext;
