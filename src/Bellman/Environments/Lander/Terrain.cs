using Bellman.Physics;

namespace Bellman.Environments.Lander;

/// <summary>The ground: a level under everything, and ten slopes with a level place among them to land on.</summary>
internal sealed class Terrain
{
    /// <summary>Where slopes begin and end.</summary>
    public const int Points = 11;

    /// <summary>
    /// Random heights that the ground is made of: each point is smoothed with its neighbours, and the first one's
    /// neighbour is the last.
    /// </summary>
    public const int Draws = Points + 1;

    /// <summary>Metres.</summary>
    public const double Width = 600.0 / 30, Height = 400.0 / 30;

    /// <summary>How high the landing place is.</summary>
    public const double Pad = Height / 4;

    private const double Chunk = Width / (Points - 1);
    private const int Middle = Points / 2;

    public Terrain()
    {
        var edges = new Shape[Points];
        for (int i = 0; i < edges.Length; i++)
        {
            edges[i] = Shape.Edge(default, new((float)Width, 0), i == 0 ? new() : new(Friction: 0.1f), CollisionFilter.All);
        }
        Body = new(isStatic: true, edges);
    }

    public Body Body { get; }

    /// <summary>The ten slopes from left to right.</summary>
    public ReadOnlySpan<Shape> Slopes => Body.Shapes.AsSpan(1);

    /// <summary>Where a flag stands, left (-1) or right (1) of the landing place.</summary>
    public static double Flag(int side) => Chunk * (Middle + side);

    /// <summary>Makes new slopes.</summary>
    public void Rise(ReadOnlySpan<double> draws)
    {
        Span<double> heights = stackalloc double[Draws];
        draws.CopyTo(heights);
        heights.Slice(Middle - 2, 5).Fill(Pad);
        Vec2 last = Point(heights, 0);
        for (int i = 1; i < Points; i++)
        {
            Vec2 next = Point(heights, i);
            (Body.Shapes[i].Corners[0], Body.Shapes[i].Corners[1]) = (last, next);
            last = next;
        }
    }

    private static Vec2 Point(ReadOnlySpan<double> heights, int i)
        => new((float)(Chunk * i), (float)(0.33 * (heights[i == 0 ? Draws - 1 : i - 1] + heights[i] + heights[i + 1])));
}
