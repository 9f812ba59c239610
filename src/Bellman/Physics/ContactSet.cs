namespace Bellman.Physics;

/// <summary>
/// The contacts of a world, the newest last, and the broad phase that finds them: boxes around the shapes, compared one
/// by one.
/// </summary>
internal sealed class ContactSet : IStateful
{
    private readonly Shape[] _shapes;
    private readonly RevoluteJoint[] _joints;
    private readonly Contact[] _contacts; // those in use first
    private readonly bool[] _mayCollide; // by the numbers of two shapes
    private bool _hasMoved; // any of the shapes

    public ContactSet(Shape[] shapes, RevoluteJoint[] joints)
    {
        (_shapes, _joints) = (shapes, joints);
        for (int i = 0; i < shapes.Length; i++)
        {
            shapes[i].Index = i;
        }
        _mayCollide = [.. shapes.SelectMany(a => shapes.Select(b => MayCollide(a, b)))];
        _contacts = [.. Enumerable.Range(0, _mayCollide.Count(may => may) / 2).Select(_ => new Contact())];
    }

    /// <summary>As many as there can be.</summary>
    public int Capacity => _contacts.Length;

    /// <summary>As many as there are.</summary>
    public int Count { get; private set; }

    public Contact this[int index] => _contacts[index];

    /// <summary>Begins anew, with new boxes around the shapes.</summary>
    public void Restart()
    {
        Count = 0;
        foreach (Shape shape in _shapes)
        {
            shape.Bounds = shape.BoundsAt(shape.Body.Pose).Widened(Tuning.BoundsMargin);
            shape.HasMoved = _hasMoved = true;
        }
    }

    /// <summary>Makes contacts of pairs whose boxes overlap by now, in the order of the shapes' numbers.</summary>
    public void Find()
    {
        if (!_hasMoved)
        {
            return;
        }
        _hasMoved = false;
        for (int a = 0; a < _shapes.Length; a++)
        {
            for (int b = a + 1; b < _shapes.Length; b++)
            {
                if ((_shapes[a].HasMoved || _shapes[b].HasMoved) && _mayCollide[a * _shapes.Length + b]
                    && _shapes[a].Bounds.Overlaps(_shapes[b].Bounds) && !Has(_shapes[a], _shapes[b]))
                {
                    Add(_shapes[a], _shapes[b]);
                }
            }
        }
        foreach (Shape shape in _shapes)
        {
            shape.HasMoved = false;
        }
    }

    /// <summary>Finds out which shapes touch; contacts whose boxes do not overlap any more end.</summary>
    public void Update(IContactListener? listener)
    {
        for (int i = Count - 1; i >= 0; i--)
        {
            Contact contact = _contacts[i];
            if (!contact.IsActive)
            {
                continue;
            }
            if (contact.Edge.Bounds.Overlaps(contact.Polygon.Bounds))
            {
                contact.Update(listener);
            }
            else
            {
                contact.Dissolve(listener);
                RemoveAt(i);
            }
        }
    }

    /// <summary>Lets the boxes of a body's shapes follow it through the step.</summary>
    public void Follow(Body body)
    {
        var rotation = Rotation.Of(body.Sweep.Angle0);
        var before = new Pose(body.Sweep.Centre0 - rotation * body.Sweep.LocalCentre, rotation);
        foreach (Shape shape in body.Shapes)
        {
            var swept = Bounds.Around(shape.BoundsAt(before), shape.BoundsAt(body.Pose));
            if (!shape.Bounds.Contains(swept))
            {
                shape.Bounds = swept.Widened(Tuning.BoundsMargin).Ahead(Tuning.BoundsAhead * (body.Pose.Position - before.Position));
                shape.HasMoved = _hasMoved = true;
            }
        }
    }

    /// <summary>The contact whose shapes meet first in what is left of the step; null where none do.</summary>
    public Contact? FirstImpact(out float moment)
    {
        Contact? first = null;
        moment = 1;
        for (int i = Count - 1; i >= 0; i--)
        {
            Contact contact = _contacts[i];
            if (!contact.IsEnabled || contact.Impacts > Tuning.MaxSubSteps)
            {
                continue;
            }
            if (contact.Impact is null)
            {
                if (!contact.IsActive || !(contact.Edge.Body.IsStatic || contact.Polygon.Body.IsStatic))
                {
                    continue;
                }
                contact.Impact = FindImpact(contact);
            }
            if (contact.Impact < moment)
            {
                (first, moment) = (contact, contact.Impact.Value);
            }
        }
        return 1 - 10 * Tuning.Epsilon < moment ? null : first;
    }

    /// <summary>A body was moved: when its shapes meet others must be found out again.</summary>
    public void Forget(Body body)
    {
        for (int i = 0; i < Count; i++)
        {
            if (_contacts[i].Involves(body))
            {
                (_contacts[i].Impact, _contacts[i].IsInIsland) = (null, false);
            }
        }
    }

    /// <inheritdoc/>
    public void Sync(StateStream stream)
    {
        stream.Sync(ref _hasMoved);
        int count = Count;
        stream.SyncCount(ref count);
        OptionCheck.Saved(count <= Capacity, "contacts");
        for (int i = 0; i < count; i++)
        {
            Contact contact = _contacts[i];
            int edge = stream.IsReading ? 0 : contact.Edge.Index, polygon = stream.IsReading ? 0 : contact.Polygon.Index;
            stream.Sync(ref edge);
            stream.Sync(ref polygon);
            if (stream.IsReading)
            {
                OptionCheck.Saved((uint)edge < _shapes.Length && (uint)polygon < _shapes.Length && _shapes[edge].IsEdge
                    && _mayCollide[edge * _shapes.Length + polygon], "contacts");
                contact.Start(_shapes[edge], _shapes[polygon]);
            }
            contact.Sync(stream);
        }
        Count = count;
    }

    private static float FindImpact(Contact contact)
    {
        Body a = contact.Edge.Body, b = contact.Polygon.Body;
        float start = a.Sweep.Start;
        if (a.Sweep.Start < b.Sweep.Start)
        {
            start = b.Sweep.Start;
            a.Sweep.Advance(start);
        }
        else if (b.Sweep.Start < a.Sweep.Start)
        {
            b.Sweep.Advance(start);
        }
        return TimeOfImpact.Find(contact.Edge, a.Sweep, contact.Polygon, b.Sweep) is { } share ? Scalar.Min(start + (1 - start) * share, 1) : 1;
    }

    private bool MayCollide(Shape a, Shape b) => a.IsEdge != b.IsEdge && a.Body != b.Body && !(a.Body.IsStatic && b.Body.IsStatic)
        && a.Filter.Allows(b.Filter) && !_joints.Any(joint => joint.Involves(a.Body) && joint.Involves(b.Body));

    private bool Has(Shape a, Shape b)
    {
        for (int i = 0; i < Count; i++)
        {
            Contact contact = _contacts[i];
            if ((contact.Edge == a && contact.Polygon == b) || (contact.Edge == b && contact.Polygon == a))
            {
                return true;
            }
        }
        return false;
    }

    private void Add(Shape a, Shape b)
    {
        Contact contact = _contacts[Count++];
        contact.Start(a.IsEdge ? a : b, a.IsEdge ? b : a);
        contact.Wake();
    }

    private void RemoveAt(int index)
    {
        Contact removed = _contacts[index];
        Count--;
        Array.Copy(_contacts, index + 1, _contacts, index, Count - index);
        _contacts[Count] = removed;
    }
}
