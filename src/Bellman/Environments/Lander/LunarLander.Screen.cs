using Bellman.Drawing;
using Bellman.Physics;

namespace Bellman.Environments.Lander;

internal sealed partial class LunarLander : IScreen
{
    /// <inheritdoc/>
    public int Width => 600;

    /// <inheritdoc/>
    public int Height => 400;

    /// <inheritdoc/>
    /// <remarks>The hull.</remarks>
    public double Focus => Math.Clamp(_craft.Hull.Pose.Position.X / Terrain.Width, 0, 1);

    /// <inheritdoc/>
    /// <remarks>True to scale. What the engines blow out is drawn paler and larger the older it is.</remarks>
    public void Draw(Canvas canvas)
    {
        canvas.Clear(Theme.Paper);
        var camera = new Camera(canvas, 0, 0, Terrain.Width, Terrain.Height);
        DrawGround(canvas, camera);
        DrawFlag(canvas, camera, -1);
        DrawFlag(canvas, camera, 1);
        DrawPlume(camera);
        for (int leg = 0; leg < _craft.Legs.Length; leg++)
        {
            DrawBody(canvas, camera, _craft.Legs[leg], _craft.Touches(leg) ? Theme.Gold : Theme.Teal);
        }
        DrawBody(canvas, camera, _craft.Hull, Theme.Ink);
        Vec2 window = _craft.Hull.Pose * new Vec2(0, 0.2f);
        camera.Circle(window.X, window.Y, 0.13, Theme.Paper, least: 0.5);
    }

    private void DrawGround(Canvas canvas, Camera camera)
    {
        // The first and last slope go on level to the canvas's edges, where it is wider than the environment.
        Span<Point> outline = stackalloc Point[Terrain.Points + 4];
        ReadOnlySpan<Shape> slopes = _craft.Terrain.Slopes;
        for (int i = 0; i < Terrain.Points; i++)
        {
            Vec2 point = i == 0 ? slopes[0].Corners[0] : slopes[i - 1].Corners[1];
            outline[i + 1] = camera.At(point.X, point.Y);
        }
        outline[0] = new(0, outline[1].Y);
        outline[^3] = new(canvas.Width, outline[^4].Y);
        outline[^2] = new(canvas.Width, canvas.Height);
        outline[^1] = new(0, canvas.Height);
        canvas.FillPolygon(outline, Theme.Sand);
        canvas.Polyline(outline[..^2], camera.Size(0.07), Theme.Stone);
    }

    private static void DrawFlag(Canvas canvas, Camera camera, int side)
    {
        const double Top = Terrain.Pad + 50 / Scale;
        double x = Terrain.Flag(side);
        camera.Line(x, Terrain.Pad, x, Top, 0.05, Theme.Ink);
        canvas.FillPolygon([camera.At(x, Top), camera.At(x + 25 / Scale, Top - 5 / Scale), camera.At(x, Top - 10 / Scale)], Theme.Gold);
    }

    private void DrawPlume(Camera camera)
    {
        for (int age = Plume.Length - 1; age >= 0; age--)
        {
            if (_plume.TryGet(age, out Puff puff))
            {
                double share = (double)age / Plume.Length;
                camera.Circle(puff.Place.X, puff.Place.Y, puff.Size * (1 + share), (age < 2 ? Theme.Gold : Theme.Clay).Fade(0.8 * (1 - share)), least: 0.5);
            }
        }
    }

    private static void DrawBody(Canvas canvas, Camera camera, Body body, Color color)
    {
        Span<Point> outline = stackalloc Point[Tuning.MaxPolygonVertices];
        Vec2[] corners = body.Shapes[0].Corners;
        for (int i = 0; i < corners.Length; i++)
        {
            Vec2 corner = body.Pose * corners[i];
            outline[i] = camera.At(corner.X, corner.Y);
        }
        canvas.FillPolygon(outline[..corners.Length], color);
    }
}
