using System.Runtime.CompilerServices;

namespace Bellman.Environments.MinAtar;

/// <summary>The state of <see cref="Seaquest"/>.</summary>
internal struct SeaquestState
{
    public int X, Y, Facing;            // of the submarine's front; 1 is right and -1 left
    public int Oxygen, Aboard;          // divers aboard; less than none after surfacing
    public int IsAtSurface;             // 1 from a surfacing to the next dive
    public int ShotTimer, DiverTimer;
    public int SpawnInterval, SpawnTimer, MoveInterval, Level;
    public SeaquestThings Shots, EnemyShots, Fish, Subs, Divers;
}

/// <summary>
/// Something that swims or flies: its cell, -1 or 1 for its direction, steps until it moves and until it shoots.
/// </summary>
internal struct SeaquestThing
{
    public sbyte X, Y, Direction, MoveTimer, ShotTimer;

    public readonly bool IsAt(int x, int y) => X == x && Y == y;
}

/// <summary>
/// A list in order of age. Nothing is on the grid for more than 61 steps (10 moves, one every 6 steps at most), one
/// thing of a kind appears in a step at most, and a submarine has one bullet in flight at most: 80 places are never all
/// taken, but in a state that was made up, where what finds no place is lost.
/// </summary>
internal struct SeaquestThings
{
    private const int Most = 80;

    private Places _places;

    public int Count { get; private set; }

    public SeaquestThing this[int i]
    {
        readonly get => _places[i];
        set => _places[i] = value;
    }

    /// <summary>Whether a list that was read from a file is one: what is in it lies on rows of the grid.</summary>
    public readonly bool CanBe
    {
        get
        {
            bool can = Count is >= 0 and <= Most;
            for (int i = 0; can && i < Count; i++)
            {
                can = Planes.Contains(_places[i].Y);
            }
            return can;
        }
    }

    public void Add(SeaquestThing thing)
    {
        if (Count < Most)
        {
            _places[Count++] = thing;
        }
    }

    public void RemoveAt(int i)
    {
        Span<SeaquestThing> all = _places;
        all[(i + 1)..Count].CopyTo(all[i..]);
        Count--;
    }

    /// <summary>Removes the oldest on a cell, if there is one.</summary>
    public bool RemoveOldestAt(int x, int y)
    {
        for (int i = 0; i < Count; i++)
        {
            if (_places[i].IsAt(x, y))
            {
                RemoveAt(i);
                return true;
            }
        }
        return false;
    }

    /// <summary>Whether a row has something that goes in a direction.</summary>
    public readonly bool Any(int y, int direction)
    {
        bool found = false;
        for (int i = 0; i < Count; i++)
        {
            found |= _places[i].Y == y && _places[i].Direction == direction;
        }
        return found;
    }

    [InlineArray(Most)]
    private struct Places
    {
        private SeaquestThing _first;
    }
}
