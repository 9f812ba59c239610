namespace Bellman.Physics;

/// <summary>
/// Rigid bodies in a plane, after Erin Catto's Box2D 2.3: the same operations on the same single-precision numbers in
/// the same order, so that everything moves as it does there, to the last bit. Edges collide with polygons; that is
/// what there is.
/// </summary>
internal sealed partial class World : IStateful
{
    private readonly Body[] _bodies;
    private readonly RevoluteJoint[] _joints;
    private readonly ContactSet _contacts;
    private readonly Island _island;
    private readonly Body[] _stack;
    private float _inverseInterval; // of the last step; 0 before the first

    /// <summary>
    /// A world of some bodies and joints, in the order in which they were made: it has an influence on last bits.
    /// </summary>
    public World(ReadOnlySpan<Body> bodies, ReadOnlySpan<RevoluteJoint> joints)
    {
        _bodies = bodies.ToArray();
        _joints = joints.ToArray();
        _stack = new Body[_bodies.Length];
        _contacts = new([.. _bodies.SelectMany(body => body.Shapes)], _joints);
        _island = new(_bodies.Length, _contacts.Capacity, _joints.Length);
    }

    /// <summary>In metres per square second.</summary>
    public Vec2 Gravity { get; set; }

    /// <summary>Who hears of touches; null for nobody.</summary>
    public IContactListener? Listener { get; set; }

    /// <summary>Begins anew with the bodies where they are now: nothing touches yet, nothing is remembered.</summary>
    public void Restart()
    {
        _inverseInterval = 0;
        foreach (RevoluteJoint joint in _joints)
        {
            joint.Reset();
        }
        _contacts.Restart();
    }

    /// <summary>Moves everything.</summary>
    /// <param name="interval">Seconds.</param>
    /// <param name="velocityIterations">Iterations over the velocities.</param>
    /// <param name="positionIterations">Iterations over the positions, at most.</param>
    public void Step(float interval, int velocityIterations, int positionIterations)
    {
        _contacts.Find(); // of what was put elsewhere since the last step
        var step = new TimeStep(interval, _inverseInterval * interval, velocityIterations, positionIterations);
        _contacts.Update(Listener);
        Solve(step);
        SolveImpacts(step);
        _inverseInterval = 1 / interval;
        foreach (Body body in _bodies)
        {
            body.ClearForces();
        }
    }

    /// <inheritdoc/>
    public void Sync(StateStream stream)
    {
        foreach (Body body in _bodies)
        {
            body.Sync(stream);
        }
        foreach (RevoluteJoint joint in _joints)
        {
            joint.Sync(stream);
        }
        _contacts.Sync(stream);
        stream.Sync(ref _inverseInterval);
        OptionCheck.Saved(!stream.IsReading || (_inverseInterval >= 0 && Scalar.IsReasonable(_inverseInterval)), "world");
    }

    private void Solve(in TimeStep step)
    {
        ClearIslands();
        foreach (RevoluteJoint joint in _joints)
        {
            joint.IsInIsland = false;
        }
        for (int i = _bodies.Length - 1; i >= 0; i--)
        {
            Body seed = _bodies[i];
            if (!seed.IsInIsland && seed.IsAwake && !seed.IsStatic)
            {
                Gather(seed);
                _island.Solve(step, Gravity);
                foreach (Body body in _island.Bodies)
                {
                    body.IsInIsland &= !body.IsStatic; // what is static may belong to other islands, too
                }
            }
        }
        for (int i = _bodies.Length - 1; i >= 0; i--)
        {
            if (_bodies[i] is { IsInIsland: true, IsStatic: false } body)
            {
                _contacts.Follow(body);
            }
        }
        _contacts.Find();
    }

    /// <summary>Collects all that hangs together with a body, by a search in depth that static bodies end.</summary>
    private void Gather(Body seed)
    {
        _island.Clear();
        int waiting = 0;
        Push(seed);
        while (waiting > 0)
        {
            Body body = _stack[--waiting];
            _island.Add(body);
            body.Wake();
            if (body.IsStatic)
            {
                continue;
            }
            for (int i = _contacts.Count - 1; i >= 0; i--)
            {
                Contact contact = _contacts[i];
                if (contact.Involves(body) && contact is { IsInIsland: false, IsEnabled: true, IsTouching: true })
                {
                    _island.Add(contact);
                    Push(contact.Other(body));
                }
            }
            for (int i = _joints.Length - 1; i >= 0; i--)
            {
                RevoluteJoint joint = _joints[i];
                if (joint.Involves(body) && !joint.IsInIsland)
                {
                    _island.Add(joint);
                    Push(joint.Other(body));
                }
            }
        }

        void Push(Body body)
        {
            if (!body.IsInIsland)
            {
                body.IsInIsland = true;
                _stack[waiting++] = body;
            }
        }
    }

    private void ClearIslands()
    {
        foreach (Body body in _bodies)
        {
            body.IsInIsland = false;
        }
        for (int i = 0; i < _contacts.Count; i++)
        {
            _contacts[i].IsInIsland = false;
        }
    }
}
