namespace Bellman.Physics;

internal sealed partial class ContactConstraint
{
    /// <summary>
    /// One iteration over the velocities: friction first, because that nothing overlaps is more important.
    /// </summary>
    public void SolveVelocity()
    {
        float mA = _a.InverseMass, mB = _b.InverseMass, iA = _a.InverseInertia, iB = _b.InverseInertia;
        Vec2 vA = _a.Velocity, vB = _b.Velocity, normal = _normal, tangent = normal.TurnRight();
        float wA = _a.Spin, wB = _b.Spin;
        for (int i = 0; i < _count; i++)
        {
            ref Point point = ref _points[i];
            float lambda = point.TangentMass * -Vec2.Dot(Approach(point, vA, wA, vB, wB), tangent);
            float most = _friction * point.NormalImpulse;
            float total = Scalar.Clamp(point.TangentImpulse + lambda, -most, most);
            lambda = total - point.TangentImpulse;
            point.TangentImpulse = total;
            Vec2 impulse = lambda * tangent;
            vA -= mA * impulse;
            wA -= iA * Vec2.Cross(point.ArmA, impulse);
            vB += mB * impulse;
            wB += iB * Vec2.Cross(point.ArmB, impulse);
        }
        if (_count == 1)
        {
            ref Point point = ref _points[0];
            float lambda = -point.NormalMass * (Vec2.Dot(Approach(point, vA, wA, vB, wB), normal) - point.Bounce);
            float total = Scalar.Max(point.NormalImpulse + lambda, 0);
            lambda = total - point.NormalImpulse;
            point.NormalImpulse = total;
            Vec2 impulse = lambda * normal;
            vA -= mA * impulse;
            wA -= iA * Vec2.Cross(point.ArmA, impulse);
            vB += mB * impulse;
            wB += iB * Vec2.Cross(point.ArmB, impulse);
        }
        else
        {
            ref Point first = ref _points[0];
            ref Point second = ref _points[1];
            var before = new Vec2(first.NormalImpulse, second.NormalImpulse);
            var speed = new Vec2(
                Vec2.Dot(Approach(first, vA, wA, vB, wB), normal) - first.Bounce,
                Vec2.Dot(Approach(second, vA, wA, vB, wB), normal) - second.Bounce);
            speed -= new Vec2(_k11 * before.X + _k12 * before.Y, _k12 * before.X + _k22 * before.Y);
            if (SolvePair(speed, first.NormalMass, second.NormalMass) is { } total)
            {
                Vec2 change = total - before;
                Vec2 impulse1 = change.X * normal, impulse2 = change.Y * normal;
                vA -= mA * (impulse1 + impulse2);
                wA -= iA * (Vec2.Cross(first.ArmA, impulse1) + Vec2.Cross(second.ArmA, impulse2));
                vB += mB * (impulse1 + impulse2);
                wB += iB * (Vec2.Cross(first.ArmB, impulse1) + Vec2.Cross(second.ArmB, impulse2));
                (first.NormalImpulse, second.NormalImpulse) = (total.X, total.Y);
            }
        }
        (_a.Velocity, _a.Spin, _b.Velocity, _b.Spin) = (vA, wA, vB, wB);
    }

    /// <summary>One iteration over the positions.</summary>
    /// <param name="share">The share of the overlap that is removed.</param>
    /// <param name="moves1">A body that may be moved.</param>
    /// <param name="moves2">The other one; null, as both, where all may.</param>
    /// <returns>The deepest overlap that was found, as a negative number.</returns>
    public float SolvePosition(float share, Body? moves1 = null, Body? moves2 = null)
    {
        (float mA, float iA) = Mobility(_a, moves1, moves2);
        (float mB, float iB) = Mobility(_b, moves1, moves2);
        float deepest = 0;
        for (int i = 0; i < _contact.Manifold.Count; i++)
        {
            _a.FollowSweep();
            _b.FollowSweep();
            (Vec2 normal, Vec2 point, float separation) = Measure(_contact.Manifold, i);
            Vec2 armA = point - _a.Sweep.Centre, armB = point - _b.Sweep.Centre;
            deepest = Scalar.Min(deepest, separation);
            float error = Scalar.Clamp(share * (separation + Tuning.LinearSlop), -Tuning.MaxLinearCorrection, 0);
            float crossA = Vec2.Cross(armA, normal), crossB = Vec2.Cross(armB, normal);
            float k = mA + mB + iA * crossA * crossA + iB * crossB * crossB;
            Vec2 impulse = (k > 0 ? -error / k : 0) * normal;
            _a.Sweep.Centre -= mA * impulse;
            _a.Sweep.Angle -= iA * Vec2.Cross(armA, impulse);
            _b.Sweep.Centre += mB * impulse;
            _b.Sweep.Angle += iB * Vec2.Cross(armB, impulse);
        }
        return deepest;
    }

    private static (float InverseMass, float InverseInertia) Mobility(Body body, Body? moves1, Body? moves2)
        => moves1 is null || body == moves1 || body == moves2 ? (body.InverseMass, body.InverseInertia) : (0, 0);

    /// <summary>
    /// The two impulses x for which speed + K x and x are not negative and one of each pair is zero, by trying all four
    /// cases (Murty); null where rounding leaves none.
    /// </summary>
    private Vec2? SolvePair(Vec2 speed, float mass1, float mass2)
    {
        var both = new Vec2(-(_inverse11 * speed.X + _inverse12 * speed.Y), -(_inverse12 * speed.X + _inverse22 * speed.Y));
        if (both.X >= 0 && both.Y >= 0)
        {
            return both;
        }
        float only = -mass1 * speed.X;
        if (only >= 0 && _k12 * only + speed.Y >= 0)
        {
            return new(only, 0);
        }
        only = -mass2 * speed.Y;
        if (only >= 0 && _k12 * only + speed.X >= 0)
        {
            return new(0, only);
        }
        return speed.X >= 0 && speed.Y >= 0 ? default(Vec2) : null;
    }

    private (Vec2 Normal, Vec2 Point, float Separation) Measure(in Manifold manifold, int index)
    {
        (Body own, Body other) = manifold.IsFaceB ? (_b, _a) : (_a, _b);
        Vec2 normal = own.Pose.Rotation * manifold.LocalNormal, plane = own.Pose * manifold.LocalPoint;
        Vec2 clip = other.Pose * manifold.Points[index].LocalPoint;
        float separation = Vec2.Dot(clip - plane, normal) - Tuning.Radius - Tuning.Radius;
        return (manifold.IsFaceB ? -normal : normal, clip, separation);
    }
}
