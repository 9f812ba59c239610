using Bellman.Drawing;

namespace Bellman.Environments.Control;

internal sealed partial class MountainCar : IScreen
{
    /// <inheritdoc/>
    public int Width => 600;

    /// <inheritdoc/>
    public int Height => 400;

    /// <inheritdoc/>
    public void Draw(Canvas canvas)
    {
        canvas.Clear(Theme.Paper);
        var camera = new Camera(canvas, -1.29, -0.08, 1.98, 1.32);
        DrawHill(canvas, camera, Theme.Sand.Fade(0.45), lift: 0.16, stretch: 2.2);
        camera.Line(LeftWall - 0.035, Hill(LeftWall) - 0.05, LeftWall - 0.035, Hill(LeftWall) + 0.17, 0.02, Theme.Stone, least: 1.5);
        DrawHill(canvas, camera, Theme.Sand, lift: 0, stretch: 3);

        DrawFlag(canvas, camera);
        DrawCar(canvas, camera);
    }

    private static double Hill(double x) => Math.Sin(3 * x) * 0.45 + 0.55;

    private static void DrawHill(Canvas canvas, Camera camera, Color color, double lift, double stretch)
    {
        const int Pieces = 96;
        Span<Point> outline = stackalloc Point[Pieces + 3];
        for (int i = 0; i <= Pieces; i++)
        {
            // From edge to edge of the canvas, also where it is wider than the camera's frame.
            double pixel = canvas.Width * i / (double)Pieces;
            double x = (pixel - camera.At(0, 0).X) / camera.Scale;
            outline[i] = new(pixel, camera.At(0, Math.Sin(stretch * (x + lift)) * 0.45 + 0.55 + lift).Y);
        }
        outline[Pieces + 1] = new(canvas.Width, canvas.Height);
        outline[Pieces + 2] = new(0, canvas.Height);
        canvas.FillPolygon(outline, color);
        if (lift == 0)
        {
            canvas.Polyline(outline[..(Pieces + 1)], camera.Size(0.012), Theme.Stone);
        }
    }

    private static void DrawFlag(Canvas canvas, Camera camera)
    {
        double foot = Hill(Flag), top = foot + 0.2;
        camera.Line(Flag, foot, Flag, top, 0.014, Theme.Ink, least: 1.2);
        canvas.FillPolygon([camera.At(Flag, top), camera.At(Flag + 0.13, top - 0.045), camera.At(Flag, top - 0.09)], Theme.Gold);
    }

    private void DrawCar(Canvas canvas, Camera camera)
    {
        double slope = Math.Atan(3 * 0.45 * Math.Cos(3 * _position)), sin = Math.Sin(slope), cos = Math.Cos(slope);
        (double x, double y) = (_position, Hill(_position));
        Point At(double along, double up) => camera.At(x + along * cos - up * sin, y + along * sin + up * cos);
        void Wheel(double along)
        {
            Point hub = At(along, 0.03);
            canvas.FillCircle(hub.X, hub.Y, camera.Size(0.03, 1), Theme.Ink);
            canvas.FillCircle(hub.X, hub.Y, camera.Size(0.012, 0), Theme.Paper);
        }
        canvas.Polyline([At(-0.062, 0.058), At(0.062, 0.058)], camera.Size(0.05, 2), Theme.Clay);
        canvas.FillPolygon([At(-0.05, 0.07), At(0.045, 0.07), At(0.02, 0.125), At(-0.03, 0.125)], Theme.Clay);
        canvas.FillPolygon([At(0.004, 0.081), At(0.032, 0.081), At(0.015, 0.114), At(0.004, 0.114)], Theme.Paper);
        canvas.FillPolygon([At(-0.039, 0.081), At(-0.007, 0.081), At(-0.007, 0.114), At(-0.027, 0.114)], Theme.Paper);
        Wheel(-0.045);
        Wheel(0.045);
    }
}
