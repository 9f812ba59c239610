using Bellman.Planning;

namespace Bellman.Environments.Finite;

/// <summary>
/// Walk along a cliff (Sutton and Barto 2018, example 6.6). Matches Gymnasium 1.4.0's <c>CliffWalking-v1</c>: 4 rows of
/// 12 cells, from the bottom left to the bottom right; every step costs 1; whoever steps onto the cliff between them
/// pays 100 and is back at the start. On a slippery cliff (<c>CliffWalkingSlippery-v1</c>) a move goes as intended with
/// probability 1/3 and to either side with 1/3.
/// </summary>
/// <remarks>
/// States are cells, row after row from the top left: the start is 36, the goal 47. Actions: 0 up, 1 right, 2 down, 3
/// left. There is no time limit.
/// </remarks>
internal static class CliffWalking
{
    private const int Rows = 4, Columns = 12, Start = 36, Goal = 47;

    /// <summary>What the actions mean.</summary>
    public static IReadOnlyList<string> ActionNames { get; } = ["up", "right", "down", "left"];

    /// <summary>The dynamics.</summary>
    public static FiniteMdp Mdp(bool slippery = false)
        => FiniteMdp.Create(Rows * Columns, ActionNames.Count, slippery ? Slip : (state, action) => [Move(state, action, 1)],
            state => state == Goal, state => state == Start ? 1 : 0);

    private static IEnumerable<Transition> Slip(int state, int action)
        => [Move(state, (action + 3) % 4, 1.0 / 3), Move(state, action, 1.0 / 3), Move(state, (action + 1) % 4, 1.0 / 3)];

    private static Transition Move(int state, int direction, double probability)
    {
        (int row, int column) = Math.DivRem(state, Columns);
        (row, column) = direction switch
        {
            0 => (Math.Max(row - 1, 0), column),
            1 => (row, Math.Min(column + 1, Columns - 1)),
            2 => (Math.Min(row + 1, Rows - 1), column),
            _ => (row, Math.Max(column - 1, 0)),
        };
        int successor = row * Columns + column;
        return successor is > Start and < Goal ? new(probability, Start, -100) : new(probability, successor, -1);
    }
}
