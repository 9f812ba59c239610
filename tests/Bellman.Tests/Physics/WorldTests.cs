using Bellman.Physics;

namespace Bellman.Tests.Physics;

/// <summary>Boxes, a floor and hinges: what everybody knows of them.</summary>
public class WorldTests
{
    private const float Interval = 0.02f;

    private readonly List<string> _heard = [];

    [Fact]
    public void A_box_that_falls_comes_to_rest_on_the_floor_and_sleeps_half_a_second_later()
    {
        Body floor = Floor(), box = Box();
        box.Place(new(0, 1), 0);
        World world = Start([floor, box], []);
        int touched = 0, slept = 0;
        for (int step = 1; step < 200 && slept == 0; step++)
        {
            Step(world);
            touched = touched == 0 && _heard.Count > 0 ? step : touched;
            slept = box.IsAwake ? 0 : step;
        }
        Assert.Equal(["begin"], _heard);
        Assert.Equal(0.5, box.Pose.Position.Y, 0.02);
        Assert.InRange((slept - touched + 1) * Interval, Tuning.TimeToSleep, Tuning.TimeToSleep + 0.2);
        Assert.Equal(default, box.Velocity);
    }

    [Fact]
    public void A_box_that_is_too_fast_for_one_step_does_not_pass_through_the_floor()
    {
        Body floor = Floor(), box = Box(0.1f);
        box.Place(new(0, 1.5f), 0.3f);
        World world = Start([floor, box], []);
        box.Velocity = new(0, -90); // 1.8 m in a step, through an edge without thickness
        for (int step = 0; step < 40; step++)
        {
            Step(world);
            Assert.True(box.Pose.Position.Y > 0.05, $"step {step}: {box.Pose.Position}");
        }
    }

    [Theory]
    [InlineData(0.3f, true)]
    [InlineData(0.3f, false)]
    public void A_box_slides_down_a_slope_that_is_steeper_than_its_friction_holds(float angle, bool isRough)
    {
        float friction = MathF.Tan(angle) * (isRough ? 1.2f : 0.5f);
        var down = new Vec2(-MathF.Cos(angle), -MathF.Sin(angle));
        Body slope = new(isStatic: true, Shape.Edge(20 * down, -20 * down, new(0, friction), CollisionFilter.All)), box = Box(0.5f, friction);
        box.Place(0.51f * new Vec2(-MathF.Sin(angle), MathF.Cos(angle)), angle);
        World world = Start([slope, box], []);
        for (int step = 0; step < 50; step++)
        {
            Step(world);
        }
        // After a second: half of g (sin - friction cos).
        double expected = isRough ? 0 : 0.5 * 10 * (Math.Sin(angle) - friction * Math.Cos(angle));
        Assert.Equal(expected, Vec2.Dot(box.Pose.Position, down), 0.03);
    }

    [Fact]
    public void A_pendulum_keeps_its_length_and_swings_in_the_time_that_its_inertia_says()
    {
        Body wall = new(isStatic: true, Shape.Edge(new(50, 50), new(51, 50), new(), CollisionFilter.All)), bar = Box(0.5f);
        bar.Place(new(MathF.Sin(0.1f), -MathF.Cos(0.1f)), 0.1f);
        World world = Start([wall, bar], [new(wall, bar, new() { AnchorB = new(0, 1), Lower = -3, Upper = 3 })]);
        int turned = 0;
        for (int step = 1; turned == 0; step++)
        {
            Step(world);
            Assert.Equal(1, bar.Pose.Position.Length, 0.01);
            turned = bar.Spin > 0 ? step : 0;
        }
        // A square of side 1 about a point at distance 1: I / (m r) = 1 / 6 + 1.
        Assert.Equal(Math.PI * Math.Sqrt((1 / 6.0 + 1) / 10), turned * Interval, 0.03);
    }

    [Fact]
    public void A_motor_turns_a_joint_at_its_speed_until_the_limit_stops_it()
    {
        Body wall = new(isStatic: true, Shape.Edge(new(50, 50), new(51, 50), new(), CollisionFilter.All)), wheel = Box(0.5f);
        wheel.Place(default, 0);
        World world = Start([wall, wheel], [new(wall, wheel, new() { Lower = -1, Upper = 0.5f, MotorSpeed = 2, MotorTorque = 100 })]);
        Step(world);
        Assert.Equal(2, wheel.Spin, 0.01);
        for (int step = 0; step < 100; step++)
        {
            Step(world);
        }
        Assert.Equal(0, wheel.Spin, 0.01);
        Assert.Equal(0.5, wheel.Angle, Tuning.AngularSlop + 0.01);
    }

    [Fact]
    public void Bodies_that_a_filter_keeps_apart_pass_through_each_other()
    {
        Body floor = Floor();
        Body ghost = new(isStatic: false, Shape.Box(0.5f, 0.5f, new(1), new(2, 4)));
        ghost.Place(new(0, 0.6f), 0);
        World world = Start([floor, ghost], []);
        for (int step = 0; step < 50; step++)
        {
            Step(world);
        }
        Assert.True(ghost.Pose.Position.Y < -1);
        Assert.Empty(_heard);
    }

    [Fact]
    public void What_leaves_is_heard_and_nothing_is_allocated()
    {
        Body floor = Floor(), box = Box();
        box.Place(new(0, 0.51f), 0);
        World world = Start([floor, box], []);
        for (int step = 0; step < 20; step++)
        {
            Step(world);
        }
        box.ApplyImpulse(new(0, 10), box.Sweep.Centre);
        for (int step = 0; step < 5; step++)
        {
            Step(world);
        }
        Assert.Equal(["begin", "end"], _heard);
        world.Listener = null;
        Assert.Equal(0, Allocation.Least(() => Step(world)));
    }

    private static Body Floor() => new(isStatic: true, Shape.Edge(new(-20, 0), new(20, 0), new(0, 0.5f), CollisionFilter.All));

    private static Body Box(float half = 0.5f, float friction = 0.5f) => new(isStatic: false, Shape.Box(half, half, new(1, friction), CollisionFilter.All));

    private World Start(Body[] bodies, RevoluteJoint[] joints)
    {
        var world = new World(bodies, joints) { Gravity = new(0, -10), Listener = new Ear(_heard) };
        world.Restart();
        return world;
    }

    private static void Step(World world) => world.Step(Interval, velocityIterations: 20, positionIterations: 10);

    private sealed class Ear(List<string> heard) : IContactListener
    {
        public void Begin(Contact contact) => heard.Add("begin");

        public void End(Contact contact) => heard.Add("end");
    }
}
