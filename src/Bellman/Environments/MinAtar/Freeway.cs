using System.Runtime.CompilerServices;
using Bellman.Drawing;

namespace Bellman.Environments.MinAtar;

/// <summary>
/// A chicken crosses eight lanes from row 9 to row 0, worth 1, and starts again, as it does when a car hits it. It can
/// move every 3 steps; a car of speed s moves every s + 1 steps, and all cars get new speeds and directions at each
/// crossing. The episode ends after 2501 steps. The game never becomes harder.
/// </summary>
internal sealed class Freeway : IGame
{
    private const int Chicken = 0, Car = 1, FirstTrail = 2;
    private const int Column = 4, Home = Planes.Side - 1, FirstLane = 1;
    private const int ChickenInterval = 3, LastFrame = 2500, Speeds = 5;

    /// <summary>Everything that changes.</summary>
    public FreewayState State;

    /// <inheritdoc/>
    public IReadOnlyList<Channel> Channels { get; } =
    [
        new("chicken", Theme.Gold), new("car", Theme.Ink),
        new("trail of speed 1", Color.Hex(0xD0603A), 0.5), new("trail of speed 2", Color.Hex(0xD98A5F), 0.44),
        new("trail of speed 3", Color.Hex(0xB3A792), 0.38), new("trail of speed 4", Color.Hex(0x86AFA6), 0.32),
        new("trail of speed 5", Color.Hex(0x4C8C8A), 0.26),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<Move> Moves { get; } = [Move.None, Move.Up, Move.Down];

    /// <inheritdoc/>
    public int Level => 0;

    /// <inheritdoc/>
    public void Reset(ref Rng random)
    {
        State = new() { Row = Home, ChickenTimer = ChickenInterval, FramesLeft = LastFrame };
        DrawCars(ref random);
    }

    /// <inheritdoc/>
    public Outcome Step(Move move, ref Rng random)
    {
        ref FreewayState s = ref State;
        if (move is Move.Up or Move.Down && s.ChickenTimer == 0)
        {
            s.ChickenTimer = ChickenInterval;
            s.Row = Math.Clamp(s.Row + (move == Move.Up ? -1 : 1), 0, Home);
        }
        int reward = 0;
        if (s.Row == 0)
        {
            reward = 1;
            DrawCars(ref random);
            s.Row = Home;
        }
        Drive();
        s.ChickenTimer -= s.ChickenTimer > 0 ? 1 : 0;
        s.FramesLeft--;
        return new(reward, s.FramesLeft < 0 ? Ending.Terminated : Ending.None);
    }

    /// <inheritdoc/>
    public void Observe(Planes planes)
    {
        planes.Mark(Chicken, State.Row, Column);
        for (int i = 0; i < FreewayState.Lanes; i++)
        {
            FreewayCar car = State.Cars[i];
            planes.Mark(Car, FirstLane + i, car.X);
            planes.Mark(FirstTrail + car.Speed - 1, FirstLane + i, Wrapped(car.X - car.Direction));
        }
    }

    /// <inheritdoc/>
    public void Sync(StateStream stream)
    {
        stream.Sync(ref State);
        bool can = !stream.IsReading || Planes.Contains(State.Row);
        foreach (FreewayCar car in State.Cars)
        {
            can &= !stream.IsReading || car.Speed is >= 0 and <= Speeds;
        }
        OptionCheck.Saved(can, "cars");
    }

    private void Drive()
    {
        for (int i = 0; i < FreewayState.Lanes; i++)
        {
            ref FreewayCar car = ref State.Cars[i];
            bool hits = car.X == Column;
            if (car.Timer == 0)
            {
                car.Timer = car.Speed;
                car.X = (sbyte)Wrapped(car.X + car.Direction);
                hits |= car.X == Column;
            }
            else
            {
                car.Timer--;
            }
            State.Row = hits && State.Row == FirstLane + i ? Home : State.Row;
        }
    }

    /// <summary>New speeds, then new directions; every car stays where it is.</summary>
    private void DrawCars(ref Rng random)
    {
        foreach (ref FreewayCar car in State.Cars)
        {
            car.Timer = car.Speed = (sbyte)(1 + random.NextInt(Speeds));
        }
        foreach (ref FreewayCar car in State.Cars)
        {
            car.Direction = (sbyte)(2 * random.NextInt(2) - 1);
        }
    }

    private static int Wrapped(int x) => x < 0 ? Planes.Side - 1 : x == Planes.Side ? 0 : x;
}

/// <summary>A car: its column, 1 to 5 for its speed, -1 or 1 for its direction, steps until it moves.</summary>
internal struct FreewayCar
{
    public sbyte X, Speed, Direction, Timer;
}

/// <summary>The state of <see cref="Freeway"/>.</summary>
internal struct FreewayState
{
    public const int Lanes = 8;

    public int Row, ChickenTimer, FramesLeft;
    public Road Cars;       // the first of them is in row 1

    [InlineArray(Lanes)]
    internal struct Road
    {
        private FreewayCar _first;
    }
}
