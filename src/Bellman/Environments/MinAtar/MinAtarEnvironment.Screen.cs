using Bellman.Drawing;

namespace Bellman.Environments.MinAtar;

internal sealed partial class MinAtarEnvironment : IScreen
{
    private const double Margin = 0.3;

    private readonly float[] _picture;
    private readonly int[] _marks;      // channels in the order of drawing

    /// <inheritdoc/>
    public int Width => 320;

    /// <inheritdoc/>
    public int Height => 320;

    /// <inheritdoc/>
    public double FramesPerSecond => 10;

    /// <inheritdoc/>
    /// <remarks>
    /// What the observation holds: a square for every marked cell, in its channel's colour, small ones on top.
    /// </remarks>
    public void Draw(Canvas canvas)
    {
        canvas.Clear(Theme.Paper);
        var camera = new Camera(canvas, -Margin, -Margin, Planes.Side + 2 * Margin, Planes.Side + 2 * Margin);
        camera.Rectangle(0, 0, Planes.Side, Planes.Side, Theme.Sand.Fade(0.5));
        Observe(_picture);
        foreach (int channel in _marks)
        {
            (_, Color color, double size) = _game.Channels[channel];
            for (int cell = 0; cell < Planes.Area; cell++)
            {
                if (_picture[channel * Planes.Area + cell] > 0)
                {
                    (int row, int column) = (cell / Planes.Side, cell % Planes.Side);
                    camera.Rectangle(column + (1 - size) / 2, Planes.Side - 1 - row + (1 - size) / 2, size, size, color);
                }
            }
        }
    }
}
