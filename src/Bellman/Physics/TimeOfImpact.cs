namespace Bellman.Physics;

/// <summary>
/// When two shapes that move come so close that their skins touch, by conservative advancement along separating axes
/// (Catto 2013, "Continuous collision").
/// </summary>
internal static class TimeOfImpact
{
    private const int MaxIterations = 20, MaxRootIterations = 50;
    private const float Tolerance = 0.25f * Tuning.LinearSlop;

    // How far apart they are to stay: a little less than both skins.
    private static readonly float _target = Scalar.Max(Tuning.LinearSlop, Tuning.Radius + Tuning.Radius - 3 * Tuning.LinearSlop);

    /// <summary>The share of the motion after which they touch; null where they do not, or overlap already.</summary>
    public static float? Find(Shape a, in Sweep motionA, Shape b, in Sweep motionB)
    {
        Sweep sweepA = motionA.Unwound(), sweepB = motionB.Unwound(); // roots of large angles are hard to find
        var simplex = default(Simplex);
        float share = 0;
        for (int iteration = 0; iteration < MaxIterations; iteration++)
        {
            float distance = Distance.Between(a, sweepA.At(share), b, sweepB.At(share), ref simplex);
            if (distance <= 0)
            {
                return null;
            }
            if (distance < _target + Tolerance)
            {
                return share;
            }
            var axis = new SeparatingAxis(simplex, a, sweepA, b, sweepB, share);
            switch (Advance(axis, ref share))
            {
                case Advancement.Touching:
                    return share;
                case Advancement.Never:
                    return null;
            }
        }
        return null;
    }

    private enum Advancement
    {
        Further,
        Touching,
        Never,
    }

    /// <summary>Goes on to where the deepest corners touch, for one pair of deepest corners after the other.</summary>
    private static Advancement Advance(in SeparatingAxis axis, ref float share)
    {
        float end = 1;
        for (int pair = 0; pair < Tuning.MaxPolygonVertices; pair++)
        {
            float separationAtEnd = axis.Least(end, out int indexA, out int indexB);
            if (separationAtEnd > _target + Tolerance)
            {
                return Advancement.Never;
            }
            if (separationAtEnd > _target - Tolerance)
            {
                share = end;
                return Advancement.Further;
            }
            float separation = axis.Between(share, indexA, indexB);
            if (separation < _target - Tolerance)
            {
                return Advancement.Never; // the root finder was not good enough
            }
            if (separation <= _target + Tolerance)
            {
                return Advancement.Touching;
            }
            end = Root(axis, indexA, indexB, share, separation, end, separationAtEnd);
        }
        return Advancement.Further;
    }

    /// <summary>Bisection and the secant rule by turns.</summary>
    private static float Root(in SeparatingAxis axis, int indexA, int indexB, float low, float atLow, float high, float atHigh)
    {
        float end = high;
        for (int iteration = 0; iteration < MaxRootIterations; iteration++)
        {
            float middle = (iteration & 1) != 0 ? low + (_target - atLow) * (high - low) / (atHigh - atLow) : 0.5f * (low + high);
            float separation = axis.Between(middle, indexA, indexB);
            if (MathF.Abs(separation - _target) < Tolerance)
            {
                return middle;
            }
            if (separation > _target)
            {
                (low, atLow) = (middle, separation);
            }
            else
            {
                (high, atHigh) = (middle, separation);
            }
        }
        return end;
    }
}
