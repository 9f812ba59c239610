using System.CommandLine;
using Bellman.Cli.Terminal;
using Bellman.Environments.Atari;

namespace Bellman.Cli.Commands;

/// <summary><c>bellman roms</c>: the Atari games, and which of their ROMs are at hand.</summary>
internal static class RomsCommand
{
    public static Command Create(ConsoleOutput shell)
    {
        var folder = new Argument<string?>("DIR")
        {
            Description = $"The folder with the ROMs; without one, that of {AtariRoms.Variable}.", Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("roms", "List the Atari games and which ROMs were found.") { folder };
        command.SetAction(parsed =>
        {
            string? where = parsed.GetValue(folder) ?? AtariRoms.Folder;
            IReadOnlyList<RomEntry> entries = where is null ? AtariRoms.None : AtariRoms.In(where);
            var table = new TextTable("environment", "ROM", "MD5 of the ROM", "file");
            foreach (RomEntry entry in entries)
            {
                table.Add($"ALE/{entry.Game}-v5", State(entry.State), entry.Md5, Printable.Of(entry.File ?? ""));
            }
            table.Print(shell);
            shell.Out.WriteLine();
            shell.Out.WriteLine(where is null
                ? $"No folder was searched: name one, or set {AtariRoms.Variable} to the folder that holds your ROMs."
                : $"{entries.Count(entry => entry.State == RomState.Found)} of {entries.Count} found in {Printable.Of(where)}.");
            shell.Out.WriteLine("Bellman/Marchers-v0 needs none: its ROM comes with Bellman.");
            if (entries.Any(entry => entry.State == RomState.OtherVersion))
            {
                shell.Out.WriteLine(AtariRoms.OtherVersionWarning);
            }
            return App.Fine;
        });
        return command;
    }

    private static string State(RomState state) => state switch
    {
        RomState.Found => "found",
        RomState.OtherVersion => "other version",
        _ => "missing",
    };
}
