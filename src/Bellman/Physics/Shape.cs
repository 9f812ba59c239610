namespace Bellman.Physics;

/// <summary>What a shape is made of.</summary>
/// <param name="Density">Kilograms for each square metre; 0 weighs nothing.</param>
/// <param name="Friction">Of two shapes that touch, the geometric mean counts.</param>
/// <param name="Restitution">Of two shapes that touch, the greater counts.</param>
internal readonly record struct Material(float Density = 0, float Friction = 0.2f, float Restitution = 0);

/// <summary>Two shapes collide where each one's mask has a bit of the other's category.</summary>
internal readonly record struct CollisionFilter(ushort Category, ushort Mask)
{
    public static CollisionFilter All { get; } = new(1, 0xFFFF);

    public bool Allows(CollisionFilter other) => (Mask & other.Category) != 0 && (Category & other.Mask) != 0;
}

/// <summary>A convex polygon, or an edge of two corners, in the coordinates of the body that it belongs to.</summary>
internal sealed class Shape : IStateful
{
    private Shape(Vec2[] corners, Material material, CollisionFilter filter)
    {
        Corners = corners;
        Material = material;
        Filter = filter;
    }

    /// <summary>The corners, counterclockwise.</summary>
    public Vec2[] Corners { get; }

    /// <summary>The outward normal of the side that begins at each corner; an edge has none.</summary>
    public Vec2[] Normals { get; private init; } = [];

    public Vec2 Centroid { get; private init; }

    public Material Material { get; }

    public CollisionFilter Filter { get; }

    public bool IsEdge => Corners.Length == 2;

    /// <summary>The body that it belongs to.</summary>
    public Body Body { get; set; } = null!;

    /// <summary>The number of the shape in its world, in the order in which they were added.</summary>
    public int Index { get; set; }

    /// <summary>The box of the broad phase: larger than the shape, so that it changes rarely.</summary>
    public Bounds Bounds { get; set; }

    /// <summary>Whether the broad phase must look for new neighbours.</summary>
    public bool HasMoved { get; set; }

    /// <summary>A line between two points, with neither inside nor outside.</summary>
    public static Shape Edge(Vec2 from, Vec2 to, Material material, CollisionFilter filter) => new([from, to], material, filter);

    /// <summary>A box around the body's origin.</summary>
    public static Shape Box(float halfWidth, float halfHeight, Material material, CollisionFilter filter)
        => new([new(-halfWidth, -halfHeight), new(halfWidth, -halfHeight), new(halfWidth, halfHeight), new(-halfWidth, halfHeight)], material, filter)
        {
            Normals = [new(0, -1), new(1, 0), new(0, 1), new(-1, 0)],
        };

    /// <summary>The convex hull of some points, at most sixteen.</summary>
    public static Shape Polygon(ReadOnlySpan<Vec2> points, Material material, CollisionFilter filter)
    {
        Vec2[] corners = Polygons.Hull(points);
        return new(corners, material, filter) { Normals = Polygons.Normals(corners), Centroid = Polygons.Centroid(corners) };
    }

    /// <summary>The box around the shape and its skin where the body is at a pose.</summary>
    public Bounds BoundsAt(in Pose pose)
    {
        Vec2 low = pose * Corners[0], high = low;
        for (int i = 1; i < Corners.Length; i++)
        {
            Vec2 corner = pose * Corners[i];
            low = Vec2.Min(low, corner);
            high = Vec2.Max(high, corner);
        }
        return new Bounds(low, high).Widened(Tuning.Radius);
    }

    /// <inheritdoc/>
    public void Sync(StateStream stream)
    {
        Bounds bounds = Bounds;
        bool hasMoved = HasMoved;
        stream.Sync<Vec2>(Corners);
        stream.Sync(ref bounds);
        stream.Sync(ref hasMoved);
        (Bounds, HasMoved) = (bounds, hasMoved);
        OptionCheck.Saved(!stream.IsReading
            || (bounds.Low.IsReasonable && bounds.High.IsReasonable && Array.TrueForAll(Corners, corner => corner.IsReasonable)), "shape");
    }

    /// <summary>The corner that lies farthest in a direction.</summary>
    public int Support(Vec2 direction)
    {
        int best = 0;
        float farthest = Vec2.Dot(Corners[0], direction);
        for (int i = 1; i < Corners.Length; i++)
        {
            float distance = Vec2.Dot(Corners[i], direction);
            if (distance > farthest)
            {
                best = i;
                farthest = distance;
            }
        }
        return best;
    }
}
