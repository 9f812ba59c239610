namespace Bellman.Recording;

/// <summary>Opens the files that a run appends to.</summary>
internal static class LogFile
{
    /// <summary>
    /// Opens a log to append after its first <paramref name="length"/> bytes; what follows them is cut off. Others may
    /// read it meanwhile. Of a log that has fewer, which somebody shortened or removed, what is whole is kept.
    /// </summary>
    /// <param name="path">The log.</param>
    /// <param name="length">What the checkpoint saw of it.</param>
    /// <param name="whole">How many bytes of a shorter log are whole records.</param>
    /// <param name="gaps">Takes a sentence where it is shorter.</param>
    /// <exception cref="BellmanException">It cannot be written, or is no ordinary file.</exception>
    public static FileStream Open(string path, long length, Func<FileStream, long> whole, List<string> gaps)
    {
        FileIdentity found = FileIdentity.At(path, followLinks: false);
        if (found.Kind is not FileKind.Nothing and not FileKind.Ordinary)
        {
            throw new BellmanException($"'{path}' cannot be written: it is {found.Word}, and a log must be an ordinary file.");
        }
        FileStream file;
        try
        {
            file = new LogStream(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BellmanException($"'{path}' cannot be written: {error.Message}", error);
        }
        try
        {
            if (file.Length < length)
            {
                length = whole(file);
                gaps.Add(length == 0 ? $"'{path}' was removed or emptied: it begins anew here."
                    : $"'{path}' was shortened: it has a gap before what follows.");
            }
            file.SetLength(length);
            file.Position = length;
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>How many bytes of a file are whole lines.</summary>
    public static long WholeLines(FileStream file)
    {
        for (long end = file.Length; end > 0; end--)
        {
            file.Position = end - 1;
            if (file.ReadByte() == '\n')
            {
                return end;
            }
        }
        return 0;
    }
}
