using System.Security.Cryptography;
using System.Text;

namespace Bellman;

/// <summary>
/// An atomic file write: to a temporary file, flushed to the disk and renamed. A crash, or a second writer, leaves
/// either the old file or the new one. Only ordinary files are replaced; links are not.
/// </summary>
internal static class AtomicFile
{
    private const string Before = ".bellman-", After = ".new";

    /// <summary>Writes a file.</summary>
    /// <param name="path">Its final name.</param>
    /// <param name="write">Writes the content, and leaves the stream open.</param>
    /// <exception cref="BellmanException">It cannot be written there; what was there before is untouched.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        (string folder, UnixFileMode? mode) = Prepare(path);
        // A name that nobody can guess, made only where nothing has it: no link that somebody laid there leads elsewhere.
        string beside = Path.Combine(folder, $"{Before}{RandomNumberGenerator.GetHexString(16, lowercase: true)}{After}");
        try
        {
            using (FileStream file = Create(beside, mode))
            {
                write(file);
                Flush(file);
                // While it is open: whoever clears away what killed writers left sees by it that this one lives.
                File.Move(beside, path, overwrite: true);
            }
        }
        catch (Exception e)
        {
            TryDelete(beside);
            if (Refusal(e) is { } refusal)
            {
                throw new BellmanException($"'{path}' cannot be written ({refusal.Message}); what was there before is untouched.", refusal);
            }
            throw;
        }
        try
        {
            Unix.FlushFolder(folder);
        }
        catch (IOException e)
        {
            throw new BellmanException($"'{path}' was written, but it is not known whether the disk keeps it ({e.Message}).", e);
        }
    }

    /// <summary>Writes text as UTF-8.</summary>
    /// <param name="path">Its final name.</param>
    /// <param name="text">The content.</param>
    /// <exception cref="BellmanException">It cannot be written there; what was there before is untouched.</exception>
    public static void Write(string path, string text) => Write(path, file => file.Write(Encoding.UTF8.GetBytes(text)));

    /// <summary>Waits until what was written to a file is on the disk.</summary>
    /// <exception cref="IOException">It is not.</exception>
    internal static void Flush(FileStream file)
    {
        file.Flush();
        if (!Unix.Flush(file.SafeFileHandle))
        {
            file.Flush(flushToDisk: true);
        }
    }

    /// <summary>Why the system did not take what was written; null where something else went wrong.</summary>
    internal static Exception? Refusal(Exception error) => error switch
    {
        IOException or UnauthorizedAccessException => error,
        // .NET takes a file that a file system or a limit does not let grow for a wrong argument.
        ArgumentOutOfRangeException { ParamName: "value" } => new IOException("the file would be larger than it may be", error),
        _ => null,
    };

    /// <summary>Whether a file is what a writer that was killed left, or one that lives is about to rename.</summary>
    internal static bool IsLeftover(string path)
        => Path.GetFileName(path.AsSpan()) is var name && name.StartsWith(Before, StringComparison.Ordinal) && name.EndsWith(After, StringComparison.Ordinal);

    /// <summary>Takes away what writers that were killed left in a folder; those that live keep theirs.</summary>
    internal static void ClearAway(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder, $"{Before}*{After}"))
        {
            TryDeleteUnlessOpen(file);
        }
    }

    private static (string Folder, UnixFileMode? Mode) Prepare(string path)
    {
        if (path.Length == 0 || path.Contains('\0'))
        {
            throw new BellmanException("A file without a name cannot be written: name one.");
        }
        FileIdentity found = FileIdentity.At(path, followLinks: false);
        if (found.Kind is not FileKind.Nothing and not FileKind.Ordinary)
        {
            throw new BellmanException($"'{path}' cannot be written (it is {found.Word}, and only an ordinary file is replaced).");
        }
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder))
        {
            throw new BellmanException($"'{path}' cannot be written (there is no folder '{folder}').");
        }
        return (folder, found.Kind == FileKind.Ordinary && !OperatingSystem.IsWindows() ? File.GetUnixFileMode(path) : null);
    }

    private static FileStream Create(string name, UnixFileMode? mode)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.Delete, BufferSize = 1 << 16 };
        if (mode is not { } before || OperatingSystem.IsWindows())
        {
            return new(name, options);
        }
        options.UnixCreateMode = before;
        var file = new FileStream(name, options);
        File.SetUnixFileMode(file.SafeFileHandle, before);
        return file;
    }

    private static void TryDeleteUnlessOpen(string path)
    {
        try
        {
            // A writer that was made a moment ago may not have locked its file yet.
            if (FileIdentity.At(path, followLinks: false).Kind == FileKind.Ordinary
                && DateTime.UtcNow - File.GetLastWriteTimeUtc(path) > TimeSpan.FromMinutes(1))
            {
                using var unused = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None);
                File.Delete(path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Somebody writes it, or took it away.
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The reason why it could not be written is the better one to report.
        }
    }
}
