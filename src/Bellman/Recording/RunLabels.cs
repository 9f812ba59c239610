namespace Bellman.Recording;

/// <summary>What runs are called where several are compared.</summary>
internal static class RunLabels
{
    /// <summary>The names of folders; those of one name with as many of the folders around them as it takes, or a number, to tell them apart.</summary>
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
