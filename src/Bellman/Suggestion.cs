namespace Bellman;

/// <summary>Finds the name that was probably meant.</summary>
internal static class Suggestion
{
    /// <summary>
    /// The candidate that the fewest single-letter edits turn the text into (Levenshtein 1966), upper and lower case
    /// being the same; the first of them where several are as near. One that contains the text is nearer than any that
    /// does not.
    /// </summary>
    /// <exception cref="ArgumentException">There are no candidates.</exception>
    public static string Nearest(string text, IEnumerable<string> candidates)
        => candidates.MinBy(candidate => (!candidate.Contains(text, StringComparison.OrdinalIgnoreCase), Distance(text, candidate)))
            ?? throw new ArgumentException("There must be a candidate.", nameof(candidates));

    /// <summary>The same, if it is near: if most letters stay, or the candidate contains the text; else null.</summary>
    internal static string? Near(string text, IEnumerable<string> candidates)
    {
        string nearest = Nearest(text, candidates);
        bool isNear = Distance(text, nearest) <= Math.Max(2, text.Length / 3)
            || (text.Length > 1 && nearest.Contains(text, StringComparison.OrdinalIgnoreCase));
        return isNear ? nearest : null;
    }

    private static int Distance(string a, string b)
    {
        // One row of the table of distances between all beginnings of a and b; row[j] belongs to the first j letters of b.
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = diagonal + (char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, 1 + Math.Min(row[j - 1], row[j]));
            }
        }
        return row[b.Length];
    }
}
