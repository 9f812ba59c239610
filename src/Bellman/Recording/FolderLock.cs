namespace Bellman.Recording;

/// <summary>
/// The lock of a run folder: keeps other processes from training in it, and notices if the folder was replaced.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    /// <summary>A file of its own: on Unix nobody could read a log that is locked.</summary>
    public const string Name = ".lock";

    private readonly string _folder;
    private readonly string _path;
    private readonly FileStream _file;

    private FolderLock(string folder, FileStream file) => (_folder, _path, _file) = (folder, Path.Combine(folder, Name), file);

    private bool IsOurs => Unix.Look(_file.SafeFileHandle) is not { } held || held == FileIdentity.At(_path, followLinks: false);

    /// <summary>Locks a folder.</summary>
    /// <exception cref="BellmanException">Another process has, or it cannot be written.</exception>
    public static FolderLock Take(string folder)
    {
        try
        {
            while (true)
            {
                var taken = new FolderLock(folder, Open(folder, FileMode.OpenOrCreate));
                if (taken.IsOurs)
                {
                    return taken;
                }
                taken._file.Dispose(); // whoever had it took it away between opening and locking
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BellmanException($"The folder '{folder}' is in use or cannot be written; does another process train there? ({error.Message})", error);
        }
    }

    /// <summary>Locks a folder that nobody ever locked: of several that try at once, one succeeds.</summary>
    /// <returns>Null where somebody has.</returns>
    public static FolderLock? TryBeFirst(string folder)
    {
        try
        {
            return new FolderLock(folder, Open(folder, FileMode.CreateNew));
        }
        catch (IOException) when (File.Exists(Path.Combine(folder, Name)))
        {
            return null;
        }
    }

    /// <summary>Insists that the folder is still the one that was locked.</summary>
    /// <exception cref="BellmanException">It was removed, and perhaps made again by somebody else.</exception>
    public void RequireOurs()
    {
        if (!IsOurs)
        {
            throw new BellmanException($"The folder '{_folder}' was removed or replaced while the run went on: nothing more is written there.");
        }
    }

    public void Dispose()
    {
        if (_file.SafeFileHandle.IsClosed)
        {
            return;
        }
        try
        {
            if (IsOurs)
            {
                File.Delete(_path);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It stays, and locks nothing.
        }
        _file.Dispose();
    }

    private static FileStream Open(string folder, FileMode mode)
        => new(Path.Combine(folder, Name), mode, FileAccess.ReadWrite, OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None, 1);
}
