namespace Bellman.Physics;

/// <summary>Bodies that hang together by contacts and joints, solved together.</summary>
internal sealed partial class Island(int bodies, int contacts, int joints)
{
    private readonly Body[] _bodies = new Body[bodies];
    private readonly Contact[] _contacts = new Contact[contacts];
    private readonly RevoluteJoint[] _joints = new RevoluteJoint[joints];
    private int _bodyCount, _contactCount, _jointCount;

    public ReadOnlySpan<Body> Bodies => _bodies.AsSpan(0, _bodyCount);

    public ReadOnlySpan<Contact> Contacts => _contacts.AsSpan(0, _contactCount);

    private ReadOnlySpan<RevoluteJoint> Joints => _joints.AsSpan(0, _jointCount);

    public void Clear() => _bodyCount = _contactCount = _jointCount = 0;

    public void Add(Body body)
    {
        _bodies[_bodyCount++] = body;
        body.IsInIsland = true;
    }

    public void Add(Contact contact)
    {
        _contacts[_contactCount++] = contact;
        contact.IsInIsland = true;
    }

    public void Add(RevoluteJoint joint)
    {
        _joints[_jointCount++] = joint;
        joint.IsInIsland = true;
    }

    /// <summary>One step of the bodies; they fall asleep where all of them have rested for long enough.</summary>
    public void Solve(in TimeStep step, Vec2 gravity)
    {
        foreach (Body body in Bodies)
        {
            body.BeginStep(step.Interval, gravity);
        }
        foreach (Contact contact in Contacts)
        {
            contact.Constraint.Begin(contact, step.Warmth);
        }
        foreach (Contact contact in Contacts)
        {
            contact.Constraint.Prepare();
        }
        foreach (Contact contact in Contacts)
        {
            contact.Constraint.WarmStart();
        }
        foreach (RevoluteJoint joint in Joints)
        {
            joint.Prepare(step.Interval, step.Warmth);
        }
        SolveVelocities(step.VelocityIterations);
        foreach (Contact contact in Contacts)
        {
            contact.Constraint.StoreImpulses();
        }
        foreach (Body body in Bodies)
        {
            body.Move(step.Interval);
        }
        bool isSolved = SolvePositions(step.PositionIterations);
        foreach (Body body in Bodies)
        {
            body.FollowSweep();
        }
        Rest(step.Interval, isSolved);
    }

    /// <summary>
    /// What is left of a step after two bodies have met: their overlap is removed, then velocities are solved and
    /// bodies moved.
    /// </summary>
    public void SolveImpact(Body a, Body b, float interval, int velocityIterations)
    {
        foreach (Contact contact in Contacts)
        {
            contact.Constraint.Begin(contact, warmth: 0);
        }
        for (int i = 0; i < Tuning.ImpactPositionIterations; i++)
        {
            float deepest = 0;
            foreach (Contact contact in Contacts)
            {
                deepest = Scalar.Min(deepest, contact.Constraint.SolvePosition(Tuning.ImpactBaumgarte, a, b));
            }
            if (deepest >= -1.5f * Tuning.LinearSlop)
            {
                break;
            }
        }
        (a.Sweep.Centre0, a.Sweep.Angle0) = (a.Sweep.Centre, a.Sweep.Angle);
        (b.Sweep.Centre0, b.Sweep.Angle0) = (b.Sweep.Centre, b.Sweep.Angle);
        foreach (Contact contact in Contacts)
        {
            contact.Constraint.Prepare();
        }
        for (int i = 0; i < velocityIterations; i++)
        {
            foreach (Contact contact in Contacts)
            {
                contact.Constraint.SolveVelocity();
            }
        }
        foreach (Body body in Bodies)
        {
            body.Move(interval);
            body.FollowSweep();
        }
    }

    private bool SolvePositions(int iterations)
    {
        for (int i = 0; i < iterations; i++)
        {
            float deepest = 0;
            foreach (Contact contact in Contacts)
            {
                deepest = Scalar.Min(deepest, contact.Constraint.SolvePosition(Tuning.Baumgarte));
            }
            bool isSolved = deepest >= -3 * Tuning.LinearSlop;
            foreach (RevoluteJoint joint in Joints)
            {
                isSolved &= joint.SolvePosition();
            }
            if (isSolved)
            {
                return true;
            }
        }
        return false;
    }

    private void Rest(float interval, bool isSolved)
    {
        float rested = float.MaxValue;
        foreach (Body body in Bodies)
        {
            if (!body.IsStatic)
            {
                rested = Scalar.Min(rested, body.RestFor(interval));
            }
        }
        if (rested >= Tuning.TimeToSleep && isSolved)
        {
            foreach (Body body in Bodies)
            {
                body.Sleep();
            }
        }
    }
}
