using Bellman.Drawing;

namespace Bellman.Environments.Finite;

/// <summary>
/// An environment whose states are cells: S start, F floor, H hole, C cliff, G goal; whoever walks there is a disc.
/// </summary>
internal sealed class CellPicture(string cells, int columns) : IStatePicture
{
    private const int LargestSide = 60, Widest = 2400;

    private readonly int _rows = (cells.Length + columns - 1) / columns;

    public int Width => columns * Side;

    public int Height => _rows * Side;

    // Large environments have small cells: a picture of 60,000 states would else take gigabytes.
    private int Side => Math.Clamp(Widest / Math.Max(columns, _rows), 1, LargestSide);

    /// <summary>Cells for an environment of which nothing is known but the number of its states.</summary>
    public static CellPicture OfStates(int states) => new(new string('F', states), (int)Math.Ceiling(Math.Sqrt(states)));

    public void Draw(Canvas canvas, int state)
    {
        canvas.Clear(Theme.Paper);
        var camera = new Camera(canvas, 0, 0, columns, _rows);
        for (int cell = 0; cell < cells.Length; cell++)
        {
            (double x, double y) = Corner(cell);
            camera.Rectangle(x + 0.03, y + 0.03, 0.94, 0.94, Ground(cells[cell]));
            if (cells[cell] == 'H')
            {
                camera.Circle(x + 0.5, y + 0.5, 0.36, Theme.Ink);
            }
        }
        (double left, double bottom) = Corner(state);
        camera.Circle(left + 0.5, bottom + 0.5, 0.27, Theme.Clay);
    }

    private static Color Ground(char letter) => letter switch
    {
        'G' => Theme.Gold,
        'S' => Theme.Stone,
        'C' => Theme.Ink,
        _ => Theme.Sand,
    };

    private (double X, double Y) Corner(int cell) => (cell % columns, _rows - 1 - cell / columns);
}
