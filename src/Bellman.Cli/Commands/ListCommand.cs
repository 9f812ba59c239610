using System.CommandLine;
using System.Globalization;
using Bellman.Cli.Terminal;
using Bellman.Environments;
using Bellman.Training;

namespace Bellman.Cli.Commands;

/// <summary><c>bellman list</c>: the environments and the presets, one line each.</summary>
internal static class ListCommand
{
    public static Command Create(ConsoleOutput shell)
    {
        var command = new Command("list", "List environments and presets.");
        command.SetAction(_ =>
        {
            var tasks = new TextTable("environment", "best score", "solved at", "what has to be done") { AlignedRight = [1, 2] };
            var sources = new TextTable("environment", "options after a colon", "where the best score comes from");
            foreach (CatalogueEntry entry in Catalogue.Entries)
            {
                tasks.Add(entry.Name, Number(entry.BestScore), Number(entry.Threshold), entry.Description);
                sources.Add(entry.Name, entry.Options, entry.Source);
            }
            tasks.Print(shell);
            shell.Out.WriteLine("The Atari games, which need a ROM each, are listed by 'bellman roms'.");
            shell.Out.WriteLine();
            sources.Print(shell);
            shell.Out.WriteLine();
            var presets = new TextTable("preset", "environment", "steps", "what it is") { AlignedRight = [2] };
            foreach (Preset preset in Presets.All)
            {
                presets.Add(preset.Name, preset.Options.Environment, preset.Options.Steps.ToString("N0", CultureInfo.InvariantCulture), preset.Description);
            }
            presets.Print(shell);
            return App.Fine;
        });
        return command;
    }

    private static string Number(double? value) => value?.ToString("0.####", CultureInfo.InvariantCulture) ?? "-";
}
