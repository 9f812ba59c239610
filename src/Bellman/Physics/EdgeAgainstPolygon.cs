namespace Bellman.Physics;

/// <summary>
/// Where an edge and a polygon touch: the axis of least separation among the edge's normal and the polygon's is found,
/// and what lies opposite is clipped to the side that the axis belongs to. An edge stands alone here: both its faces
/// collide, and what is beside it does not matter.
/// </summary>
internal static class EdgeAgainstPolygon
{
    // A polygon's axis must be better than the edge's by this much, so that the choice does not flicker.
    private const float RelativeTolerance = 0.98f, AbsoluteTolerance = 0.001f;
    private const float Reach = 2.0f * Tuning.Radius;

    /// <summary>Writes the points of contact; impulses are left as they are.</summary>
    public static void Collide(ref Manifold manifold, Shape edge, in Pose edgePose, Shape polygon, in Pose polygonPose)
    {
        manifold.Count = 0;
        Pose pose = edgePose.Undo(polygonPose);
        Vec2 from = edge.Corners[0], to = edge.Corners[1];
        Vec2 front = (to - from).Normalized().TurnRight();
        bool isFront = Vec2.Dot(front, pose * polygon.Centroid - from) >= 0;
        Vec2 normal = isFront ? front : -front;

        int count = polygon.Corners.Length;
        Span<Vec2> corners = (stackalloc Vec2[Tuning.MaxPolygonVertices])[..count], normals = (stackalloc Vec2[Tuning.MaxPolygonVertices])[..count];
        for (int i = 0; i < count; i++)
        {
            corners[i] = pose * polygon.Corners[i];
            normals[i] = pose.Rotation * polygon.Normals[i];
        }

        float edgeSeparation = EdgeSeparation(corners, from, normal);
        if (edgeSeparation > Reach)
        {
            return;
        }
        (int side, float sideSeparation) = PolygonSeparation(corners, normals, from, to, normal);
        if (side >= 0 && sideSeparation > Reach)
        {
            return;
        }
        manifold.IsFaceB = side >= 0 && sideSeparation > RelativeTolerance * edgeSeparation + AbsoluteTolerance;

        ClipPoint a, b;
        int reference1, reference2;
        Vec2 reference, referenceEnd, referenceNormal;
        if (manifold.IsFaceB)
        {
            (reference1, reference2) = (side, Next(side, count));
            (reference, referenceEnd, referenceNormal) = (corners[reference1], corners[reference2], normals[reference1]);
            var feature = new Feature(0, (byte)side, FeatureKind.Corner, FeatureKind.Side);
            (a, b) = (new(from, feature), new(to, feature));
        }
        else
        {
            (reference1, reference2) = isFront ? (0, 1) : (1, 0);
            (reference, referenceEnd, referenceNormal) = isFront ? (from, to, front) : (to, from, -front);
            int opposite = MostOpposite(normals, normal), next = Next(opposite, count);
            a = new(corners[opposite], new(0, (byte)opposite, FeatureKind.Side, FeatureKind.Corner));
            b = new(corners[next], new(0, (byte)next, FeatureKind.Side, FeatureKind.Corner));
        }

        Vec2 along = referenceNormal.TurnRight();
        if (!Clip(ref a, ref b, along, Vec2.Dot(along, reference), reference1) || !Clip(ref a, ref b, -along, Vec2.Dot(-along, referenceEnd), reference2))
        {
            return;
        }
        (manifold.LocalNormal, manifold.LocalPoint) = manifold.IsFaceB
            ? (polygon.Normals[reference1], polygon.Corners[reference1])
            : (referenceNormal, reference);
        Add(ref manifold, a, reference, referenceNormal, pose);
        Add(ref manifold, b, reference, referenceNormal, pose);
    }

    private static int Next(int corner, int count) => corner + 1 < count ? corner + 1 : 0;

    private static float EdgeSeparation(ReadOnlySpan<Vec2> corners, Vec2 from, Vec2 normal)
    {
        float separation = float.MaxValue;
        foreach (Vec2 corner in corners)
        {
            separation = Scalar.Min(Vec2.Dot(normal, corner - from), separation);
        }
        return separation;
    }

    /// <summary>
    /// The side of the polygon that is farthest from the edge, -1 where none faces it; the first that is out of reach
    /// settles it.
    /// </summary>
    private static (int Side, float Separation) PolygonSeparation(
        ReadOnlySpan<Vec2> corners, ReadOnlySpan<Vec2> normals, Vec2 from, Vec2 to, Vec2 normal)
    {
        (int Side, float Separation) best = (-1, -float.MaxValue);
        for (int i = 0; i < corners.Length; i++)
        {
            Vec2 towards = -normals[i];
            float separation = Scalar.Min(Vec2.Dot(towards, corners[i] - from), Vec2.Dot(towards, corners[i] - to));
            if (separation > Reach)
            {
                return (i, separation);
            }
            bool facesEdge = !(Vec2.Dot(towards - -normal, normal) < -Tuning.AngularSlop);
            if (facesEdge && separation > best.Separation)
            {
                best = (i, separation);
            }
        }
        return best;
    }

    private static int MostOpposite(ReadOnlySpan<Vec2> normals, Vec2 normal)
    {
        int best = 0;
        float least = Vec2.Dot(normal, normals[0]);
        for (int i = 1; i < normals.Length; i++)
        {
            float value = Vec2.Dot(normal, normals[i]);
            if (value < least)
            {
                (least, best) = (value, i);
            }
        }
        return best;
    }

    /// <summary>
    /// Cuts off what lies beyond a line (Sutherland and Hodgman); false where nothing is left of the segment.
    /// </summary>
    private static bool Clip(ref ClipPoint a, ref ClipPoint b, Vec2 normal, float offset, int corner)
    {
        float distanceA = Vec2.Dot(normal, a.Point) - offset, distanceB = Vec2.Dot(normal, b.Point) - offset;
        if (distanceA <= 0 && distanceB <= 0)
        {
            return true;
        }
        if (!(distanceA * distanceB < 0))
        {
            return false;
        }
        float share = distanceA / (distanceA - distanceB);
        var cut = new ClipPoint(a.Point + share * (b.Point - a.Point), new((byte)corner, a.Feature.IndexB, FeatureKind.Corner, FeatureKind.Side));
        if (distanceA <= 0)
        {
            b = cut;
        }
        else
        {
            (a, b) = (b, cut);
        }
        return true;
    }

    private static void Add(ref Manifold manifold, in ClipPoint clip, Vec2 reference, Vec2 normal, in Pose pose)
    {
        if (Vec2.Dot(normal, clip.Point - reference) <= Reach)
        {
            ref ManifoldPoint point = ref manifold.Points[manifold.Count++];
            point.LocalPoint = manifold.IsFaceB ? clip.Point : pose.Undo(clip.Point);
            point.Feature = manifold.IsFaceB ? clip.Feature.Swapped : clip.Feature;
        }
    }

    private readonly record struct ClipPoint(Vec2 Point, Feature Feature);
}
