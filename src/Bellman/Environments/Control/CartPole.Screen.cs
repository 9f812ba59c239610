using Bellman.Drawing;

namespace Bellman.Environments.Control;

internal sealed partial class CartPole : IScreen
{
    private const double ViewLeft = -2.95, ViewWidth = 5.9;

    /// <inheritdoc/>
    public int Width => 600;

    /// <inheritdoc/>
    public int Height => 300;

    /// <inheritdoc/>
    /// <remarks>The cart.</remarks>
    public double Focus => Math.Clamp((_x - ViewLeft) / ViewWidth, 0, 1);

    /// <inheritdoc/>
    /// <remarks>True to scale. The faint fan is where the pole may be, the posts are where the track ends.</remarks>
    public void Draw(Canvas canvas)
    {
        const double Rail = -0.32, Fan = 1.16;
        canvas.Clear(Theme.Paper);
        var camera = new Camera(canvas, ViewLeft, -1.0, ViewWidth, 2.95);
        double x = Math.Clamp(_x, -2.5, 2.5), sin = Math.Sin(_angle), cos = Math.Cos(_angle);

        camera.Below(Rail, Theme.Sand);
        camera.Line(-TrackLimit, Rail, TrackLimit, Rail, 0.05, Theme.Stone);
        for (int side = -1; side <= 1; side += 2)
        {
            camera.Line(side * TrackLimit, Rail, side * TrackLimit, Rail + 0.28, 0.06, Theme.Stone);
            camera.Circle(side * TrackLimit, Rail + 0.28, 0.07, Theme.Gold);
        }

        Span<Point> fan = stackalloc Point[10];
        fan[0] = camera.At(x, 0);
        for (int i = 1; i < fan.Length; i++)
        {
            double at = AngleLimit * ((i - 1) / 4.0 - 1);
            fan[i] = camera.At(x + Fan * Math.Sin(at), Fan * Math.Cos(at));
        }
        canvas.FillPolygon(fan, Theme.Gold.Fade(0.18));

        camera.Line(x - 0.33, Rail - 0.08, x + 0.33, Rail - 0.08, 0.05, Theme.Ink.Fade(0.12), least: 0); // shadow
        camera.Rectangle(x - 0.3, -0.16, 0.6, 0.24, Theme.Ink);
        camera.Line(x - 0.3, -0.04, x + 0.3, -0.04, 0.24, Theme.Ink);
        for (int side = -1; side <= 1; side += 2)
        {
            camera.Circle(x + side * 0.22, Rail + 0.11, 0.11, Theme.Ink);
            camera.Circle(x + side * 0.22, Rail + 0.11, 0.045, Theme.Paper, least: 0);
        }
        camera.Line(x, 0, x + 2 * HalfLength * sin, 2 * HalfLength * cos, 0.1, Theme.Clay, least: 1.6);
        camera.Circle(x, 0, 0.075, Theme.Paper);
        camera.Circle(x, 0, 0.045, Theme.Clay, least: 0.6);
    }
}
