using System.Text;

namespace Bellman.Cli.Terminal;

/// <summary>
/// Says what the tool draws with (arrows, braille, blocks, lines) in plain ASCII, for terminals that would show
/// question marks.
/// </summary>
internal sealed class AsciiWriter(TextWriter inner) : TextWriter
{
    private const int FirstBraille = 0x2800, LastBraille = 0x28FF, UpperDots = 0x1B, LowerDots = 0xE4;

    private const string Pictures = "\u2190\u2191\u2192\u2193\u2580\u2502\u2524\u00b7\u00d7\u2013\u2026";
    private const string Plain = "<^>v\"||.x-.";

    /// <inheritdoc/>
    public override Encoding Encoding => inner.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => inner.Write(Of(value));

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => inner.Write(string.Concat(buffer.Skip(index).Take(count).Select(Of)));

    /// <inheritdoc/>
    public override void Write(string? value) => inner.Write(value is null ? null : string.Concat(value.Select(Of)));

    /// <inheritdoc/>
    public override void Flush() => inner.Flush();

    /// <summary>
    /// The nearest character of ASCII; a braille pattern is a dot below, an apostrophe above, a colon in both halves.
    /// </summary>
    internal static char Of(char value)
    {
        if (value is >= (char)FirstBraille and <= (char)LastBraille)
        {
            bool upper = (value & UpperDots) != 0, lower = (value & LowerDots) != 0;
            return upper ? lower ? ':' : '\'' : lower ? '.' : ' ';
        }
        int found = Pictures.IndexOf(value, StringComparison.Ordinal);
        return found >= 0 ? Plain[found] : value;
    }
}
