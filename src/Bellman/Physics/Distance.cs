namespace Bellman.Physics;

/// <summary>The distance of two shapes without their skins (Gilbert, Johnson and Keerthi 1988).</summary>
internal static class Distance
{
    private const int MaxIterations = 20;

    /// <summary>
    /// The distance at two poses. The simplex is the one that was found in the last call, where there was one (its
    /// count is 0 else): the search begins there.
    /// </summary>
    public static float Between(Shape a, in Pose poseA, Shape b, in Pose poseB, ref Simplex simplex)
    {
        Begin(a, poseA, b, poseB, ref simplex);
        for (int iteration = 0; iteration < MaxIterations; iteration++)
        {
            Simplex before = simplex;
            simplex.Reduce();
            if (simplex.Count == 3)
            {
                break; // the origin is in the triangle: they overlap
            }
            Vec2 direction = simplex.Direction();
            if (direction.LengthSquared < Tuning.Epsilon * Tuning.Epsilon)
            {
                break;
            }
            int indexA = a.Support(poseA.Rotation.Undo(-direction)), indexB = b.Support(poseB.Rotation.Undo(direction));
            if (Has(before, indexA, indexB))
            {
                break; // no corner lies nearer to the origin
            }
            simplex.Add(Corner(a, poseA, indexA, b, poseB, indexB));
        }
        (Vec2 pointA, Vec2 pointB) = simplex.Closest();
        return (pointA - pointB).Length;
    }

    private static void Begin(Shape a, in Pose poseA, Shape b, in Pose poseB, ref Simplex simplex)
    {
        if (simplex.Count > 1)
        {
            float before = simplex.Size();
            for (int i = 0; i < simplex.Count; i++)
            {
                simplex.Corners[i] = Corner(a, poseA, simplex.Corners[i].IndexA, b, poseB, simplex.Corners[i].IndexB);
            }
            float now = simplex.Size();
            if (now < 0.5f * before || 2 * before < now || now < Tuning.Epsilon)
            {
                simplex.Count = 0;
            }
        }
        else if (simplex.Count == 1)
        {
            simplex.Corners[0] = Corner(a, poseA, simplex.Corners[0].IndexA, b, poseB, simplex.Corners[0].IndexB);
        }
        if (simplex.Count == 0)
        {
            simplex.Add(Corner(a, poseA, 0, b, poseB, 0));
        }
    }

    private static SimplexCorner Corner(Shape a, in Pose poseA, int indexA, Shape b, in Pose poseB, int indexB)
    {
        Vec2 pointA = poseA * a.Corners[indexA], pointB = poseB * b.Corners[indexB];
        return new() { IndexA = indexA, IndexB = indexB, PointA = pointA, PointB = pointB, Difference = pointB - pointA };
    }

    private static bool Has(in Simplex simplex, int indexA, int indexB)
    {
        for (int i = 0; i < simplex.Count; i++)
        {
            if (simplex.Corners[i].IndexA == indexA && simplex.Corners[i].IndexB == indexB)
            {
                return true;
            }
        }
        return false;
    }
}
