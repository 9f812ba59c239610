namespace Bellman.Cli.Terminal;

/// <summary>Prints rows of cells as aligned columns of plain text: for people and for <c>grep</c>.</summary>
internal sealed class TextTable(params string[] headings)
{
    private const string Gap = "  ";
    private const int LeastWidth = 12;
    private readonly List<string[]> _rows = [];

    /// <summary>Columns whose cells end at the same place, as numbers do.</summary>
    public IReadOnlyCollection<int> AlignedRight { get; init; } = [];

    public void Add(params string[] cells) => _rows.Add([.. cells.Select(Printable.Of)]);

    /// <summary>
    /// Prints everything. On a terminal too narrow for it, the widest columns become narrower and their cells break
    /// between words.
    /// </summary>
    public void Print(ConsoleOutput shell)
    {
        int[] widths = [.. Enumerable.Range(0, headings.Length).Select(column => _rows.Prepend(headings).Max(row => row[column].Length))];
        if (shell.IsLive)
        {
            Narrow(widths, shell.Width - 1 - Gap.Length * (widths.Length - 1));
        }
        Print(shell.Out, headings, widths);
        // The last column's rule is as long as its heading: nothing stands to the right of it.
        Print(shell.Out, [.. widths[..^1].Select(width => new string('-', width)), new string('-', headings[^1].Length)], widths);
        foreach (string[] row in _rows)
        {
            Print(shell.Out, row, widths);
        }
    }

    private static void Narrow(int[] widths, int room)
    {
        for (int excess = widths.Sum() - room; excess > 0 && widths.Max() > LeastWidth; excess--)
        {
            widths[Array.LastIndexOf(widths, widths.Max())]--;
        }
    }

    private void Print(TextWriter output, string[] row, int[] widths)
    {
        string[][] cells = [.. row.Select((cell, column) => Broken(cell, widths[column]).ToArray())];
        for (int line = 0; line < cells.Max(pieces => pieces.Length); line++)
        {
            IEnumerable<string> pieces = cells.Select((cell, column) => Aligned(line < cell.Length ? cell[line] : "", column, widths[column]));
            output.WriteLine(string.Join(Gap, pieces).TrimEnd());
        }
    }

    private string Aligned(string piece, int column, int width) => AlignedRight.Contains(column) ? piece.PadLeft(width) : piece.PadRight(width);

    private static IEnumerable<string> Broken(string text, int width)
    {
        while (text.Length > width)
        {
            // Between words where that is possible, else after a comma or a colon, else anywhere.
            int space = text.LastIndexOf(' ', width), mark = text.LastIndexOfAny([',', ':', '/'], width - 1);
            int end = space > 0 ? space : mark > 0 ? mark + 1 : width;
            yield return text[..end];
            text = text[end..].TrimStart();
        }
        yield return text;
    }
}
