namespace Bellman.Cli.Terminal;

/// <summary>Prints rows of cells as aligned columns of plain text: for people and for <c>grep</c>.</summary>
internal sealed class Columns(params string[] headings)
{
    private const string Gap = "  ";
    private const int LeastRoom = 30;
    private readonly List<string[]> _rows = [];

    /// <summary>Columns whose cells end at the same place, as numbers do.</summary>
    public IReadOnlyCollection<int> AlignedRight { get; init; } = [];

    public void Add(params string[] cells) => _rows.Add(cells);

    /// <summary>Prints everything; for a terminal too narrow for it, breaks the last column between words.</summary>
    public void Print(Shell shell)
    {
        TextWriter output = shell.Out;
        IEnumerable<string[]> all = _rows.Prepend(headings);
        int[] widths = [.. Enumerable.Range(0, headings.Length).Select(column => all.Max(row => row[column].Length))];
        Print(output, headings, widths);
        Print(output, [.. headings.Select((heading, column) => new string('-', column < headings.Length - 1 ? widths[column] : heading.Length))], widths);
        int room = shell.IsLive ? Math.Max(LeastRoom, shell.Width - 1 - widths[..^1].Sum(width => width + Gap.Length)) : int.MaxValue;
        foreach (string[] row in _rows)
        {
            string[] cells = row;
            foreach (string piece in Broken(row[^1], room))
            {
                Print(output, [.. cells[..^1], piece], widths);
                cells = [.. row.Select(_ => "")];
            }
        }
    }

    private static IEnumerable<string> Broken(string text, int room)
    {
        while (text.Length > room && text.LastIndexOf(' ', room) is > 0 and int space)
        {
            yield return text[..space];
            text = text[(space + 1)..];
        }
        yield return text;
    }

    private void Print(TextWriter output, string[] row, int[] widths)
    {
        IEnumerable<string> cells = row.Select((cell, column) => AlignedRight.Contains(column) ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]));
        output.WriteLine(string.Join(Gap, cells).TrimEnd());
    }
}
