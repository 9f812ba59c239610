using Bellman.Planning;

namespace Bellman.Environments.Finite;

/// <summary>
/// Cross a frozen lake from start (S) to goal (G) without falling into a hole (H); on ice (F) one slips. Matches
/// Gymnasium 1.4.0's <c>FrozenLake-v1</c>: a reward of 1 for reaching the goal, else 0; with slippery ice each move
/// goes as intended with probability 1/3 and to either side with 1/3; holes and goals end the episode.
/// </summary>
/// <remarks>
/// States are cells, row after row from the top left. Actions: 0 left, 1 down, 2 right, 3 up. Episodes begin on an S,
/// each as likely. The time limit of <c>FrozenLake-v1</c> is 100 steps, that of <c>FrozenLake8x8-v1</c> 200.
/// </remarks>
internal static class FrozenLake
{
    /// <summary>What the actions mean.</summary>
    public static IReadOnlyList<string> ActionNames { get; } = ["left", "down", "right", "up"];

    /// <summary>The lake of 4 x 4 cells.</summary>
    public static IReadOnlyList<string> Map4x4 { get; } = ["SFFF", "FHFH", "FFFH", "HFFG"];

    /// <summary>The lake of 8 x 8 cells.</summary>
    public static IReadOnlyList<string> Map8x8 { get; } =
        ["SFFFFFFF", "FFFFFFFF", "FFFHFFFF", "FFFFFHFF", "FFFHFFFF", "FHHFFFHF", "FHFFHFHF", "FFFHFFFG"];

    /// <summary>The dynamics of a lake.</summary>
    /// <param name="map">Rows of the letters S, F, H and G, all of the same length.</param>
    /// <param name="slippery">Whether one may slip to the side.</param>
    /// <exception cref="BellmanException">The map has no start or no goal, ragged rows or other letters.</exception>
    public static FiniteMdp Mdp(IReadOnlyList<string> map, bool slippery = true)
    {
        Check(map);
        int rows = map.Count, columns = map[0].Length;
        string cells = string.Concat(map);
        double starts = cells.Count(letter => letter == 'S');
        return FiniteMdp.Create(cells.Length, ActionNames.Count, Transitions, state => cells[state] is 'H' or 'G',
            state => cells[state] == 'S' ? 1 / starts : 0);

        IEnumerable<Transition> Transitions(int state, int action) => slippery
            ? [Move(state, (action + 3) % 4, 1.0 / 3), Move(state, action, 1.0 / 3), Move(state, (action + 1) % 4, 1.0 / 3)]
            : [Move(state, action, 1)];

        Transition Move(int state, int direction, double probability)
        {
            (int row, int column) = Math.DivRem(state, columns);
            (row, column) = direction switch
            {
                0 => (row, Math.Max(column - 1, 0)),
                1 => (Math.Min(row + 1, rows - 1), column),
                2 => (row, Math.Min(column + 1, columns - 1)),
                _ => (Math.Max(row - 1, 0), column),
            };
            int successor = row * columns + column;
            return new(probability, successor, cells[successor] == 'G' ? 1 : 0);
        }
    }

    private static void Check(IReadOnlyList<string> map)
    {
        if (map.Count == 0 || map[0].Length == 0 || map.Any(row => row.Length != map[0].Length))
        {
            throw new BellmanException("The rows of the map differ in length, or there are none: give every row the same number of letters.");
        }
        foreach (char letter in string.Concat(map))
        {
            if (!"SFHG".Contains(letter))
            {
                throw new BellmanException($"The map has the letter '{letter}': a lake is made of S (start), F (ice), H (hole) and G (goal).");
            }
        }
        foreach ((char letter, string name) in (ReadOnlySpan<(char, string)>)[('S', "start"), ('G', "goal")])
        {
            if (!map.Any(row => row.Contains(letter)))
            {
                throw new BellmanException($"The map has no {name}: put a letter {letter} into it.");
            }
        }
    }
}
