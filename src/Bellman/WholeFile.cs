using System.Text;

namespace Bellman;

/// <summary>A file that is there whole or not at all: written beside its name, flushed and renamed. A crash leaves the old file or the new one.</summary>
public static class WholeFile
{
    /// <summary>Writes a file.</summary>
    /// <param name="path">Its final name.</param>
    /// <param name="write">Writes the content, and leaves the stream open.</param>
    /// <exception cref="BellmanException">It cannot be written there; what was there before is untouched.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string beside = path + ".new";
        try
        {
            using (var file = new FileStream(beside, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16))
            {
                write(file);
                file.Flush(flushToDisk: true);
            }
            File.Move(beside, path, overwrite: true);
        }
        catch (Exception e)
        {
            TryDelete(beside);
            if (e is IOException or UnauthorizedAccessException)
            {
                throw new BellmanException($"'{path}' cannot be written ({e.Message}); what was there before is untouched.", e);
            }
            throw;
        }
    }

    /// <summary>Writes text as UTF-8.</summary>
    /// <param name="path">Its final name.</param>
    /// <param name="text">The content.</param>
    /// <exception cref="BellmanException">It cannot be written there; what was there before is untouched.</exception>
    public static void Write(string path, string text) => Write(path, file => file.Write(Encoding.UTF8.GetBytes(text)));

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
