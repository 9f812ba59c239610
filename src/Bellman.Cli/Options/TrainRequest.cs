using Bellman.Environments;
using Bellman.Environments.Finite;
using Bellman.Recording;
using Bellman.Training;

namespace Bellman.Cli.Options;

/// <summary>What somebody asked <c>bellman train</c> to do.</summary>
internal sealed record TrainRequest
{
    public string? Environment { get; init; }

    /// <summary>The ROM of an Atari game.</summary>
    public string? Rom { get; init; }

    public string? Preset { get; init; }

    public string? Config { get; init; }

    /// <summary>Everything of the form name=value, flags first, so that the last word wins.</summary>
    public IReadOnlyList<string> Assignments { get; init; } = [];

    /// <summary>
    /// The options of a new run: the preset, then the configuration file, then flags and <c>--set</c>.
    /// </summary>
    /// <exception cref="BellmanException">
    /// Something of it is unknown, ill-typed, out of range or contradictory.
    /// </exception>
    public RunOptions NewRun()
    {
        OptionsFile? config = ReadConfig();
        string environment = Environment ?? Beside(config?.Environment)
            ?? throw new BellmanException("Say which environment to train in, for example 'bellman train CartPole-v1' ('bellman list' shows them all).");
        if (Environment is not null && config?.Environment is { } other && other != Environment)
        {
            throw new BellmanException($"The configuration '{Config}' is for {other}, not for {Environment}: leave one of the two out.");
        }
        if (Preset is not null && config?.Preset is { } label && label != Preset)
        {
            throw new BellmanException($"The configuration '{Config}' is of the preset {label}, not of {Preset}: leave one of the two out.");
        }
        Catalogue.Factory(WithRom(environment));
        RunOptions usual = Presets.For(environment, Preset ?? config?.Preset);
        RunOptions options = Apply(usual, config) with { Environment = WithRom(usual.Environment) };
        options.Validate();
        EnvironmentSource.SpecOf(options.EnvironmentFactory());
        return options;
    }

    /// <summary>
    /// The options with which a saved run goes on: its own, but more steps and another number of threads are welcome.
    /// </summary>
    /// <param name="folder">The run's folder, which may keep its environment.</param>
    /// <param name="saved">The run's options.</param>
    /// <exception cref="BellmanException">Something else was asked for.</exception>
    public RunOptions Resumed(RunFolder folder, RunOptions saved)
    {
        OptionsFile? config = ReadConfig();
        foreach (string environment in new[] { Environment, config?.Environment }.OfType<string>().Where(name => !IsEnvironmentOf(folder, saved, name)))
        {
            throw Another("environment", saved.Environment, environment);
        }
        foreach (string preset in new[] { Preset, config?.Preset }.OfType<string>().Where(name => name != saved.Preset))
        {
            throw Another("preset", saved.Preset, preset);
        }
        RunOptions wished = Apply(saved, config) with { Environment = saved.Environment, Preset = saved.Preset };
        if (wished.Agent.GetType() != saved.Agent.GetType())
        {
            throw new BellmanException($"The configuration '{Config}' is for another kind of agent than the saved run has: leave it out, or start a new run.");
        }
        // One by one: what is said first and unsaid later was a contradiction, too.
        RunOptions[] wishes = [config?.Apply(saved) ?? saved, .. Assignments.Select(assignment => Assigned(saved, assignment))];
        foreach ((OptionEntry entry, string before, string after) in wishes.SelectMany(
            wish => OptionSet.Delta(saved, wish with { Environment = saved.Environment })))
        {
            if (entry.Name is not ("steps" or "threads"))
            {
                throw Another(entry.Name, before, after);
            }
        }
        if (wished.Steps < saved.Steps)
        {
            throw new BellmanException($"The saved run is to have {saved.Steps} steps: a resumed run can only be prolonged, not cut to {wished.Steps}.");
        }
        wished.Validate();
        return wished;
    }

    private static BellmanException Another(string option, string before, string after)
        => new($"The saved run has {option} {before}, and you asked for {after}: leave it out, or start a new run.");

    // A file may have changed under its name, and a preset may have added to the name that people type.
    private static bool IsEnvironmentOf(RunFolder folder, RunOptions saved, string name)
    {
        if (FiniteCatalogue.IsFile(name) && FiniteCatalogue.IsFile(saved.Environment))
        {
            return FiniteCatalogue.FileName(name) == FiniteCatalogue.FileName(saved.Environment)
                && (!File.Exists(name) || Catalogue.Create(name).Spec.Digest == Catalogue.Create(folder.Located(saved).Environment).Spec.Digest);
        }
        EnvironmentName given = EnvironmentName.Parse(name), known = EnvironmentName.Parse(saved.Environment);
        string full = Presets.All.FirstOrDefault(preset => preset.Name == saved.Preset) is { } recipe && given.Name == known.Name
            ? Presets.For(name, recipe.Name).Environment : name;
        return (given.Without("rom") == known.Without("rom") || EnvironmentName.Parse(full).Without("rom") == known.Without("rom"))
            && (given["rom"] is not { } rom || rom == known["rom"]);
    }

    // The configuration of a run lies beside the environment file that the run kept.
    private string? Beside(string? environment)
        => environment is not null && FiniteCatalogue.IsFile(environment)
            && Path.Combine(Path.GetDirectoryName(Config) ?? "", FiniteCatalogue.FileName(environment)) is var kept && File.Exists(kept) ? kept : environment;

    // The ROM becomes a part of the name, so that evaluating, playing and resuming find it again.
    private string WithRom(string environment)
        => Rom is null ? environment
            : Environment is not null && EnvironmentName.Parse(Environment)["rom"] is not null
                ? throw new BellmanException("The ROM is named twice, by rom= and by --rom: leave one of the two out.")
            : EnvironmentPlace.WithRom(environment, Rom);

    private OptionsFile? ReadConfig() => Config is null ? null : OptionsFile.Read(Config, "a configuration");

    private RunOptions Apply(RunOptions options, OptionsFile? config)
        => Assignments.Aggregate(config?.Apply(options) ?? options, Assigned);

    // Set afterwards, these two would be a label on the options of another preset, in an environment that these were not made for.
    private static RunOptions Assigned(RunOptions options, string assignment) => assignment.Split('=')[0].Trim().ToLowerInvariant() switch
    {
        "preset" => throw new BellmanException("--set preset=NAME would change the label and no option: write --preset NAME."),
        "environment" => throw new BellmanException("--set environment=ENV would keep the options of another environment: write 'bellman train ENV'."),
        _ => OptionSet.With(options, assignment),
    };
}
