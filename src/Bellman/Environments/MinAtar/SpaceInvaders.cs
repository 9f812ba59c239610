using Bellman.Drawing;

namespace Bellman.Environments.MinAtar;

/// <summary>
/// A cannon in row 9 shoots at 24 aliens, each worth 1, that march sideways, come down a row at each edge, and shoot
/// back from the column nearest to the cannon. The fewer are left, the faster they march; a cleared wave is followed by
/// another, which marches faster still. The episode ends when a bullet or an alien reaches the cannon, or when aliens
/// turn with one of them in row 9. Nothing is random.
/// </summary>
internal sealed class SpaceInvaders(bool ramping) : IGame
{
    private const int Cannon = 0, Alien = 1, Leftwards = 2, Rightwards = 3, Shot = 4, AlienShot = 5;
    private const int CannonRow = Planes.Side - 1, ShotInterval = 5, AlienShotInterval = 10;
    private const int SlowestMarch = 12, FastestWave = 6;

    /// <summary>Everything that changes.</summary>
    public SpaceInvadersState State;

    /// <inheritdoc/>
    public IReadOnlyList<Channel> Channels { get; } =
    [
        new("cannon", Theme.Ink), new("alien", Theme.Teal),
        new("alien moving left", Color.Hex(0xCFE3DC), 0.4), new("alien moving right", Color.Hex(0x27504F), 0.4),
        new("friendly bullet", Theme.Gold, 0.36), new("enemy bullet", Theme.Clay, 0.36),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<Move> Moves { get; } = [Move.None, Move.Left, Move.Right, Move.Fire];

    /// <inheritdoc/>
    public int Level => State.Level;

    /// <inheritdoc/>
    public void Reset(ref Rng random) => State = new()
    {
        X = 5, Aliens = Board.Wave, Direction = -1,
        MoveInterval = SlowestMarch, MoveTimer = SlowestMarch, AlienShotTimer = AlienShotInterval,
    };

    /// <inheritdoc/>
    public Outcome Step(Move move, ref Rng random)
    {
        ref SpaceInvadersState s = ref State;
        Act(move);
        s.Shots >>= Planes.Side;
        s.AlienShots = (s.AlienShots << Planes.Side) & Board.All;
        UInt128 cannon = Board.Cell(CannonRow, s.X);
        bool ends = ((s.AlienShots | s.Aliens) & cannon) != 0;
        if (s.MoveTimer == 0)
        {
            s.MoveTimer = Math.Min((int)UInt128.PopCount(s.Aliens), s.MoveInterval);
            ends |= March();
            ends |= (s.Aliens & cannon) != 0;
        }
        if (s.AlienShotTimer == 0)
        {
            s.AlienShotTimer = AlienShotInterval;
            s.AlienShots |= Shooter();
        }
        UInt128 hit = s.Aliens & s.Shots;
        s.Aliens &= ~hit;
        s.Shots &= ~hit;
        s.ShotTimer -= s.ShotTimer > 0 ? 1 : 0;
        s.MoveTimer--;
        s.AlienShotTimer--;
        if (s.Aliens == 0)
        {
            NextWave();
        }
        return new((int)UInt128.PopCount(hit), ends ? Ending.Terminated : Ending.None);
    }

    /// <inheritdoc/>
    public void Observe(Planes planes)
    {
        planes.Mark(Cannon, CannonRow, State.X);
        planes.Mark(Alien, State.Aliens);
        planes.Mark(State.Direction < 0 ? Leftwards : Rightwards, State.Aliens);
        planes.Mark(Shot, State.Shots);
        planes.Mark(AlienShot, State.AlienShots);
    }

    /// <inheritdoc/>
    public void Sync(StateStream stream)
    {
        stream.Sync(ref State);
        OptionCheck.Saved(!stream.IsReading || (Planes.Contains(State.X) && ((State.Aliens | State.Shots | State.AlienShots) & ~Board.All) == 0),
            "aliens");
    }

    private void Act(Move move)
    {
        switch (move)
        {
            case Move.Left:
                State.X = Math.Max(0, State.X - 1);
                break;
            case Move.Right:
                State.X = Math.Min(Planes.Side - 1, State.X + 1);
                break;
            case Move.Fire when State.ShotTimer == 0:
                State.Shots |= Board.Cell(CannonRow, State.X);
                State.ShotTimer = ShotInterval;
                break;
        }
    }

    /// <summary>One column on, or down a row where the edge is reached.</summary>
    /// <returns>Whether they had to turn with one of them in the cannon's row.</returns>
    private bool March()
    {
        ref SpaceInvadersState s = ref State;
        if ((s.Aliens & (s.Direction < 0 ? Board.FirstColumn : Board.LastColumn)) == 0)
        {
            s.Aliens = s.Direction < 0 ? s.Aliens >> 1 : s.Aliens << 1;
            return false;
        }
        s.Direction = -s.Direction;
        bool landed = (s.Aliens & Board.LastRow) != 0;
        s.Aliens = (s.Aliens << Planes.Side) & Board.All;
        return landed;
    }

    /// <summary>
    /// The lowest alien of the column nearest to the cannon, the left one of two; nowhere if there is none.
    /// </summary>
    private UInt128 Shooter()
    {
        for (int distance = 0; distance < Planes.Side; distance++)
        {
            UInt128 column = Column(State.X - distance);
            column = column == 0 ? Column(State.X + distance) : column;
            if (column != 0)
            {
                return UInt128.One << (int)UInt128.Log2(column);
            }
        }
        return 0;
    }

    private UInt128 Column(int x) => Planes.Contains(x) ? State.Aliens & (Board.FirstColumn << x) : 0;

    /// <summary>Direction, timers, cannon and bullets stay as they are.</summary>
    private void NextWave()
    {
        if (ramping && State.MoveInterval > FastestWave)
        {
            State.MoveInterval--;
            State.Level++;
        }
        State.Aliens = Board.Wave;
    }
}

/// <summary>The state of <see cref="SpaceInvaders"/>; the first three are sets of cells.</summary>
internal struct SpaceInvadersState
{
    public UInt128 Aliens, Shots, AlienShots;
    public int X, Direction, ShotTimer, MoveInterval, MoveTimer, AlienShotTimer, Level;
}
