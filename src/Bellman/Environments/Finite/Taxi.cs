using Bellman.Planning;

namespace Bellman.Environments.Finite;

/// <summary>What makes a day in the taxi harder. Gymnasium's own numbers where only yes or no is said.</summary>
internal sealed record TaxiOptions
{
    /// <summary>
    /// How likely a move goes as intended in the rain, else to either side with equal probability; Gymnasium's is 0.8,
    /// and 1 is dry. Where a wall blocks the intended way, the taxi stays.
    /// </summary>
    public double Grip { get; init; } = 1;

    /// <summary>
    /// How likely the passenger of an episode changes the destination, to any of the other three, on the first move
    /// that gets anywhere with the passenger aboard; Gymnasium's is 0.3. Nobody can see whether that is still to come.
    /// </summary>
    public double Fickle { get; init; }

    /// <summary>Whether actions that would change nothing are illegal (the action mask of Gymnasium).</summary>
    public bool Masked { get; init; }
}

/// <summary>
/// Fetch a passenger and bring them to their destination (Dietterich 2000). Matches Gymnasium 1.4.0's <c>Taxi-v4</c>,
/// and also <c>Taxi-v3</c>, which is the same environment unless it rains: version 4 mended the rain. Every step costs
/// 1, a pick-up or drop-off at a wrong place 10; the right drop-off earns 20 and ends the episode.
/// </summary>
/// <remarks>
/// A state is ((row * 5 + column) * 5 + passenger) * 4 + destination; the passenger is at one of four stands (red,
/// green, yellow, blue) or, 4, aboard. Actions: 0 south, 1 north, 2 east, 3 west, 4 pick up, 5 drop off. Episodes begin
/// in any of the 300 states where the passenger waits somewhere else than at the destination. The time limit is 200
/// steps. A fickle passenger doubles the states: the upper half is where a change of mind is still to come.
/// </remarks>
internal static class Taxi
{
    /// <summary>States that can be told apart by looking.</summary>
    public const int Visible = 500;

    private const int Size = 5, Aboard = 4, PickUp = 4, DropOff = 5;

    private static readonly int[] Stands = [0, 4, 20, 23];

    /// <summary>What the actions mean.</summary>
    public static IReadOnlyList<string> ActionNames { get; } = ["south", "north", "east", "west", "pick up", "drop off"];

    /// <summary>The dynamics.</summary>
    /// <exception cref="BellmanException">A probability of the options is none.</exception>
    public static FiniteMdp Mdp(TaxiOptions? options = null)
    {
        options ??= new();
        if (options.Grip is not (> 0 and <= 1) || options.Fickle is not (>= 0 and <= 1))
        {
            throw new BellmanException($"A grip of {options.Grip} or a fickleness of {options.Fickle} is no probability: choose from 0 to 1, and "
                + "a grip above 0.");
        }
        int halves = options.Fickle > 0 ? 2 : 1;
        return FiniteMdp.Create(halves * Visible, ActionNames.Count, (state, action) => Transitions(state, action, options),
            state => Passenger(state) == Destination(state),
            state => (Passenger(state) is Aboard || Passenger(state) == Destination(state) ? 0 : 1 / 300.0)
                * (state < Visible ? 1 - options.Fickle : options.Fickle));
    }

    /// <summary>A map of the town for each place where the passenger is and each destination.</summary>
    internal static StateMap Map()
    {
        string[] names = ["red", "green", "yellow", "blue"];
        HashSet<int> walls = [.. Enumerable.Range(0, Size * Size).Where(WallToTheEast)];
        return new(["↓", "↑", "→", "←", "P", "D"],
        [
            .. from passenger in Enumerable.Range(0, Aboard + 1)
               from destination in Enumerable.Range(0, names.Length)
               where passenger != destination
               select new StatePanel($"{(passenger == Aboard ? "aboard" : names[passenger])} to {names[destination]}", Size,
                   [.. Enumerable.Range(0, Size * Size).Select(cell => (cell * 5 + passenger) * 4 + destination)]) { Walls = walls },
        ]);
    }

    /// <summary>The cell of the taxi, row after row, in [0, 25).</summary>
    internal static int Cell(int state) => state % Visible / 20;

    /// <summary>Where the passenger is: one of four stands, or 4, aboard.</summary>
    internal static int Passenger(int state) => state / 4 % 5;

    /// <summary>The stand where the passenger wants to go.</summary>
    internal static int Destination(int state) => state % 4;

    /// <summary>Whether there is a wall on the east side of a cell inside the map.</summary>
    internal static bool WallToTheEast(int cell) => cell is 1 or 6 or 15 or 17 or 20 or 22;

    private static IEnumerable<Transition> Transitions(int state, int action, TaxiOptions options)
    {
        int cell = Cell(state), passenger = Passenger(state), stand = Array.IndexOf(Stands, cell);
        if (action >= PickUp)
        {
            bool aboard = passenger == Aboard;
            if (action == PickUp ? stand >= 0 && passenger == stand : aboard && stand >= 0)
            {
                bool arrived = action == DropOff && stand == Destination(state);
                return [new(1, With(state, cell, action == PickUp ? Aboard : stand), arrived ? 20 : -1)];
            }
            return options.Masked ? [] : [new(1, state, -10)];
        }
        int ahead = Neighbour(cell, action);
        if (ahead == cell)
        {
            return options.Masked ? [] : [new(1, state, -1)];
        }
        double aside = (1 - options.Grip) / 2;
        (int left, int right) = action < 2 ? (2, 3) : (0, 1);
        return aside == 0 ? Moved(state, ahead, 1)
            : [.. Moved(state, ahead, options.Grip), .. Moved(state, Neighbour(cell, left), aside), .. Moved(state, Neighbour(cell, right), aside)];
    }

    private static IEnumerable<Transition> Moved(int state, int cell, double probability)
    {
        bool changesMind = state >= Visible && Passenger(state) == Aboard && cell != Cell(state);
        int successor = With(state, cell, Passenger(state));
        return !changesMind ? [new(probability, successor, -1)]
            : Enumerable.Range(1, 3).Select(i => (Destination(state) + i) % 4)
                .Select(destination => new Transition(probability / 3, successor - Visible - Destination(state) + destination, -1));
    }

    private static int Neighbour(int cell, int direction) => direction switch
    {
        0 => cell / Size < Size - 1 ? cell + Size : cell,
        1 => cell >= Size ? cell - Size : cell,
        2 => cell % Size < Size - 1 && !WallToTheEast(cell) ? cell + 1 : cell,
        _ => cell % Size > 0 && !WallToTheEast(cell - 1) ? cell - 1 : cell,
    };

    private static int With(int state, int cell, int passenger)
        => state / Visible * Visible + (cell * 5 + passenger) * 4 + Destination(state);
}
