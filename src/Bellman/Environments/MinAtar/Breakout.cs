using Bellman.Drawing;

namespace Bellman.Environments.MinAtar;

/// <summary>
/// A ball flies diagonally, breaks bricks in rows 1 to 3, each worth 1, and must be met by the paddle in row 9; a miss
/// ends the episode. After a brick the ball breaks no other until it has passed a cell without one. Once all bricks are
/// broken, new ones appear when the ball comes down to the paddle's row. The game never becomes harder.
/// </summary>
internal sealed class Breakout : IGame
{
    /// <summary>All the bricks; the first bit is the brick in row 1, column 0.</summary>
    public const uint Wall = (1u << 3 * Planes.Side) - 1;

    private const int Paddle = 0, Ball = 1, Trail = 2, Brick = 3;
    private const int FirstBrick = Planes.Side, PaddleRow = Planes.Side - 1;

    /// <summary>Everything that changes.</summary>
    public BreakoutState State;

    /// <inheritdoc/>
    public IReadOnlyList<Channel> Channels { get; } =
        [new("paddle", Theme.Ink), new("ball", Theme.Clay, 0.6), new("trail", Theme.Stone, 0.3), new("brick", Theme.Teal)];

    /// <inheritdoc/>
    public IReadOnlyList<Move> Moves { get; } = [Move.None, Move.Left, Move.Right];

    /// <inheritdoc/>
    public int Level => 0;

    /// <inheritdoc/>
    public void Reset(ref Rng random)
    {
        bool left = random.NextInt(2) == 0;
        int x = left ? 0 : Planes.Side - 1;
        State = new() { X = x, Y = 3, LastX = x, LastY = 3, Right = left ? 1 : -1, Down = 1, PaddleX = 4, Bricks = Wall };
    }

    /// <inheritdoc/>
    public Outcome Step(Move move, ref Rng random)
    {
        ref BreakoutState s = ref State;
        s.PaddleX = Math.Clamp(s.PaddleX + (move == Move.Right ? 1 : 0) - (move == Move.Left ? 1 : 0), 0, Planes.Side - 1);
        (s.LastX, s.LastY) = (s.X, s.Y);
        s.Y += s.Down;
        if (Planes.Contains(s.X + s.Right))
        {
            s.X += s.Right;
        }
        else
        {
            s.Right = -s.Right;
        }
        (int reward, bool ends, bool isTouching) = (0, false, false);
        if (s.Y < 0)
        {
            (s.Y, s.Down) = (0, -s.Down);
        }
        else if (IsBrick(s.Y, s.X))
        {
            isTouching = true;
            if (s.Struck == 0)
            {
                (reward, s.Struck) = (1, 1);
                s.Bricks &= ~Bit(s.Y, s.X);
                Bounce();
            }
        }
        else if (s.Y >= PaddleRow) // never beyond it, but in a state that was made up
        {
            ends = !MeetPaddle();
        }
        s.Struck = isTouching ? s.Struck : 0;
        return new(reward, ends ? Ending.Terminated : Ending.None);
    }

    /// <inheritdoc/>
    public void Observe(Planes planes)
    {
        planes.Mark(Paddle, PaddleRow, State.PaddleX);
        planes.Mark(Ball, State.Y, State.X);
        planes.Mark(Trail, State.LastY, State.LastX);
        planes.Mark(Brick, (UInt128)State.Bricks << FirstBrick);
    }

    /// <inheritdoc/>
    public void Sync(StateStream stream)
    {
        stream.Sync(ref State);
        OptionCheck.Saved(!stream.IsReading || (Planes.Contains(State.X) && Planes.Contains(State.Y) && Planes.Contains(State.LastX)
            && Planes.Contains(State.LastY) && Math.Abs((long)State.Right) <= 1 && Math.Abs((long)State.Down) <= 1), "ball");
    }

    private bool MeetPaddle()
    {
        ref BreakoutState s = ref State;
        s.Bricks = s.Bricks == 0 ? Wall : s.Bricks; // also where the ball is missed
        if (s.LastX == s.PaddleX)
        {
            Bounce();
            return true;
        }
        if (s.X == s.PaddleX)
        {
            s.Right = -s.Right;
            Bounce();
            return true;
        }
        return false;
    }

    /// <summary>Back to the row it came from, but not to the column.</summary>
    private void Bounce() => (State.Y, State.Down) = (State.LastY, -State.Down);

    private static uint Bit(int y, int x) => 1u << (y * Planes.Side + x - FirstBrick);

    private bool IsBrick(int y, int x) => y is >= 1 and <= 3 && (State.Bricks & Bit(y, x)) != 0;
}

/// <summary>The state of <see cref="Breakout"/>.</summary>
internal struct BreakoutState
{
    public int X, Y, LastX, LastY;  // the ball's cell, and the one before
    public int Right, Down;         // its direction: 1 or -1
    public int PaddleX;
    public int Struck;              // 1 while no other brick can be broken
    public uint Bricks;
}
