using System.Runtime.CompilerServices;

namespace Bellman.Physics;

/// <summary>
/// Keeps two bodies that touch from passing through each other and lets friction slow them, by sequential impulses
/// (Catto 2005): velocities first, two points at a time where there are two, then positions.
/// </summary>
internal sealed partial class ContactConstraint
{
    /// <summary>Numbers that one iteration over the velocities hands to the next.</summary>
    public const int StateLength = 4;

    private const float MaxConditionNumber = 1000;

    private Contact _contact = null!;
    private Body _a = null!, _b = null!;
    private int _count;
    private float _friction, _restitution;
    private Vec2 _normal;
    private Points _points;

    // The two points' joint effect on each other, where they are solved together, and its inverse.
    private float _k11, _k12, _k22;
    private float _inverse11, _inverse12, _inverse22;

    /// <summary>Begins with a share of the impulses of the last step.</summary>
    public void Begin(Contact contact, float warmth)
    {
        _contact = contact;
        (_a, _b) = (contact.Edge.Body, contact.Polygon.Body);
        (_friction, _restitution) = (contact.Friction, contact.Restitution);
        ref Manifold manifold = ref contact.Manifold;
        _count = manifold.Count;
        for (int i = 0; i < _count; i++)
        {
            _points[i].NormalImpulse = warmth * manifold.Points[i].NormalImpulse;
            _points[i].TangentImpulse = warmth * manifold.Points[i].TangentImpulse;
        }
    }

    /// <summary>Works out what does not change while velocities are solved.</summary>
    public void Prepare()
    {
        float mA = _a.InverseMass, mB = _b.InverseMass, iA = _a.InverseInertia, iB = _b.InverseInertia;
        Vec2 centreA = _a.Sweep.Centre, centreB = _b.Sweep.Centre;
        PlaceWorldPoints();
        Vec2 tangent = _normal.TurnRight();
        for (int i = 0; i < _count; i++)
        {
            ref Point point = ref _points[i];
            point.ArmA = point.Place - centreA;
            point.ArmB = point.Place - centreB;
            float normalA = Vec2.Cross(point.ArmA, _normal), normalB = Vec2.Cross(point.ArmB, _normal);
            float normalK = mA + mB + iA * normalA * normalA + iB * normalB * normalB;
            point.NormalMass = normalK > 0 ? 1 / normalK : 0;
            float tangentA = Vec2.Cross(point.ArmA, tangent), tangentB = Vec2.Cross(point.ArmB, tangent);
            float tangentK = mA + mB + iA * tangentA * tangentA + iB * tangentB * tangentB;
            point.TangentMass = tangentK > 0 ? 1 / tangentK : 0;
            float speed = Vec2.Dot(_normal, Approach(point, _a.Velocity, _a.Spin, _b.Velocity, _b.Spin));
            point.Bounce = speed < -Tuning.VelocityThreshold ? -_restitution * speed : 0;
        }
        if (_count == 2)
        {
            PreparePair(mA, mB, iA, iB);
        }
    }

    /// <summary>Applies the impulses with which the step begins.</summary>
    public void WarmStart()
    {
        Vec2 tangent = _normal.TurnRight();
        for (int i = 0; i < _count; i++)
        {
            ref Point point = ref _points[i];
            Vec2 impulse = point.NormalImpulse * _normal + point.TangentImpulse * tangent;
            _a.Spin -= _a.InverseInertia * Vec2.Cross(point.ArmA, impulse);
            _a.Velocity -= _a.InverseMass * impulse;
            _b.Spin += _b.InverseInertia * Vec2.Cross(point.ArmB, impulse);
            _b.Velocity += _b.InverseMass * impulse;
        }
    }

    /// <summary>Writes down the numbers that one iteration hands to the next.</summary>
    public void Remember(Span<float> state) => (state[0], state[1], state[2], state[3])
        = (_points[0].NormalImpulse, _points[0].TangentImpulse, _points[1].NormalImpulse, _points[1].TangentImpulse);

    /// <summary>Keeps the impulses for the next step.</summary>
    public void StoreImpulses()
    {
        ref Manifold manifold = ref _contact.Manifold;
        for (int i = 0; i < _count; i++)
        {
            manifold.Points[i].NormalImpulse = _points[i].NormalImpulse;
            manifold.Points[i].TangentImpulse = _points[i].TangentImpulse;
        }
    }

    /// <summary>The velocity of the second body relative to the first, at a point.</summary>
    private static Vec2 Approach(in Point point, Vec2 vA, float wA, Vec2 vB, float wB)
        => Vec2.Slip(vA, wA, point.ArmA, vB, wB, point.ArmB);

    private void PlaceWorldPoints()
    {
        ref Manifold manifold = ref _contact.Manifold;
        _a.FollowSweep();
        _b.FollowSweep();
        (Body own, Body other) = manifold.IsFaceB ? (_b, _a) : (_a, _b);
        Vec2 normal = own.Pose.Rotation * manifold.LocalNormal, plane = own.Pose * manifold.LocalPoint;
        for (int i = 0; i < manifold.Count; i++)
        {
            Vec2 clip = other.Pose * manifold.Points[i].LocalPoint;
            Vec2 onPlane = clip + (Tuning.Radius - Vec2.Dot(clip - plane, normal)) * normal, onSkin = clip - Tuning.Radius * normal;
            _points[i].Place = 0.5f * (onPlane + onSkin);
        }
        _normal = manifold.IsFaceB ? -normal : normal;
    }

    private void PreparePair(float mA, float mB, float iA, float iB)
    {
        ref Point first = ref _points[0];
        ref Point second = ref _points[1];
        float a1 = Vec2.Cross(first.ArmA, _normal), b1 = Vec2.Cross(first.ArmB, _normal);
        float a2 = Vec2.Cross(second.ArmA, _normal), b2 = Vec2.Cross(second.ArmB, _normal);
        _k11 = mA + mB + iA * a1 * a1 + iB * b1 * b1;
        _k22 = mA + mB + iA * a2 * a2 + iB * b2 * b2;
        _k12 = mA + mB + iA * a1 * a2 + iB * b1 * b2;
        if (!(_k11 * _k11 < MaxConditionNumber * (_k11 * _k22 - _k12 * _k12)))
        {
            _count = 1; // two points so close to each other cannot be told apart
            return;
        }
        float determinant = _k11 * _k22 - _k12 * _k12;
        if (determinant != 0)
        {
            determinant = 1 / determinant;
        }
        _inverse11 = determinant * _k22;
        _inverse12 = -determinant * _k12;
        _inverse22 = determinant * _k11;
    }

    private struct Point
    {
        public Vec2 Place, ArmA, ArmB;
        public float NormalImpulse, TangentImpulse, NormalMass, TangentMass, Bounce;
    }

    [InlineArray(ManifoldPoints.Length)]
    private struct Points
    {
        private Point _first;
    }
}
