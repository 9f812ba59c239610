namespace Bellman.Cli.Terminal;

/// <summary>Where the tool prints: the system's console, or a test's writers.</summary>
/// <param name="Out">Standard output.</param>
/// <param name="Error">Standard error.</param>
/// <param name="IsLive">Whether a person sees standard output: only then is anything drawn over.</param>
/// <param name="Width">Columns of the terminal.</param>
/// <param name="Height">Rows of the terminal.</param>
internal sealed record Shell(TextWriter Out, TextWriter Error, bool IsLive = false, int Width = 100, int Height = 30)
{
    /// <summary>Whether whoever looks on wants colours.</summary>
    public bool InColor { get; } = Environment.GetEnvironmentVariable("NO_COLOR") is null && Environment.GetEnvironmentVariable("TERM") is not "dumb";

    /// <summary>The system's console.</summary>
    public static Shell System()
    {
        bool isLive = !Console.IsOutputRedirected;
        return isLive && Console.WindowWidth > 0
            ? new(Console.Out, Console.Error, isLive, Console.WindowWidth, Math.Max(Console.WindowHeight, 10))
            : new(Console.Out, Console.Error);
    }
}
