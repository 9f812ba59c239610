namespace Bellman.Recording;

/// <summary>Labels of runs in a comparison.</summary>
internal static class RunLabels
{
    /// <summary>
    /// The folder names. Equal names get as many parent folders as are needed to tell them apart, or a number.
    /// </summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> paths)
    {
        string[][] parts = [.. paths.Select(path => Path.GetFullPath(path).Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))];
        string[] labels = [.. parts.Select(part => Last(part, 1))];
        for (int depth = 2; depth <= parts.Max(part => part.Length); depth++)
        {
            HashSet<string> twice = [.. labels.GroupBy(label => label).Where(group => group.Count() > 1).Select(group => group.Key)];
            labels = [.. labels.Select((label, i) => twice.Contains(label) ? Last(parts[i], depth) : label)];
        }
        return [.. labels.Select((label, i) => labels.AsSpan(0, i).Count(label) is > 0 and var before ? $"{label} ({before + 1})" : label)];
    }

    private static string Last(string[] parts, int count) => string.Join('/', parts.TakeLast(count));
}
