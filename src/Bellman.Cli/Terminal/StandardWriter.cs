using System.Text;

namespace Bellman.Cli.Terminal;

/// <summary>
/// Standard output, which says in a sentence why it cannot be written, or standard error, where nobody could be told.
/// </summary>
/// <param name="inner">The console's writer.</param>
/// <param name="name">What to call it; null: what cannot be written is left out.</param>
internal sealed class StandardWriter(TextWriter inner, string? name) : TextWriter
{
    /// <inheritdoc/>
    public override Encoding Encoding => inner.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => Try(static (writer, letter) => writer.Write(letter), value);

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count)
        => Try(static (writer, part) => writer.Write(part.Array!, part.Offset, part.Count), new ArraySegment<char>(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(string? value) => Try(static (writer, text) => writer.Write(text), value);

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Try(static (writer, text) => writer.WriteLine(text), value);

    /// <inheritdoc/>
    public override void Flush() => Try(static (writer, _) => writer.Flush(), 0);

    private void Try<T>(Action<TextWriter, T> write, T what)
    {
        try
        {
            write(inner, what);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // .NET says of a file that is closed that its path is denied.
            string why = error is IOException ? error.Message : "it is closed";
            if (name is not null)
            {
                throw new IOException($"{name} cannot be written ({why}).", error);
            }
        }
    }
}
