using System.Globalization;

namespace Bellman;

/// <summary>
/// Text made safe for a terminal or a picture. Names of files, environments and presets may contain characters that
/// move the cursor, set the title of the window, or change the direction of text.
/// </summary>
internal static class Printable
{
    private const char Instead = '\uFFFD';

    /// <summary>The text, with another letter for each that is not one to be seen.</summary>
    public static string Of(string text) => text.AsSpan().ContainsAnyExceptInRange(' ', '~')
        ? string.Create(text.Length, text, (letters, from) =>
        {
            for (int i = 0; i < from.Length; i++)
            {
                letters[i] = IsSeen(from, i) ? from[i] : Instead;
            }
        })
        : text;

    private static bool IsSeen(string text, int at) => char.GetUnicodeCategory(text[at]) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => false,
        UnicodeCategory.Surrogate => char.IsHighSurrogate(text[at]) ? at + 1 < text.Length && char.IsLowSurrogate(text[at + 1])
            : at > 0 && char.IsHighSurrogate(text[at - 1]),
        _ => text[at] is not '\uFFFE' and not '\uFFFF',
    };
}
