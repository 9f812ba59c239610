using System.Globalization;
using System.Text;

namespace Bellman;

/// <summary>
/// Opens files that may come from somebody else. A folder, a device, a pipe or a socket, or a link to one, is refused
/// before it is opened. A file that is too large is refused before memory is allocated. Each error is one sentence.
/// </summary>
internal static class InputFile
{
    private const int LongestLine = 1_000_000;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limit">The most bytes that it may have.</param>
    /// <param name="what">What it should be, as a sentence has it: "the configuration", "the ROM of Pong".</param>
    /// <exception cref="BellmanException">It is missing, no ordinary file, too large, or may not be read.</exception>
    public static byte[] ReadAllBytes(string path, long limit, string what)
    {
        using FileStream file = Open(path, limit, what);
        try
        {
            // A file may grow while it is read, and those of /proc have no length: what counts is what comes.
            byte[] bytes = new byte[Math.Min(file.Length, limit) + 1];
            int count = 0;
            while (file.Read(bytes, count, bytes.Length - count) is > 0 and int got)
            {
                count += got;
                if (count > limit)
                {
                    throw TooLarge(path, limit, what);
                }
                if (count == bytes.Length)
                {
                    Array.Resize(ref bytes, (int)Math.Min(2L * count, limit + 1));
                }
            }
            return bytes[..count];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, what, error);
        }
    }

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limit">The most bytes that it may have.</param>
    /// <param name="what">What it should be, as a sentence has it.</param>
    /// <param name="share">What others may do with it meanwhile.</param>
    /// <exception cref="BellmanException">It is missing, no ordinary file, too large, or may not be read.</exception>
    public static FileStream Open(string path, long limit, string what, FileShare share = FileShare.Read)
    {
        if (path.Length == 0)
        {
            throw new BellmanException($"A file without a name was given for {what}: name one.");
        }
        FileStream? file = null;
        try
        {
            FileIdentity found = FileIdentity.At(path);
            if (found.Kind == FileKind.Nothing)
            {
                throw new BellmanException($"There is no file '{path}', which should be {what}.");
            }
            if (found.Kind != FileKind.Ordinary)
            {
                throw new BellmanException($"'{path}' is {found.Word}: {what} must be an ordinary file.");
            }
            file = new(path, FileMode.Open, FileAccess.Read, share, 1 << 16);
            return file.Length <= limit ? file : throw TooLarge(path, limit, what);
        }
        catch (Exception error)
        {
            file?.Dispose();
            if (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
            {
                throw Unreadable(path, what, error);
            }
            throw;
        }
    }

    /// <summary>Reads a file line by line, never more of it than a line.</summary>
    /// <param name="path">The file.</param>
    /// <param name="what">What it should be, as a sentence has it.</param>
    /// <exception cref="BellmanException">
    /// It is missing, no ordinary file, may not be read, or has a line of more than a million letters.
    /// </exception>
    public static IEnumerable<string> ReadLines(string path, string what)
    {
        using var reader = new StreamReader(Open(path, long.MaxValue, what, FileShare.ReadWrite));
        var line = new StringBuilder();
        while (Next(reader, path, what) is >= 0 and int letter)
        {
            if (letter == '\n')
            {
                yield return line.ToString();
                line.Clear();
            }
            else if (line.Length < LongestLine)
            {
                line.Append((char)letter);
            }
            else
            {
                throw new BellmanException(string.Create(CultureInfo.InvariantCulture,
                    $"'{path}' has a line of more than {LongestLine:N0} letters: it cannot be {what}."));
            }
        }
        if (line.Length > 0)
        {
            yield return line.ToString();
        }
    }

    private static int Next(StreamReader reader, string path, string what)
    {
        try
        {
            return reader.Read();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, what, error);
        }
    }

    private static BellmanException TooLarge(string path, long limit, string what)
        => new(string.Create(CultureInfo.InvariantCulture, $"'{path}' has more than {limit:N0} bytes: that is too large for {what}."));

    private static BellmanException Unreadable(string path, string what, Exception error)
        => new($"'{path}', which should be {what}, cannot be read: {error.Message}", error);
}
