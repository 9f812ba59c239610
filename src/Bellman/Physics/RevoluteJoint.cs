namespace Bellman.Physics;

/// <summary>How two bodies hang together.</summary>
internal sealed record RevoluteJointOptions
{
    /// <summary>The hinge in the first body's coordinates.</summary>
    public Vec2 AnchorA { get; init; }

    /// <summary>The hinge in the second body's coordinates.</summary>
    public Vec2 AnchorB { get; init; }

    /// <summary>The second body's angle relative to the first that counts as 0, in radians.</summary>
    public float Reference { get; init; }

    /// <summary>
    /// The least angle of the second body relative to the first, in radians; more than four degrees below the greatest.
    /// </summary>
    public float Lower { get; init; }

    /// <summary>The greatest angle of the second body relative to the first, in radians.</summary>
    public float Upper { get; init; }

    /// <summary>The angular velocity that the motor tries to hold, in radians per second.</summary>
    public float MotorSpeed { get; init; }

    /// <summary>What the motor can do, in newton metres.</summary>
    public float MotorTorque { get; init; }
}

/// <summary>
/// A hinge between two bodies, with a motor and limits. The two bodies do not collide with each other.
/// </summary>
internal sealed class RevoluteJoint(Body a, Body b, RevoluteJointOptions options) : IStateful
{
    /// <summary>Numbers that one iteration over the velocities hands to the next.</summary>
    public const int StateLength = 2;

    /// <summary>Iterations that are remembered.</summary>
    public const int Memory = 4;

    private readonly Vec2[] _recent = new Vec2[Memory]; // what the last iterations added to:
    private Vec2 _impulse; // at the hinge, and around it:
    private float _limitImpulse, _motorImpulse;
    private Limit _limit;

    private readonly float _motorSpeed = options.MotorSpeed;
    private float _mostMotorImpulse;
    private Vec2 _armA, _armB;
    private Symmetric3 _mass;
    private float _motorMass;

    private enum Limit : byte
    {
        Free,
        Lower,
        Upper,
    }

    public Body A { get; } = a;

    public Body B { get; } = b;

    /// <summary>Whether it belongs to the island that is being solved.</summary>
    public bool IsInIsland { get; set; }

    private float JointAngle => B.Sweep.Angle - A.Sweep.Angle - options.Reference;

    public bool Involves(Body body) => A == body || B == body;

    public Body Other(Body body) => A == body ? B : A;

    /// <summary>Forgets the impulses of the last step.</summary>
    public void Reset() => (_impulse, _limitImpulse, _motorImpulse, _limit) = (default, 0, 0, Limit.Free);

    /// <summary>
    /// Works out what does not change while velocities are solved, and begins with a share of the impulses of the last
    /// step.
    /// </summary>
    public void Prepare(float interval, float warmth)
    {
        float mA = A.InverseMass, mB = B.InverseMass, iA = A.InverseInertia, iB = B.InverseInertia;
        _armA = Rotation.Of(A.Sweep.Angle) * (options.AnchorA - A.Sweep.LocalCentre);
        _armB = Rotation.Of(B.Sweep.Angle) * (options.AnchorB - B.Sweep.LocalCentre);
        _mass = new(
            mA + mB + _armA.Y * _armA.Y * iA + _armB.Y * _armB.Y * iB,
            -_armA.Y * _armA.X * iA - _armB.Y * _armB.X * iB,
            -_armA.Y * iA - _armB.Y * iB,
            mA + mB + _armA.X * _armA.X * iA + _armB.X * _armB.X * iB,
            _armA.X * iA + _armB.X * iB,
            iA + iB);
        _motorMass = 1 / (iA + iB);
        _mostMotorImpulse = interval * options.MotorTorque;

        float angle = JointAngle;
        Limit limit = angle <= options.Lower ? Limit.Lower : angle >= options.Upper ? Limit.Upper : Limit.Free;
        if (limit != _limit)
        {
            _limitImpulse = 0;
            _limit = limit;
        }

        _impulse = warmth * _impulse;
        _limitImpulse *= warmth;
        _motorImpulse *= warmth;
        A.Velocity -= mA * _impulse;
        A.Spin -= iA * (Vec2.Cross(_armA, _impulse) + _motorImpulse + _limitImpulse);
        B.Velocity += mB * _impulse;
        B.Spin += iB * (Vec2.Cross(_armB, _impulse) + _motorImpulse + _limitImpulse);
    }

    /// <summary>One iteration over the velocities: the motor, then hinge and limit together.</summary>
    /// <param name="iteration">Its number.</param>
    public void SolveVelocity(int iteration)
    {
        float mA = A.InverseMass, mB = B.InverseMass, iA = A.InverseInertia, iB = B.InverseInertia;
        Vec2 vA = A.Velocity, vB = B.Velocity;
        float wA = A.Spin, wB = B.Spin;

        float motor = Scalar.Clamp(_motorImpulse + -_motorMass * (wB - wA - _motorSpeed), -_mostMotorImpulse, _mostMotorImpulse);
        float twist = motor - _motorImpulse;
        _motorImpulse = motor;
        wA -= iA * twist;
        wB += iB * twist;

        Vec2 slip = Vec2.Slip(vA, wA, _armA, vB, wB, _armB);
        Vec2 impulse;
        if (_limit == Limit.Free)
        {
            impulse = _mass.Solve(-slip);
            _impulse += impulse;
            wA -= iA * Vec2.Cross(_armA, impulse);
            wB += iB * Vec2.Cross(_armB, impulse);
        }
        else
        {
            (impulse, twist) = _mass.Solve(slip, wB - wA);
            (impulse, twist) = (-impulse, -twist);
            float total = _limitImpulse + twist;
            if (_limit == Limit.Lower ? total < 0 : total > 0) // the limit only pushes: it lets go
            {
                impulse = _mass.Solve(-slip + _limitImpulse * _mass.Column3);
                twist = -_limitImpulse;
                total = 0;
            }
            _impulse += impulse;
            _limitImpulse = total;
            wA -= iA * (Vec2.Cross(_armA, impulse) + twist);
            wB += iB * (Vec2.Cross(_armB, impulse) + twist);
        }
        _recent[(uint)iteration % Memory] = impulse;
        A.Velocity = vA - mA * impulse;
        A.Spin = wA;
        B.Velocity = vB + mB * impulse;
        B.Spin = wB;
    }

    /// <summary>
    /// Writes down the numbers that one iteration hands to the next. The hinge's impulse is none of them: it is only
    /// added up.
    /// </summary>
    public void Remember(Span<float> state) => (state[0], state[1]) = (_motorImpulse, _limitImpulse);

    /// <summary>
    /// Adds what further iterations would have added to the hinge's impulse if the last ones came again and again.
    /// </summary>
    public void Repeat(int iterations)
    {
        for (int i = 1; i <= iterations; i++)
        {
            _impulse += _recent[i % Memory];
        }
    }

    /// <summary>
    /// One iteration over the positions; true where the hinge and the limit are as good as they need to be.
    /// </summary>
    public bool SolvePosition()
    {
        float mA = A.InverseMass, mB = B.InverseMass, iA = A.InverseInertia, iB = B.InverseInertia;
        float excess = 0;
        if (_limit != Limit.Free)
        {
            float angle = JointAngle, error;
            if (_limit == Limit.Lower)
            {
                error = angle - options.Lower;
                excess = -error;
                error = Scalar.Clamp(error + Tuning.AngularSlop, -Tuning.MaxAngularCorrection, 0);
            }
            else
            {
                excess = error = angle - options.Upper;
                error = Scalar.Clamp(error - Tuning.AngularSlop, 0, Tuning.MaxAngularCorrection);
            }
            float twist = -_motorMass * error;
            A.Sweep.Angle -= iA * twist;
            B.Sweep.Angle += iB * twist;
        }

        Vec2 armA = Rotation.Of(A.Sweep.Angle) * (options.AnchorA - A.Sweep.LocalCentre);
        Vec2 armB = Rotation.Of(B.Sweep.Angle) * (options.AnchorB - B.Sweep.LocalCentre);
        Vec2 gap = B.Sweep.Centre + armB - A.Sweep.Centre - armA;
        float k11 = mA + mB + iA * armA.Y * armA.Y + iB * armB.Y * armB.Y;
        float k12 = -iA * armA.X * armA.Y - iB * armB.X * armB.Y;
        float k22 = mA + mB + iA * armA.X * armA.X + iB * armB.X * armB.X;
        Vec2 impulse = -Symmetric3.Solve(k11, k12, k22, Symmetric3.Inverse(k11 * k22 - k12 * k12), gap);
        A.Sweep.Centre -= mA * impulse;
        A.Sweep.Angle -= iA * Vec2.Cross(armA, impulse);
        B.Sweep.Centre += mB * impulse;
        B.Sweep.Angle += iB * Vec2.Cross(armB, impulse);
        return gap.Length <= Tuning.LinearSlop && excess <= Tuning.AngularSlop;
    }

    /// <inheritdoc/>
    public void Sync(StateStream stream)
    {
        stream.Sync(ref _impulse);
        stream.Sync(ref _limitImpulse);
        stream.Sync(ref _motorImpulse);
        stream.Sync(ref _limit);
        OptionCheck.Saved(!stream.IsReading || (_impulse.IsReasonable && Scalar.IsReasonable(_limitImpulse) && Scalar.IsReasonable(_motorImpulse)
            && _limit <= Limit.Upper), "joint");
    }
}
