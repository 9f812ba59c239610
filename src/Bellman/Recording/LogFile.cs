namespace Bellman.Recording;

/// <summary>Opens the files that a run appends to.</summary>
internal static class LogFile
{
    /// <summary>
    /// Opens a log to append after its first <paramref name="length"/> bytes; what follows them is cut off. Others may read it meanwhile.
    /// </summary>
    /// <exception cref="BellmanException">It is shorter than that, or cannot be written.</exception>
    public static FileStream Open(string path, long length)
    {
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BellmanException($"'{path}' cannot be written: {error.Message}", error);
        }
        if (file.Length < length)
        {
            long found = file.Length;
            file.Dispose();
            throw new BellmanException(
                $"'{path}' has {found} bytes where the checkpoint saw {length}: the log was changed or removed, so the run cannot go on in this folder.");
        }
        file.SetLength(length);
        file.Position = length;
        return file;
    }
}
