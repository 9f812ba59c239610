using Bellman.Drawing;

namespace Bellman.Environments.Control;

internal sealed partial class Acrobot : IScreen
{
    /// <inheritdoc/>
    public int Width => 400;

    /// <inheritdoc/>
    public int Height => 400;

    /// <inheritdoc/>
    /// <remarks>The tip has to come above the line; the faint disc is all it can reach.</remarks>
    public void Draw(Canvas canvas)
    {
        canvas.Clear(Theme.Paper);
        var camera = new Camera(canvas, -2.35, -2.35, 4.7, 4.7);
        (double elbowX, double elbowY) = (Math.Sin(_state.Angle1), -Math.Cos(_state.Angle1));
        double angle = _state.Angle1 + _state.Angle2;
        (double tipX, double tipY) = (elbowX + Math.Sin(angle), elbowY - Math.Cos(angle));

        camera.Circle(0, 0, 2.08, Theme.Sand.Fade(0.5));
        double line = camera.At(0, 1).Y;
        canvas.FillRectangle(0, 0, canvas.Width, line, Theme.Gold.Fade(0.16));
        canvas.FillRectangle(0, line - camera.Size(0.03) / 2, canvas.Width, camera.Size(0.03), Theme.Gold);

        camera.Line(0, 0, elbowX, elbowY, 0.2, Theme.Ink, least: 2);
        camera.Line(elbowX, elbowY, tipX, tipY, 0.16, Theme.Teal, least: 2);
        camera.Circle(0, 0, 0.06, Theme.Paper, least: 0.5);
        camera.Circle(elbowX, elbowY, 0.13, Theme.Ink, least: 1);
        camera.Circle(elbowX, elbowY, 0.05, Theme.Paper, least: 0.5);
        camera.Circle(tipX, tipY, 0.13, Theme.Clay, least: 1.3);
    }
}
