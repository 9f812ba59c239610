using Bellman.Cli.Terminal;
using Bellman.Environments.Atari;
using Bellman.Training;

namespace Bellman.Cli.Commands;

/// <summary>A warning for those whose ROM is another version than the literature's.</summary>
internal static class RomNote
{
    public static void Print(Shell shell, RunOptions options)
    {
        if (AtariRoms.Warning(options.Environment) is { } warning)
        {
            shell.Error.WriteLine(warning);
        }
    }
}
