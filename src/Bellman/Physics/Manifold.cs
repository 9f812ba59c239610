using System.Runtime.CompilerServices;

namespace Bellman.Physics;

/// <summary>
/// Which features of two shapes made a point of contact: by them a point is known again in the next step.
/// </summary>
/// <param name="IndexA">The corner or side of the first shape.</param>
/// <param name="IndexB">The corner or side of the second shape.</param>
/// <param name="KindA">Which of both it is of the first shape.</param>
/// <param name="KindB">Which of both it is of the second shape.</param>
internal readonly record struct Feature(byte IndexA, byte IndexB, FeatureKind KindA, FeatureKind KindB)
{
    /// <summary>The same, told from the second shape's side.</summary>
    public Feature Swapped => new(IndexB, IndexA, KindB, KindA);
}

/// <summary>What a feature is.</summary>
internal enum FeatureKind : byte
{
    /// <summary>A corner.</summary>
    Corner,

    /// <summary>A side.</summary>
    Side,
}

/// <summary>A point where two shapes touch.</summary>
internal struct ManifoldPoint
{
    /// <summary>In the coordinates of the shape that does not have the reference side.</summary>
    public Vec2 LocalPoint;

    /// <summary>What the last step needed: the next one begins with it.</summary>
    public float NormalImpulse, TangentImpulse;

    public Feature Feature;

    /// <summary>Whether it may be that of a saved state.</summary>
    public readonly bool IsReasonable => LocalPoint.IsReasonable && Scalar.IsReasonable(NormalImpulse) && Scalar.IsReasonable(TangentImpulse);
}

/// <summary>At most two points.</summary>
[InlineArray(Length)]
internal struct ManifoldPoints
{
    public const int Length = 2;

    private ManifoldPoint _first;
}

/// <summary>Where and along which normal two shapes touch.</summary>
internal struct Manifold
{
    /// <summary>Whether the reference side is the second shape's.</summary>
    public bool IsFaceB;

    /// <summary>The normal of the reference side, in its shape's coordinates.</summary>
    public Vec2 LocalNormal;

    /// <summary>A point on the reference side, in its shape's coordinates.</summary>
    public Vec2 LocalPoint;

    public int Count;
    public ManifoldPoints Points;

    /// <summary>Saves it.</summary>
    public void Sync(StateStream stream)
    {
        stream.Sync(ref IsFaceB);
        stream.Sync(ref LocalNormal);
        stream.Sync(ref LocalPoint);
        stream.Sync(ref Count);
        stream.Sync(ref Points);
        OptionCheck.Saved(!stream.IsReading || (Count is >= 0 and <= ManifoldPoints.Length && LocalNormal.IsReasonable && LocalPoint.IsReasonable
            && Points[0].IsReasonable && Points[1].IsReasonable), "contact");
    }

    /// <summary>Takes over the impulses of the points that were there before.</summary>
    public void Remember(in Manifold before)
    {
        for (int i = 0; i < Count; i++)
        {
            ref ManifoldPoint point = ref Points[i];
            point.NormalImpulse = point.TangentImpulse = 0;
            for (int j = 0; j < before.Count; j++)
            {
                if (before.Points[j].Feature == point.Feature)
                {
                    point.NormalImpulse = before.Points[j].NormalImpulse;
                    point.TangentImpulse = before.Points[j].TangentImpulse;
                    break;
                }
            }
        }
    }
}
