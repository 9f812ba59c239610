namespace Bellman.Environments.Finite;

/// <summary>The layout of the states of a finite environment, for printing a policy as a map.</summary>
/// <param name="Symbols">One sign for each action.</param>
/// <param name="Panels">The maps; one where the state is a place, several where something else matters too.</param>
internal sealed record StateMap(IReadOnlyList<string> Symbols, IReadOnlyList<StatePanel> Panels);

/// <summary>One map.</summary>
/// <param name="Title">What the map is of; empty where there is only one.</param>
/// <param name="Columns">How many states stand in a row.</param>
/// <param name="States">The states, row after row; -1 leaves a gap.</param>
internal sealed record StatePanel(string Title, int Columns, IReadOnlyList<int> States)
{
    /// <summary>Names of the rows; empty where their order says enough.</summary>
    public IReadOnlyList<string> RowNames { get; init; } = [];

    /// <summary>Names of the columns; empty where their order says enough.</summary>
    public IReadOnlyList<string> ColumnNames { get; init; } = [];

    /// <summary>What is shown where there is nothing to decide, by position; a star where nothing is said.</summary>
    public IReadOnlyDictionary<int, string> Marks { get; init; } = new Dictionary<int, string>();

    /// <summary>Positions with a wall on their right.</summary>
    public IReadOnlySet<int> Walls { get; init; } = new HashSet<int>();

    /// <summary>
    /// The map of an environment whose states are places, drawn with letters of which some are places where everything
    /// is over.
    /// </summary>
    public static StatePanel OfCells(string cells, int columns, string overLetters)
        => new("", columns, [.. Enumerable.Range(0, cells.Length)])
        {
            Marks = cells.Index().Where(cell => overLetters.Contains(cell.Item)).ToDictionary(cell => cell.Index, cell => cell.Item.ToString()),
        };
}
