using System.Runtime.CompilerServices;

namespace Bellman.Environments.MinAtar;

/// <summary>What crosses a row: its column, and -1 or 1 for its direction; 0 where the row is empty.</summary>
internal struct AsterixThing
{
    public sbyte X, Direction;
    public bool IsGold;
}

/// <summary>The state of <see cref="Asterix"/>.</summary>
internal struct AsterixState
{
    public const int Slots = 8;

    public int X, Y, SpawnInterval, SpawnTimer, MoveInterval, MoveTimer, RampTimer, Level;
    public Rows Things;     // the first of them is in row 1

    [InlineArray(Slots)]
    internal struct Rows
    {
        private AsterixThing _first;
    }
}
