namespace Bellman.Cli.Terminal;

/// <summary>Where the tool prints: the system's console, or a test's writers.</summary>
/// <param name="Out">Standard output.</param>
/// <param name="Error">Standard error.</param>
/// <param name="IsLive">Whether a person sees standard output, on a terminal that can draw over what it shows.</param>
/// <param name="Width">Columns of the terminal.</param>
/// <param name="Height">Rows of the terminal.</param>
internal sealed record ConsoleOutput(TextWriter Out, TextWriter Error, bool IsLive = false, int Width = 100, int Height = 30)
{
    /// <summary>Whether whoever looks on wants colours.</summary>
    public bool InColor { get; } = WantsColor(Environment.GetEnvironmentVariable("NO_COLOR"));

    /// <summary>The system's console.</summary>
    public static ConsoleOutput System()
    {
        TextWriter output = new StandardWriter(Legible(Open(() => Console.Out)), "Standard output");
        TextWriter error = new StandardWriter(Legible(Open(() => Console.Error)), name: null);
        bool isLive = !Console.IsOutputRedirected && CanDraw(Environment.GetEnvironmentVariable("TERM"), OperatingSystem.IsWindows());
        return isLive && Console.WindowWidth > 0
            ? new(output, error, isLive, Console.WindowWidth, Math.Max(Console.WindowHeight, 10))
            : new(output, error);
    }

    /// <summary>Whether a terminal of this kind knows escape sequences. Windows' own does and has no name.</summary>
    internal static bool CanDraw(string? term, bool isWindows) => string.IsNullOrEmpty(term) ? isWindows : term != "dumb";

    /// <summary>What no-color.org asks for: any text that is not empty.</summary>
    internal static bool WantsColor(string? noColor) => string.IsNullOrEmpty(noColor);

    /// <summary>
    /// A writer whose characters all arrive: arrows and charts in plain ASCII where the encoding has no others.
    /// </summary>
    /// <remarks>
    /// The console's encoding is a class of its own: only the number of its code page says that it is UTF-8, UTF-16 or
    /// UTF-32.
    /// </remarks>
    internal static TextWriter Legible(TextWriter writer)
        => writer.Encoding.CodePage is 65001 or 1200 or 1201 or 12000 or 12001 ? writer : new AsciiWriter(writer);

    // A stream that was closed before the program began cannot even be opened; the program runs without it.
    private static TextWriter Open(Func<TextWriter> open)
    {
        try
        {
            return open();
        }
        catch (IOException)
        {
            return TextWriter.Null;
        }
    }
}
