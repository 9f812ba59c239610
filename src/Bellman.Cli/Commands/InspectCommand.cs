using System.CommandLine;
using Bellman.Agents;
using Bellman.Cli.Terminal;
using Bellman.Environments;
using Bellman.Training;

namespace Bellman.Cli.Commands;

/// <summary>
/// <c>bellman inspect</c>: every option of a preset, and how it differs from plain DQN or Q-learning.
/// </summary>
internal static class InspectCommand
{
    public static Command Create(ConsoleOutput shell)
    {
        var name = new Argument<string>("PRESET") { Description = "The preset ('bellman list' shows them)." };
        var command = new Command("inspect", "Show every option of a preset, and what it changes from plain DQN or Q-learning.") { name };
        command.SetAction(parsed =>
        {
            Print(shell, Find(parsed.GetValue(name)!));
            return App.Fine;
        });
        return command;
    }

    private static Preset Find(string name) => Presets.All.FirstOrDefault(p => p.Name == name)
        ?? throw new BellmanException($"There is no preset '{name}': did you mean '{Suggestion.Nearest(name, Presets.All.Select(p => p.Name))}'?");

    private static void Print(ConsoleOutput shell, Preset preset)
    {
        (string kind, AgentOptions agent) = preset.Options.Agent.Baseline;
        RunOptions plain = new() { Environment = preset.Options.Environment, Preset = preset.Name, Agent = agent };
        shell.Out.WriteLine($"{preset.Name}, for {preset.Options.Environment}: {preset.Description}");
        shell.Out.WriteLine();
        shell.Out.WriteLine($"This is plain {kind} with:");
        foreach ((OptionEntry entry, string before, string after) in OptionSet.Delta(plain, preset.Options))
        {
            shell.Out.WriteLine($"  {entry.Name} = {after}   (instead of {before})");
        }
        shell.Out.WriteLine();
        if (preset.Options.Agent.LayersFor(EnvironmentSource.SpecOf(preset.Options.EnvironmentFactory())) is { Count: > 0 } layers)
        {
            LayerTable.Print(shell, layers);
            shell.Out.WriteLine();
        }
        shell.Out.WriteLine($"Every option, as plain {kind} has it:");
        var columns = new TextTable("option", "default", "unit", "source", "what it is");
        foreach (OptionEntry entry in OptionSet.Entries(preset.Options.Agent))
        {
            columns.Add(entry.Name, OptionSet.Text(plain, entry), entry.Unit, entry.Source, entry.Help);
        }
        columns.Print(shell);
    }
}
