using Bellman.Physics;

namespace Bellman.Tests.Physics;

public class PolygonsTests
{
    // The lander's hull.
    private static readonly Vec2[] _hull = [Corner(-14, 17), Corner(-17, 0), Corner(-17, -10), Corner(17, -10), Corner(17, 0), Corner(14, 17)];

    [Fact]
    public void Mass_centre_and_inertia_of_the_hull_are_those_worked_out_by_hand()
    {
        MassProperties mass = Polygons.Mass(Polygons.Hull(_hull), density: 5);
        Assert.Equal(289 / 60.0, mass.Mass, 1e-5);
        Assert.Equal(0, mass.Centre.X, 1e-6);
        Assert.Equal(31 / 306.0, mass.Centre.Y, 1e-6);
        Assert.Equal(0.8333148, mass.Inertia, 1e-5);
    }

    [Fact]
    public void A_body_turns_about_its_centre_of_mass()
    {
        var body = new Body(isStatic: false, Shape.Polygon(_hull, new(5), CollisionFilter.All));
        Assert.Equal(1 / 0.7838807, body.InverseInertia, 1e-4);
        body.ApplyImpulse(new(0, 1), body.Sweep.Centre + new Vec2(1, 0));
        Assert.Equal(body.InverseMass, body.Velocity.Y);
        Assert.Equal(body.InverseInertia, body.Spin);
    }

    [Fact]
    public void A_hull_leaves_out_what_lies_inside_and_begins_with_the_rightmost_corner()
        => Assert.Equal([new(2, 0), new(2, 2), new(0, 2), new(0, 0)], Polygons.Hull([new(0, 0), new(1, 1), new(2, 2), new(0, 2), new(1, 0.5f), new(2, 0)]));

    [Fact]
    public void Normals_point_outwards()
        => Assert.Equal([new(0, -1), new(1, 0), new(0, 1), new(-1, 0)], Polygons.Normals([new(0, 0), new(3, 0), new(3, 1), new(0, 1)]));

    private static Vec2 Corner(double x, double y) => new((float)(x / 30), (float)(y / 30));
}
