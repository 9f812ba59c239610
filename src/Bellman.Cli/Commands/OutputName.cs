namespace Bellman.Cli.Commands;

/// <summary>Names of files to write, whose endings must not promise what the content is not.</summary>
internal static class OutputName
{
    /// <summary>The name as it was given, if it ends as it should, or does not say what it is.</summary>
    /// <exception cref="BellmanException">It ends like another kind of file.</exception>
    public static string? Named(string? file, string flag, string extension)
    {
        string found = Path.GetExtension(file ?? "");
        return found.Length == 0 || found.Equals(extension, StringComparison.OrdinalIgnoreCase) ? file : throw new BellmanException(
            $"'{file}' does not fit {flag}, which writes {extension[1..].ToUpperInvariant()} and nothing else: let the name end with {extension}.");
    }
}
