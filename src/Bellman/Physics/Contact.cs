namespace Bellman.Physics;

/// <summary>Hears where shapes begin and cease to touch.</summary>
internal interface IContactListener
{
    /// <summary>Two shapes touch that did not.</summary>
    void Begin(Contact contact);

    /// <summary>Two shapes do not touch any more.</summary>
    void End(Contact contact);
}

/// <summary>An edge and a polygon whose boxes overlap: they may touch.</summary>
internal sealed class Contact
{
    private Manifold _manifold;

    public Shape Edge { get; private set; } = null!;

    public Shape Polygon { get; private set; } = null!;

    /// <summary>Where they touch.</summary>
    public ref Manifold Manifold => ref _manifold;

    public bool IsTouching { get; private set; }

    /// <summary>Whether it takes part in the step; an impact that turns out to be none is left out.</summary>
    public bool IsEnabled { get; set; }

    /// <summary>Whether it belongs to the island that is being solved.</summary>
    public bool IsInIsland { get; set; }

    /// <summary>When the two meet, as a share of the step; null where that must be found out.</summary>
    public float? Impact { get; set; }

    /// <summary>Impacts of this step.</summary>
    public int Impacts { get; set; }

    /// <summary>What the solver knows of it.</summary>
    public ContactConstraint Constraint { get; } = new();

    public float Friction => MathF.Sqrt(Edge.Material.Friction * Polygon.Material.Friction);

    public float Restitution => Scalar.Max(Edge.Material.Restitution, Polygon.Material.Restitution);

    /// <summary>Whether one of the two bodies moves.</summary>
    public bool IsActive => IsMoving(Edge.Body) || IsMoving(Polygon.Body);

    public bool Involves(Body body) => Edge.Body == body || Polygon.Body == body;

    public Body Other(Body body) => Edge.Body == body ? Polygon.Body : Edge.Body;

    /// <summary>Begins anew with two shapes.</summary>
    public void Start(Shape edge, Shape polygon)
    {
        (Edge, Polygon) = (edge, polygon);
        _manifold = default;
        IsTouching = IsInIsland = false;
        IsEnabled = true;
        Impact = null;
        Impacts = 0;
    }

    /// <summary>Finds out where the shapes touch now, and tells who listens.</summary>
    public void Update(IContactListener? listener)
    {
        IsEnabled = true;
        bool wasTouching = IsTouching;
        Manifold before = _manifold;
        EdgeAgainstPolygon.Collide(ref _manifold, Edge, Edge.Body.Pose, Polygon, Polygon.Body.Pose);
        _manifold.Remember(before);
        IsTouching = _manifold.Count > 0;
        if (IsTouching != wasTouching)
        {
            Wake();
            if (IsTouching)
            {
                listener?.Begin(this);
            }
            else
            {
                listener?.End(this);
            }
        }
    }

    /// <summary>The boxes do not overlap any more.</summary>
    public void Dissolve(IContactListener? listener)
    {
        if (IsTouching)
        {
            listener?.End(this);
        }
        if (_manifold.Count > 0)
        {
            Wake();
        }
    }

    public void Wake()
    {
        Edge.Body.Wake();
        Polygon.Body.Wake();
    }

    /// <summary>Saves what the next step begins with; the shapes are the world's to save.</summary>
    public void Sync(StateStream stream)
    {
        _manifold.Sync(stream);
        bool isTouching = IsTouching, isEnabled = IsEnabled;
        stream.Sync(ref isTouching);
        stream.Sync(ref isEnabled);
        (IsTouching, IsEnabled) = (isTouching, isEnabled);
    }

    private static bool IsMoving(Body body) => body.IsAwake && !body.IsStatic;
}
