using Bellman.Cli.Terminal;
using Bellman.Environments.Atari;

namespace Bellman.Cli.Commands;

/// <summary>A warning for those whose ROM is another version than the literature's.</summary>
internal static class RomNote
{
    public static void Print(Shell shell, string environment)
    {
        if (AtariRoms.Warning(environment) is { } warning)
        {
            shell.Error.WriteLine(warning);
        }
    }
}
