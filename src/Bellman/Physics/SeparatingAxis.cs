namespace Bellman.Physics;

/// <summary>
/// An axis along which two shapes that move are apart: between two corners, or the normal of a side. A side's axis
/// turns with its body.
/// </summary>
internal readonly struct SeparatingAxis
{
    private readonly Shape _a, _b;
    private readonly Sweep _sweepA, _sweepB;
    private readonly Kind _kind;
    private readonly Vec2 _axis, _sidePoint;

    /// <summary>The axis that a simplex of one or two corners defines at a share of the motion.</summary>
    public SeparatingAxis(in Simplex simplex, Shape a, in Sweep sweepA, Shape b, in Sweep sweepB, float share)
    {
        (_a, _b, _sweepA, _sweepB) = (a, b, sweepA, sweepB);
        Pose poseA = sweepA.At(share), poseB = sweepB.At(share);
        ref readonly SimplexCorner first = ref simplex.Corners[0];
        ref readonly SimplexCorner second = ref simplex.Corners[1];
        if (simplex.Count == 1)
        {
            _kind = Kind.Corners;
            _axis = (poseB * b.Corners[first.IndexB] - poseA * a.Corners[first.IndexA]).Normalized();
            return;
        }
        _kind = first.IndexA == second.IndexA ? Kind.SideOfB : Kind.SideOfA;
        (Shape own, Pose ownPose, int side1, int side2) = _kind == Kind.SideOfB
            ? (b, poseB, first.IndexB, second.IndexB) : (a, poseA, first.IndexA, second.IndexA);
        Vec2 from = own.Corners[side1], to = own.Corners[side2];
        _axis = (to - from).TurnRight().Normalized();
        _sidePoint = 0.5f * (from + to);
        Vec2 corner = _kind == Kind.SideOfB ? poseA * a.Corners[first.IndexA] : poseB * b.Corners[first.IndexB];
        if (Vec2.Dot(corner - ownPose * _sidePoint, ownPose.Rotation * _axis) < 0)
        {
            _axis = -_axis;
        }
    }

    private enum Kind
    {
        Corners,
        SideOfA,
        SideOfB,
    }

    /// <summary>The separation at a share of the motion, and the corners that are closest then.</summary>
    public float Least(float share, out int indexA, out int indexB)
    {
        Pose poseA = _sweepA.At(share), poseB = _sweepB.At(share);
        (indexA, indexB) = (0, 0);
        switch (_kind)
        {
            case Kind.Corners:
                indexA = _a.Support(poseA.Rotation.Undo(_axis));
                indexB = _b.Support(poseB.Rotation.Undo(-_axis));
                break;
            case Kind.SideOfA:
                indexB = _b.Support(poseB.Rotation.Undo(-(poseA.Rotation * _axis)));
                break;
            default:
                indexA = _a.Support(poseA.Rotation.Undo(-(poseB.Rotation * _axis)));
                break;
        }
        return Between(poseA, indexA, poseB, indexB);
    }

    /// <summary>The separation of two corners at a share of the motion.</summary>
    public float Between(float share, int indexA, int indexB) => Between(_sweepA.At(share), indexA, _sweepB.At(share), indexB);

    private float Between(in Pose poseA, int indexA, in Pose poseB, int indexB) => _kind switch
    {
        Kind.Corners => Vec2.Dot(poseB * _b.Corners[indexB] - poseA * _a.Corners[indexA], _axis),
        Kind.SideOfA => Vec2.Dot(poseB * _b.Corners[indexB] - poseA * _sidePoint, poseA.Rotation * _axis),
        _ => Vec2.Dot(poseA * _a.Corners[indexA] - poseB * _sidePoint, poseB.Rotation * _axis),
    };
}
