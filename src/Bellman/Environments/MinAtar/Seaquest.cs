namespace Bellman.Environments.MinAtar;

/// <summary>
/// A submarine in rows 0 to 8 shoots fish and enemy submarines, each worth 1, and takes divers aboard, six at most.
/// Below the surface it uses up its oxygen, 200 steps of it. Surfacing fills the tank and costs one diver; with six
/// aboard it is worth the tenths of oxygen that are left, and with none it ends the episode, as do fish, enemy
/// submarines, their bullets and the lack of oxygen. Every surfacing makes the game harder.
/// </summary>
/// <remarks>
/// The diver is taken off after a surfacing with six too, which leaves -1 aboard: from then on it may surface without
/// any. Only its front can be met. Most timers are tested by what they belong to, and run only where they are not due:
/// a period is one step longer than what the timer is set to.
/// </remarks>
internal sealed partial class Seaquest(bool ramping) : IGame
{
    private const int LastRow = 8, Room = 6, Tank = 200;
    private const int ShotInterval = 5, DiverInterval = 30, DiverMoveInterval = 5, EnemyShotInterval = 10;
    private const int FastestEnemy = 2;

    /// <summary>Everything that changes.</summary>
    public SeaquestState State;

    /// <inheritdoc/>
    public IReadOnlyList<Move> Moves { get; } = Enum.GetValues<Move>();

    /// <inheritdoc/>
    public int Level => State.Level;

    /// <inheritdoc/>
    public void Reset(ref Rng random) => State = new()
    {
        X = 5, Facing = -1, Oxygen = Tank, IsAtSurface = 1,
        DiverTimer = DiverInterval, SpawnInterval = 20, SpawnTimer = 20, MoveInterval = 5,
    };

    /// <inheritdoc/>
    public Outcome Step(Move move, ref Rng random)
    {
        ref SeaquestState s = ref State;
        if (s.SpawnTimer == 0)
        {
            SpawnEnemy(ref random);
            s.SpawnTimer = s.SpawnInterval;
        }
        if (s.DiverTimer == 0)
        {
            s.Divers.Add(Arrival(ref random) with { Y = Row(ref random), MoveTimer = DiverMoveInterval });
            s.DiverTimer = DiverInterval;
        }
        Act(move);
        (int reward, bool ends) = (0, false);
        MoveShots(ref reward);
        MoveDivers();
        MoveEnemies(ref s.Subs, shoot: true, ref reward, ref ends);
        MoveEnemyShots(ref ends);
        MoveEnemies(ref s.Fish, shoot: false, ref reward, ref ends);
        s.SpawnTimer -= s.SpawnTimer > 0 ? 1 : 0;
        s.DiverTimer -= s.DiverTimer > 0 ? 1 : 0;
        s.ShotTimer -= s.ShotTimer > 0 ? 1 : 0;
        Breathe(ref reward, ref ends);
        return new(reward, ends ? Ending.Terminated : Ending.None);
    }

    /// <inheritdoc/>
    public void Sync(StateStream stream)
    {
        stream.Sync(ref State);
        // Every surfacing without divers leaves one less aboard, so that there is no least number but of what can be counted.
        OptionCheck.Saved(!stream.IsReading || (Planes.Contains(State.X) && Planes.Contains(State.Y) && State.Oxygen is >= -1 and <= Tank
            && State.Aboard is > int.MinValue / 2 and <= Room
            && State.Shots.CanBe && State.EnemyShots.CanBe && State.Fish.CanBe && State.Subs.CanBe && State.Divers.CanBe), "sea");
    }

    private void Act(Move move)
    {
        ref SeaquestState s = ref State;
        switch (move)
        {
            case Move.Left:
                (s.X, s.Facing) = (Math.Max(0, s.X - 1), -1);
                break;
            case Move.Right:
                (s.X, s.Facing) = (Math.Min(Planes.Side - 1, s.X + 1), 1);
                break;
            case Move.Up:
                s.Y = Math.Max(0, s.Y - 1);
                break;
            case Move.Down:
                s.Y = Math.Min(LastRow, s.Y + 1);
                break;
            case Move.Fire when s.ShotTimer == 0:
                s.Shots.Add(new() { X = (sbyte)s.X, Y = (sbyte)s.Y, Direction = (sbyte)s.Facing });
                s.ShotTimer = ShotInterval;
                break;
        }
    }

    /// <summary>
    /// The tank is looked at before this step uses it, and an empty one ends the game even where it is filled now.
    /// </summary>
    private void Breathe(ref int reward, ref bool ends)
    {
        ref SeaquestState s = ref State;
        ends |= s.Oxygen <= 0;
        if (s.Y > 0)
        {
            s.Oxygen--;
            s.IsAtSurface = 0;
        }
        else if (s.IsAtSurface == 0)
        {
            if (s.Aboard == 0)
            {
                ends = true;
            }
            else
            {
                Surface(ref reward);
            }
        }
    }

    private void Surface(ref int reward)
    {
        ref SeaquestState s = ref State;
        s.IsAtSurface = 1;
        if (s.Aboard == Room)
        {
            reward += s.Oxygen * 10 / Tank;
            s.Aboard = 0;
        }
        s.Oxygen = Tank;
        s.Aboard--;
        if (ramping && (s.SpawnInterval > 1 || s.MoveInterval > FastestEnemy))
        {
            s.MoveInterval -= s.MoveInterval > FastestEnemy && s.Level % 2 == 1 ? 1 : 0;
            s.SpawnInterval -= s.SpawnInterval > 1 ? 1 : 0;
            s.Level++;
        }
    }
}
