using Bellman.Drawing;

namespace Bellman.Environments.MinAtar;

/// <summary>
/// The player walks among gold and enemies that cross rows 1 to 8, one at most in each. Gold is worth 1, an enemy ends
/// the episode; both are met before and after they move, so nobody can swap places with them. Every 10 steps something
/// appears at a random edge, gold one time in three, and every 5 steps everything moves. Every 102 steps the game
/// becomes harder, until both happen in every step.
/// </summary>
internal sealed class Asterix(bool ramping) : IGame
{
    private const int Player = 0, Enemy = 1, Trail = 2, Gold = 3;
    private const int FirstRow = 1, LastRow = 8, RampInterval = 100;

    /// <summary>Everything that changes.</summary>
    public AsterixState State;

    /// <inheritdoc/>
    public IReadOnlyList<Channel> Channels { get; } =
        [new("player", Theme.Ink), new("enemy", Theme.Clay), new("trail", Theme.Stone, 0.3), new("gold", Theme.Gold)];

    /// <inheritdoc/>
    public IReadOnlyList<Move> Moves { get; } = [Move.None, Move.Left, Move.Up, Move.Right, Move.Down];

    /// <inheritdoc/>
    public int Level => State.Level;

    /// <inheritdoc/>
    public void Reset(ref Rng random) => State = new()
    {
        X = 5, Y = 5, SpawnInterval = 10, SpawnTimer = 10, MoveInterval = 5, MoveTimer = 5, RampTimer = RampInterval,
    };

    /// <inheritdoc/>
    public Outcome Step(Move move, ref Rng random)
    {
        ref AsterixState s = ref State;
        if (s.SpawnTimer == 0)
        {
            Spawn(ref random);
            s.SpawnTimer = s.SpawnInterval;
        }
        Walk(move);
        (int reward, bool ends) = (0, false);
        Meet(ref reward, ref ends);
        if (s.MoveTimer == 0)
        {
            s.MoveTimer = s.MoveInterval;
            foreach (ref AsterixThing thing in s.Things)
            {
                thing.X += thing.Direction;
                thing = Planes.Contains(thing.X) ? thing : default;
            }
            Meet(ref reward, ref ends);
        }
        s.SpawnTimer--;
        s.MoveTimer--;
        if (ramping && (s.SpawnInterval > 1 || s.MoveInterval > 1))
        {
            Ramp();
        }
        return new(reward, ends ? Ending.Terminated : Ending.None);
    }

    /// <inheritdoc/>
    public void Observe(Planes planes)
    {
        planes.Mark(Player, State.Y, State.X);
        for (int i = 0; i < AsterixState.Slots; i++)
        {
            AsterixThing thing = State.Things[i];
            if (thing.Direction != 0)
            {
                planes.Mark(thing.IsGold ? Gold : Enemy, FirstRow + i, thing.X);
                planes.Mark(Trail, FirstRow + i, thing.X - thing.Direction);
            }
        }
    }

    /// <inheritdoc/>
    public void Sync(StateStream stream)
    {
        stream.Sync(ref State);
        OptionCheck.Saved(!stream.IsReading || (Planes.Contains(State.X) && State.Y is >= FirstRow and <= LastRow), "player");
    }

    private void Walk(Move move)
    {
        switch (move)
        {
            case Move.Left:
                State.X = Math.Max(0, State.X - 1);
                break;
            case Move.Right:
                State.X = Math.Min(Planes.Side - 1, State.X + 1);
                break;
            case Move.Up:
                State.Y = Math.Max(FirstRow, State.Y - 1);
                break;
            case Move.Down:
                State.Y = Math.Min(LastRow, State.Y + 1);
                break;
        }
    }

    /// <summary>Only the player's own row can hold what the player meets.</summary>
    private void Meet(ref int reward, ref bool ends)
    {
        ref AsterixThing thing = ref State.Things[State.Y - FirstRow];
        if (thing.Direction == 0 || thing.X != State.X)
        {
            return;
        }
        if (thing.IsGold)
        {
            thing = default;
            reward++;
        }
        else
        {
            ends = true;
        }
    }

    private void Spawn(ref Rng random)
    {
        bool right = random.NextInt(2) == 1, gold = random.NextInt(3) == 0;
        Span<int> empty = stackalloc int[AsterixState.Slots];
        int count = 0;
        for (int i = 0; i < AsterixState.Slots; i++)
        {
            empty[count] = i;
            count += State.Things[i].Direction == 0 ? 1 : 0;
        }
        if (count > 0)
        {
            State.Things[empty[random.NextInt(count)]]
                = new() { X = (sbyte)(right ? 0 : Planes.Side - 1), Direction = (sbyte)(right ? 1 : -1), IsGold = gold };
        }
    }

    /// <summary>
    /// The timer is tested before it is taken down, and waits below 0: 102 steps from one event to the next.
    /// </summary>
    private void Ramp()
    {
        ref AsterixState s = ref State;
        if (s.RampTimer >= 0)
        {
            s.RampTimer--;
            return;
        }
        s.MoveInterval -= s.MoveInterval > 1 && s.Level % 2 == 1 ? 1 : 0;
        s.SpawnInterval -= s.SpawnInterval > 1 ? 1 : 0;
        s.Level++;
        s.RampTimer = RampInterval;
    }
}
