namespace Bellman.Physics;

/// <summary>Mass, centre of mass, and moment of inertia about the body's origin.</summary>
internal readonly record struct MassProperties(float Mass, Vec2 Centre, float Inertia);

/// <summary>The geometry of convex polygons.</summary>
internal static class Polygons
{
    private const float Third = 1.0f / 3.0f;

    /// <summary>
    /// The corners of the convex hull, counterclockwise from the rightmost (of several: the lowest), by gift wrapping.
    /// </summary>
    public static Vec2[] Hull(ReadOnlySpan<Vec2> points)
    {
        int first = 0;
        for (int i = 1; i < points.Length; i++)
        {
            if (points[i].X > points[first].X || (points[i].X == points[first].X && points[i].Y < points[first].Y))
            {
                first = i;
            }
        }
        var hull = new List<Vec2>();
        int corner = first;
        do
        {
            hull.Add(points[corner]);
            int next = 0;
            for (int i = 1; i < points.Length; i++)
            {
                Vec2 wrap = points[next] - points[corner], side = points[i] - points[corner];
                float turn = Vec2.Cross(wrap, side);
                if (next == corner || turn < 0 || (turn == 0 && side.LengthSquared > wrap.LengthSquared))
                {
                    next = i;
                }
            }
            corner = next;
        }
        while (corner != first && hull.Count < points.Length);
        return [.. hull];
    }

    /// <summary>The outward normal of the side that begins at each corner.</summary>
    public static Vec2[] Normals(ReadOnlySpan<Vec2> corners)
    {
        var normals = new Vec2[corners.Length];
        for (int i = 0; i < corners.Length; i++)
        {
            normals[i] = (Next(corners, i) - corners[i]).TurnRight().Normalized();
        }
        return normals;
    }

    public static Vec2 Centroid(ReadOnlySpan<Vec2> corners)
    {
        var sum = default(Vec2);
        float area = 0;
        for (int i = 0; i < corners.Length; i++)
        {
            Vec2 a = corners[i], b = Next(corners, i);
            float triangle = 0.5f * Vec2.Cross(a, b);
            area += triangle;
            sum += triangle * Third * (a + b);
        }
        return 1 / area * sum;
    }

    /// <summary>Integrals over the triangles between the mean of the corners and each side.</summary>
    public static MassProperties Mass(ReadOnlySpan<Vec2> corners, float density)
    {
        Vec2 origin = default, moment = default;
        foreach (Vec2 corner in corners)
        {
            origin += corner;
        }
        origin = 1.0f / corners.Length * origin;
        float area = 0, inertia = 0;
        for (int i = 0; i < corners.Length; i++)
        {
            Vec2 a = corners[i] - origin, b = Next(corners, i) - origin;
            float cross = Vec2.Cross(a, b), triangle = 0.5f * cross;
            area += triangle;
            moment += triangle * Third * (a + b);
            float x = a.X * a.X + b.X * a.X + b.X * b.X, y = a.Y * a.Y + b.Y * a.Y + b.Y * b.Y;
            inertia += 0.25f * Third * cross * (x + y);
        }
        float mass = density * area;
        moment = 1.0f / area * moment;
        Vec2 centre = moment + origin;
        return new(mass, centre, density * inertia + mass * (Vec2.Dot(centre, centre) - Vec2.Dot(moment, moment)));
    }

    private static Vec2 Next(ReadOnlySpan<Vec2> corners, int i) => corners[i + 1 < corners.Length ? i + 1 : 0];
}
