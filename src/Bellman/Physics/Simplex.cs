using System.Runtime.CompilerServices;

namespace Bellman.Physics;

/// <summary>A corner of each of two shapes: a corner of their difference.</summary>
internal struct SimplexCorner
{
    public int IndexA, IndexB;
    public Vec2 PointA, PointB, Difference;

    /// <summary>Its share of the point that is closest to the origin.</summary>
    public float Share;
}

/// <summary>
/// At most three corners of the difference of two shapes, among which the point closest to the origin is sought.
/// </summary>
internal struct Simplex
{
    public int Count;
    public Corners3 Corners;

    /// <summary>Adds a corner at the end.</summary>
    public void Add(SimplexCorner corner) => Corners[Count++] = corner;

    /// <summary>Leaves only those corners that the closest point consists of.</summary>
    public void Reduce()
    {
        if (Count == 2)
        {
            ReduceSegment();
        }
        else if (Count == 3)
        {
            ReduceTriangle();
        }
    }

    /// <summary>The direction in which the origin lies.</summary>
    public readonly Vec2 Direction()
    {
        if (Count == 1)
        {
            return -Corners[0].Difference;
        }
        Vec2 side = Corners[1].Difference - Corners[0].Difference;
        return Vec2.Cross(side, -Corners[0].Difference) > 0 ? new(-side.Y, side.X) : side.TurnRight();
    }

    /// <summary>The closest points of the two shapes.</summary>
    public readonly (Vec2 A, Vec2 B) Closest()
    {
        if (Count == 1)
        {
            return (Corners[0].PointA, Corners[0].PointB);
        }
        Vec2 a = Corners[0].Share * Corners[0].PointA + Corners[1].Share * Corners[1].PointA;
        if (Count == 2)
        {
            return (a, Corners[0].Share * Corners[0].PointB + Corners[1].Share * Corners[1].PointB);
        }
        a += Corners[2].Share * Corners[2].PointA;
        return (a, a);
    }

    /// <summary>Length or area: by it one sees whether a remembered simplex is still of use.</summary>
    public readonly float Size() => Count switch
    {
        1 => 0,
        2 => (Corners[0].Difference - Corners[1].Difference).Length,
        _ => Vec2.Cross(Corners[1].Difference - Corners[0].Difference, Corners[2].Difference - Corners[0].Difference),
    };

    private void Keep(int corner)
    {
        Corners[0] = Corners[corner];
        Corners[0].Share = 1;
        Count = 1;
    }

    private void Keep(int corner1, int corner2, float weight1, float weight2)
    {
        float inverse = 1 / (weight1 + weight2);
        Corners[corner1].Share = weight1 * inverse;
        Corners[corner2].Share = weight2 * inverse;
        SimplexCorner second = Corners[corner2];
        (Corners[0], Corners[1]) = (Corners[corner1], second);
        Count = 2;
    }

    private void ReduceSegment()
    {
        Vec2 w1 = Corners[0].Difference, w2 = Corners[1].Difference, side = w2 - w1;
        float weight2 = -Vec2.Dot(w1, side), weight1 = Vec2.Dot(w2, side);
        if (weight2 <= 0)
        {
            Keep(0);
        }
        else if (weight1 <= 0)
        {
            Keep(1);
        }
        else
        {
            Keep(0, 1, weight1, weight2);
        }
    }

    // Voronoi regions, in the order of Ericson's Real-Time Collision Detection (2005).
    private void ReduceTriangle()
    {
        Vec2 w1 = Corners[0].Difference, w2 = Corners[1].Difference, w3 = Corners[2].Difference;
        Vec2 e12 = w2 - w1, e13 = w3 - w1, e23 = w3 - w2;
        float d12At1 = Vec2.Dot(w2, e12), d12At2 = -Vec2.Dot(w1, e12);
        float d13At1 = Vec2.Dot(w3, e13), d13At3 = -Vec2.Dot(w1, e13);
        float d23At2 = Vec2.Dot(w3, e23), d23At3 = -Vec2.Dot(w2, e23);
        float turn = Vec2.Cross(e12, e13);
        float area1 = turn * Vec2.Cross(w2, w3), area2 = turn * Vec2.Cross(w3, w1), area3 = turn * Vec2.Cross(w1, w2);
        if (d12At2 <= 0 && d13At3 <= 0)
        {
            Keep(0);
        }
        else if (d12At1 > 0 && d12At2 > 0 && area3 <= 0)
        {
            Keep(0, 1, d12At1, d12At2);
        }
        else if (d13At1 > 0 && d13At3 > 0 && area2 <= 0)
        {
            Keep(0, 2, d13At1, d13At3);
        }
        else if (d12At1 <= 0 && d23At3 <= 0)
        {
            Keep(1);
        }
        else if (d13At1 <= 0 && d23At2 <= 0)
        {
            Keep(2);
        }
        else if (d23At2 > 0 && d23At3 > 0 && area1 <= 0)
        {
            Keep(2, 1, d23At3, d23At2);
        }
        else
        {
            float inverse = 1 / (area1 + area2 + area3);
            Corners[0].Share = area1 * inverse;
            Corners[1].Share = area2 * inverse;
            Corners[2].Share = area3 * inverse;
        }
    }

    [InlineArray(3)]
    internal struct Corners3
    {
        private SimplexCorner _first;
    }
}
