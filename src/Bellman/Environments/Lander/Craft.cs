using Bellman.Physics;

namespace Bellman.Environments.Lander;

/// <summary>The lander above its ground: a hull on two sprung legs, engines, and what touches the ground.</summary>
internal sealed class Craft : IStateful, IContactListener
{
    /// <summary>How far the legs' origins are below the hull's, in metres.</summary>
    public const double LegDown = 18 / Scale;

    /// <summary>Steps in a second.</summary>
    public const int Frequency = 50;

    // Lengths are drawn thirty to the metre.
    private const double Scale = 30, LegAway = 20 / Scale, MainBelow = 4 / Scale, SideAway = 12, SideAbove = 14, SideBeyond = 17;
    private const double MainPower = 13, SidePower = 0.6;
    private const float NozzleBelow = 0.4f, JetSpeed = 5; // of what is drawn
    private const int VelocityIterations = 180, PositionIterations = 60;

    private readonly World _world;
    private readonly bool[] _touches = new bool[2];
    private bool _hasCrashed;

    public Craft(double gravity)
    {
        Hull = new(isStatic: false, Shape.Polygon(
            [Corner(-14, 17), Corner(-17, 0), Corner(-17, -10), Corner(17, -10), Corner(17, 0), Corner(14, 17)], new(5, 0.1f), new(0x10, 1)));
        Legs = [Leg(), Leg()];
        _world = new([Terrain.Body, Hull, .. Legs], [Joint(0), Joint(1)]) { Gravity = new(0, (float)gravity), Listener = this };
    }

    public Terrain Terrain { get; } = new();

    public Body Hull { get; }

    /// <summary>The right one and the left one, in this order: it is Gymnasium's.</summary>
    public Body[] Legs { get; }

    /// <summary>Whether the hull has touched the ground.</summary>
    public bool HasCrashed => _hasCrashed;

    /// <summary>
    /// Whether a leg touches the ground: as Gymnasium sees it, not any more where it has left one of two slopes.
    /// </summary>
    public bool Touches(int leg) => _touches[leg];

    /// <summary>Puts everything at the top of a new landscape.</summary>
    /// <param name="heights">Of the landscape.</param>
    /// <param name="push">The force that acts on the hull in the first step.</param>
    public void Restart(ReadOnlySpan<double> heights, Vec2 push)
    {
        const double X = Terrain.Width / 2, Y = Terrain.Height;
        Terrain.Rise(heights);
        Hull.Place(new((float)X, (float)Y), 0);
        Hull.ApplyForce(push);
        for (int leg = 0; leg < Legs.Length; leg++)
        {
            Legs[leg].Place(new((float)(X - Side(leg) * LegAway), (float)Y), Tilt(leg));
            _touches[leg] = false;
        }
        _hasCrashed = false;
        _world.Restart();
    }

    /// <summary>Fires an engine: it pushes in a direction and at a place that two random numbers disturb.</summary>
    /// <returns>What it blew out.</returns>
    public Puff Fire(Engine engine, double disturbance1, double disturbance2)
    {
        (double sin, double cos) = (Math.Sin(Hull.Angle), Math.Cos(Hull.Angle));
        double down, aside, power, x = Hull.Pose.Position.X, y = Hull.Pose.Position.Y;
        if (engine == Engine.Main)
        {
            (down, aside, power) = (MainBelow + 2 * disturbance1, disturbance2, MainPower);
        }
        else
        {
            int direction = engine == Engine.Left ? -1 : 1;
            (down, aside, power) = (disturbance1, 3 * disturbance2 + direction * SideAway / Scale, SidePower);
        }
        double offsetX = sin * down + -cos * aside, offsetY = -cos * down - sin * aside;
        (x, y) = (x + offsetX, y + offsetY);
        if (engine != Engine.Main)
        {
            (x, y) = (x - sin * SideBeyond / Scale, y + cos * SideAbove / Scale);
        }
        Hull.ApplyImpulse(new((float)(-offsetX * power), (float)(-offsetY * power)), new((float)x, (float)y));
        Vec2 jet = new Vec2((float)offsetX, (float)offsetY).Normalized();
        return engine == Engine.Main
            ? new(Hull.Pose.Position + NozzleBelow * jet, Hull.Velocity + JetSpeed * jet, Size: 0.16f)
            : new(new((float)x, (float)y), Hull.Velocity + JetSpeed * jet, Size: 0.08f);
    }

    /// <summary>Moves everything by a fiftieth of a second.</summary>
    public void Step() => _world.Step((float)(1.0 / Frequency), VelocityIterations, PositionIterations);

    /// <inheritdoc/>
    public void Begin(Contact contact)
    {
        _hasCrashed |= contact.Involves(Hull);
        for (int leg = 0; leg < Legs.Length; leg++)
        {
            _touches[leg] |= contact.Involves(Legs[leg]);
        }
    }

    /// <inheritdoc/>
    public void End(Contact contact)
    {
        for (int leg = 0; leg < Legs.Length; leg++)
        {
            _touches[leg] &= !contact.Involves(Legs[leg]);
        }
    }

    /// <inheritdoc/>
    public void Sync(StateStream stream)
    {
        _world.Sync(stream);
        stream.Sync<bool>(_touches);
        stream.Sync(ref _hasCrashed);
    }

    private static int Side(int leg) => leg == 0 ? -1 : 1;

    private static float Tilt(int leg) => (float)(Side(leg) * 0.05);

    private static Vec2 Corner(double x, double y) => new((float)(x / Scale), (float)(y / Scale));

    private static Body Leg() => new(isStatic: false, Shape.Box((float)(2 / Scale), (float)(8 / Scale), new(1), new(0x20, 1)));

    private RevoluteJoint Joint(int leg) => new(Hull, Legs[leg], new()
    {
        Reference = Tilt(leg),
        AnchorB = new((float)(Side(leg) * LegAway), (float)LegDown),
        Lower = leg == 0 ? 0.4f : -0.9f,
        Upper = leg == 0 ? 0.9f : -0.4f,
        MotorSpeed = (float)(0.3 * Side(leg)),
        MotorTorque = 40,
    });
}

/// <summary>What pushes the lander; the numbers are the actions.</summary>
internal enum Engine
{
    /// <summary>None.</summary>
    None,

    /// <summary>It pushes to the left and turns the craft counterclockwise.</summary>
    Left,

    /// <summary>The one below: it pushes up.</summary>
    Main,

    /// <summary>It pushes to the right and turns the craft clockwise.</summary>
    Right,
}
