namespace Bellman.Cli.Terminal;

/// <summary>Prints rows of cells as aligned columns of plain text: for people and for <c>grep</c>.</summary>
internal sealed class Columns(params string[] headings)
{
    private const string Gap = "  ";
    private readonly List<string[]> _rows = [];

    /// <summary>Columns whose cells end at the same place, as numbers do.</summary>
    public IReadOnlyCollection<int> AlignedRight { get; init; } = [];

    public void Add(params string[] cells) => _rows.Add(cells);

    public void Print(TextWriter output)
    {
        IEnumerable<string[]> all = _rows.Prepend(headings);
        int[] widths = [.. Enumerable.Range(0, headings.Length).Select(column => all.Max(row => row[column].Length))];
        Print(output, headings, widths);
        Print(output, [.. widths.Select(width => new string('-', width))], widths);
        foreach (string[] row in _rows)
        {
            Print(output, row, widths);
        }
    }

    private void Print(TextWriter output, string[] row, int[] widths)
    {
        IEnumerable<string> cells = row.Select((cell, column) => AlignedRight.Contains(column) ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]));
        output.WriteLine(string.Join(Gap, cells).TrimEnd());
    }
}
