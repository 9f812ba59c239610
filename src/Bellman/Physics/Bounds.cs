namespace Bellman.Physics;

/// <summary>A box along the axes.</summary>
internal readonly record struct Bounds(Vec2 Low, Vec2 High)
{
    /// <summary>The smallest box around two.</summary>
    public static Bounds Around(in Bounds a, in Bounds b) => new(Vec2.Min(a.Low, b.Low), Vec2.Max(a.High, b.High));

    public bool Contains(in Bounds other) => Low.X <= other.Low.X && Low.Y <= other.Low.Y && other.High.X <= High.X && other.High.Y <= High.Y;

    public bool Overlaps(in Bounds other)
        => !(other.Low.X - High.X > 0 || other.Low.Y - High.Y > 0 || Low.X - other.High.X > 0 || Low.Y - other.High.Y > 0);

    public Bounds Widened(float margin)
    {
        var skin = new Vec2(margin, margin);
        return new(Low - skin, High + skin);
    }

    /// <summary>This box, and where it goes if it moves on like that.</summary>
    public Bounds Ahead(Vec2 move) => new(
        new(move.X < 0 ? Low.X + move.X : Low.X, move.Y < 0 ? Low.Y + move.Y : Low.Y),
        new(move.X < 0 ? High.X : High.X + move.X, move.Y < 0 ? High.Y : High.Y + move.Y));
}
