using Bellman.Environments;
using Bellman.Training;

namespace Bellman.Cli.Options;

/// <summary>What somebody asked <c>bellman train</c> to do.</summary>
internal sealed record TrainRequest
{
    public string? Environment { get; init; }

    public string? Preset { get; init; }

    public string? Config { get; init; }

    /// <summary>Everything of the form name=value, flags first, so that the last word wins.</summary>
    public IReadOnlyList<string> Assignments { get; init; } = [];

    /// <summary>The options of a new run: the preset, then the configuration file, then flags and <c>--set</c>.</summary>
    /// <exception cref="BellmanException">Something of it is unknown, ill-typed, out of range or contradictory.</exception>
    public RunOptions NewRun()
    {
        OptionsFile? config = ReadConfig();
        string environment = Environment ?? config?.Environment
            ?? throw new BellmanException("Say which environment to train in, for example 'bellman train CartPole-v1' ('bellman list' shows them all).");
        if (config?.Environment is { } other && other != environment)
        {
            throw new BellmanException($"The configuration '{Config}' is for {other}, not for {environment}: leave one of the two out.");
        }
        Catalogue.Factory(environment);
        RunOptions options = Apply(Presets.For(environment, Preset ?? config?.Preset), config);
        options.Validate();
        options.WorldFactory()();
        return options;
    }

    /// <summary>The options with which a saved run goes on: its own, but more steps and another number of threads are welcome.</summary>
    /// <exception cref="BellmanException">Something else was asked for.</exception>
    public RunOptions Resumed(RunOptions saved)
    {
        RunOptions wished = Apply(saved, ReadConfig());
        wished = wished with { Environment = Environment ?? wished.Environment, Preset = Preset ?? wished.Preset };
        foreach ((OptionEntry entry, string before, string after) in OptionSet.Delta(saved, wished))
        {
            if (entry.Name is not ("steps" or "threads"))
            {
                throw new BellmanException($"The saved run has {entry.Name} {before}, and you asked for {after}: leave it out, or start a new run.");
            }
        }
        if (wished.Steps < saved.Steps)
        {
            throw new BellmanException($"The saved run is to have {saved.Steps} steps: a resumed run can only be prolonged, not cut to {wished.Steps}.");
        }
        wished.Validate();
        return wished;
    }

    private OptionsFile? ReadConfig() => Config is null ? null : OptionsFile.Read(Config, "a configuration");

    private RunOptions Apply(RunOptions options, OptionsFile? config)
        => Assignments.Aggregate(config?.Apply(options) ?? options, Assigned);

    // Set afterwards, these two would be a label on the options of another preset, in a world that these were not made for.
    private static RunOptions Assigned(RunOptions options, string assignment) => assignment.Split('=')[0].Trim().ToLowerInvariant() switch
    {
        "preset" => throw new BellmanException("--set preset=NAME would change the label and no option: write --preset NAME."),
        "environment" => throw new BellmanException("--set environment=ENV would keep the options of another world: write 'bellman train ENV'."),
        _ => OptionSet.With(options, assignment),
    };
}
