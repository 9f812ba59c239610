namespace Bellman.Physics;

/// <summary>A rigid body: shapes that move as one, or not at all where it is static.</summary>
internal sealed class Body : IStateful
{
    private Vec2 _force;
    private float _torque, _sleepTime;

    public Body(bool isStatic, params ReadOnlySpan<Shape> shapes)
    {
        IsStatic = isStatic;
        Shapes = shapes.ToArray();
        foreach (Shape shape in Shapes)
        {
            shape.Body = this;
        }
        if (!isStatic)
        {
            Weigh();
        }
        Place(default, 0);
    }

    /// <summary>Whether it stays where it is, whatever hits it.</summary>
    public bool IsStatic { get; }

    public Shape[] Shapes { get; }

    /// <summary>0 where it is static.</summary>
    public float InverseMass { get; private set; }

    /// <summary>About the centre of mass; 0 where it is static.</summary>
    public float InverseInertia { get; private set; }

    public bool IsAwake { get; private set; }

    /// <summary>Whether it belongs to the island that is being solved.</summary>
    public bool IsInIsland { get; set; }

    // Fields, because the solvers change parts of them: a property would hand out copies.
    public Pose Pose;
    public Sweep Sweep;

    /// <summary>The velocity of the centre of mass.</summary>
    public Vec2 Velocity;

    /// <summary>The angular velocity.</summary>
    public float Spin;

    public float Angle => Sweep.Angle;

    /// <summary>Puts it somewhere, at rest and awake.</summary>
    /// <param name="position">Of the body's origin.</param>
    /// <param name="angle">In radians, counterclockwise.</param>
    public void Place(Vec2 position, float angle)
    {
        Pose = new(position, Rotation.Of(angle));
        Vec2 centre = Pose * Sweep.LocalCentre;
        Sweep = Sweep with { Centre0 = centre, Centre = centre, Angle0 = angle, Angle = angle, Start = 0 };
        Velocity = _force = default;
        Spin = _torque = _sleepTime = 0;
        IsAwake = true;
    }

    /// <summary>Adds a force that acts on the centre of mass during the next step.</summary>
    public void ApplyForce(Vec2 force)
    {
        Wake();
        _force += force;
    }

    /// <summary>Adds a torque that acts during the next step.</summary>
    public void ApplyTorque(float torque)
    {
        Wake();
        _torque += torque;
    }

    /// <summary>Changes the velocities at once, as a blow at a point does.</summary>
    public void ApplyImpulse(Vec2 impulse, Vec2 point)
    {
        Wake();
        Velocity += InverseMass * impulse;
        Spin += InverseInertia * Vec2.Cross(point - Sweep.Centre, impulse);
    }

    /// <summary>Wakes it, if it sleeps.</summary>
    public void Wake()
    {
        if (!IsAwake)
        {
            IsAwake = true;
            _sleepTime = 0;
        }
    }

    /// <summary>Lets it sleep: until something wakes it, it neither moves nor costs time.</summary>
    public void Sleep()
    {
        IsAwake = false;
        Velocity = _force = default;
        Spin = _torque = _sleepTime = 0;
    }

    public void ClearForces()
    {
        _force = default;
        _torque = 0;
    }

    /// <summary>Remembers where the step begins, and lets gravity and forces change the velocities.</summary>
    public void BeginStep(float interval, Vec2 gravity)
    {
        Sweep.Centre0 = Sweep.Centre;
        Sweep.Angle0 = Sweep.Angle;
        if (!IsStatic)
        {
            Velocity += interval * (gravity + InverseMass * _force);
            Spin += interval * InverseInertia * _torque;
        }
    }

    /// <summary>Moves it by its velocities, within reason.</summary>
    public void Move(float interval)
    {
        Vec2 translation = interval * Velocity;
        if (Vec2.Dot(translation, translation) > Tuning.MaxTranslation * Tuning.MaxTranslation)
        {
            Velocity = Tuning.MaxTranslation / translation.Length * Velocity;
        }
        float rotation = interval * Spin;
        if (rotation * rotation > Tuning.MaxRotation * Tuning.MaxRotation)
        {
            Spin *= Tuning.MaxRotation / MathF.Abs(rotation);
        }
        Sweep.Centre += interval * Velocity;
        Sweep.Angle += interval * Spin;
    }

    /// <summary>Puts the pose where the motion ends.</summary>
    public void FollowSweep()
    {
        var rotation = Rotation.Of(Sweep.Angle);
        Pose = new(Sweep.Centre - rotation * Sweep.LocalCentre, rotation);
    }

    /// <summary>Goes to a moment of the step, and lets the rest of its motion begin and end there.</summary>
    public void Advance(float moment)
    {
        Sweep.Advance(moment);
        Sweep.Centre = Sweep.Centre0;
        Sweep.Angle = Sweep.Angle0;
        FollowSweep();
    }

    /// <summary>How long it has been at rest, after a step of so many seconds.</summary>
    public float RestFor(float interval)
    {
        bool rests = Spin * Spin <= Tuning.AngularSleepTolerance * Tuning.AngularSleepTolerance
            && Vec2.Dot(Velocity, Velocity) <= Tuning.LinearSleepTolerance * Tuning.LinearSleepTolerance;
        _sleepTime = rests ? _sleepTime + interval : 0;
        return _sleepTime;
    }

    /// <inheritdoc/>
    public void Sync(StateStream stream)
    {
        stream.Sync(ref Sweep);
        stream.Sync(ref Pose);
        stream.Sync(ref Velocity);
        stream.Sync(ref Spin);
        stream.Sync(ref _force);
        stream.Sync(ref _torque);
        stream.Sync(ref _sleepTime);
        bool isAwake = IsAwake;
        stream.Sync(ref isAwake);
        IsAwake = isAwake;
        OptionCheck.Saved(!stream.IsReading || IsReasonable, "body");
        foreach (Shape shape in Shapes)
        {
            shape.Sync(stream);
        }
    }

    private bool IsReasonable => Sweep.IsReasonable && Pose.Position.IsReasonable
        && Pose.Rotation is { Sin: >= -1 and <= 1, Cos: >= -1 and <= 1 }
        && Velocity.IsReasonable && Scalar.IsReasonable(Spin)
        && _force.IsReasonable && Scalar.IsReasonable(_torque) && Scalar.IsReasonable(_sleepTime);

    private void Weigh()
    {
        float mass = 0, inertia = 0;
        var moment = default(Vec2);
        foreach (Shape shape in Shapes)
        {
            MassProperties part = Polygons.Mass(shape.Corners, shape.Material.Density);
            mass += part.Mass;
            moment += part.Mass * part.Centre;
            inertia += part.Inertia;
        }
        InverseMass = 1 / mass;
        Vec2 centre = InverseMass * moment;
        InverseInertia = 1 / (inertia - mass * Vec2.Dot(centre, centre));
        Sweep.LocalCentre = centre;
    }
}
