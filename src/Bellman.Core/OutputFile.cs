namespace Bellman;

/// <summary>
/// Writes to a path that the user named. An ordinary file is written atomically, also behind a link, which stays. A
/// device or a pipe is written directly. A folder, a disk or a socket is refused.
/// </summary>
internal static class OutputFile
{
    /// <summary>Writes a file, a device or a pipe.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="write">Writes the content, and leaves the stream open.</param>
    /// <exception cref="BellmanException">It cannot be written there.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        FileIdentity found = path.Length == 0 ? default : FileIdentity.At(path);
        try
        {
            switch (found.Kind)
            {
                case FileKind.Nothing or FileKind.Ordinary:
                    AtomicFile.Write(Target(path), write);
                    break;
                case FileKind.Device or FileKind.Pipe:
                    WriteThrough(path, found, write);
                    break;
                default:
                    throw new BellmanException($"'{path}' is {found.Word}: name a file to write.");
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException { ParamName: "path" or "linkPath" })
        {
            throw new BellmanException($"'{path}' cannot be written ({error.Message}).", error);
        }
    }

    /// <summary>Writes text as UTF-8.</summary>
    public static void Write(string path, string text) => Write(path, file => file.Write(System.Text.Encoding.UTF8.GetBytes(text)));

    // Where a link leads, be anything there yet or not.
    private static string Target(string path)
        => path.Length > 0 && new FileInfo(path).LinkTarget is not null ? File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName : path;

    // By way of memory: whoever writes may want to go back, and a pipe cannot.
    private static void WriteThrough(string path, in FileIdentity found, Action<Stream> write)
    {
        using var pipe = found.Kind == FileKind.Pipe
            ? Unix.OpenPipe(path) ?? throw new BellmanException($"'{path}' is a pipe that nobody reads: start its reader first.") : null;
        using var content = new MemoryStream();
        write(content);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 0);
        content.WriteTo(file);
    }
}
