using System.Text;
using Bellman.Environments.Finite;

namespace Bellman.Cli.Terminal;

/// <summary>Prints a policy as maps: for each state the sign of its action.</summary>
internal static class PolicyMap
{
    private const int LongestRow = 100, StatesPerRow = 10;
    private const string Gap = "     ";

    public static void Print(TextWriter output, MdpEnvironment environment, int[] policy)
    {
        StateMap map = environment.Map ?? Plain(environment);
        foreach (List<string[]> row in Rows([.. map.Panels.Select(panel => Lines(panel, map.Symbols, policy))]))
        {
            output.WriteLine();
            for (int line = 0; line < row.Max(panel => panel.Length); line++)
            {
                output.WriteLine(string.Join(Gap, row.Select(panel => line < panel.Length ? panel[line] : Blank(panel))).TrimEnd());
            }
        }
        IReadOnlyList<string> names = environment.Spec.ActionNames;
        if (names.Count > 0)
        {
            output.WriteLine();
            output.WriteLine(string.Join("   ", names.Select((name, action) => $"{map.Symbols[action]} {name}")));
        }
    }

    private static string Blank(string[] panel) => new(' ', panel[0].Length);

    // Side by side as far as they fit.
    private static IEnumerable<List<string[]>> Rows(List<string[]> panels)
    {
        while (panels.Count > 0)
        {
            int width = 0;
            List<string[]> row = [.. panels.TakeWhile(panel => (width += panel[0].Length + Gap.Length) <= LongestRow + Gap.Length)];
            row = row.Count > 0 ? row : [panels[0]];
            panels = panels[row.Count..];
            yield return row;
        }
    }

    private static string[] Lines(StatePanel panel, IReadOnlyList<string> symbols, int[] policy)
    {
        var lines = new List<string>();
        int margin = panel.RowNames.Count > 0 ? panel.RowNames.Max(name => name.Length) + 1 : 0;
        if (panel.Title.Length > 0)
        {
            lines.Add(panel.Title);
        }
        if (panel.ColumnNames.Count > 0)
        {
            lines.Add(new string(' ', margin) + string.Join(' ', panel.ColumnNames));
        }
        for (int begin = 0; begin < panel.States.Count; begin += panel.Columns)
        {
            var line = new StringBuilder(panel.RowNames.Count > 0 ? panel.RowNames[begin / panel.Columns].PadLeft(margin - 1) + " " : "");
            for (int at = begin; at < Math.Min(begin + panel.Columns, panel.States.Count); at++)
            {
                line.Append(Sign(panel, at, symbols, policy)).Append(panel.Walls.Contains(at) ? '|' : ' ');
            }
            lines.Add(line.ToString().TrimEnd());
        }
        int width = lines.Max(line => line.Length);
        return [.. lines.Select(line => line.PadRight(width))];
    }

    private static string Sign(StatePanel panel, int at, IReadOnlyList<string> symbols, int[] policy)
    {
        int state = panel.States[at];
        return panel.Marks.TryGetValue(at, out string? mark) ? mark : state < 0 ? " " : policy[state] < 0 ? "*" : symbols[policy[state]];
    }

    // Of an environment of one's own nothing is known but numbers: the actions' own, padded so that all are equally wide.
    private static StateMap Plain(MdpEnvironment environment)
    {
        int width = (environment.Mdp.ActionCount - 1).ToString(provider: null).Length;
        return new([.. Enumerable.Range(0, environment.Mdp.ActionCount).Select(action => action.ToString(provider: null).PadLeft(width))],
            [new("", StatesPerRow, [.. Enumerable.Range(0, environment.Mdp.StateCount)])]);
    }
}
