using Bellman.Cli.Terminal;
using Bellman.Environments.Atari;

namespace Bellman.Cli.Commands;

/// <summary>A warning for those whose ROM is another version than the literature's.</summary>
internal static class RomWarning
{
    public static void Print(ConsoleOutput shell, string environment)
    {
        if (AtariRoms.Warning(environment) is { } warning)
        {
            shell.Error.WriteLine(warning);
        }
    }
}
