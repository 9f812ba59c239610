using Bellman.Drawing;

namespace Bellman.Environments.Finite;

/// <summary>
/// The taxi's town: four coloured stands, walls, the destination framed, the passenger waiting or aboard.
/// </summary>
internal sealed class TaxiPicture : IStatePicture
{
    private const int Size = 5, Aboard = 4;

    private static readonly (int Cell, Color Color)[] Stands =
        [(0, Color.Hex(0xC0392B)), (4, Color.Hex(0x3E8E4E)), (20, Theme.Gold), (23, Color.Hex(0x3B6EA5))];

    public int Width => 300;

    public int Height => 300;

    public void Draw(Canvas canvas, int state)
    {
        canvas.Clear(Theme.Paper);
        var camera = new Camera(canvas, -0.1, -0.1, Size + 0.2, Size + 0.2);
        camera.Rectangle(0, 0, Size, Size, Theme.Sand);
        foreach ((int stand, Color color) in Stands)
        {
            camera.Rectangle(X(stand) + 0.06, Y(stand) + 0.06, 0.88, 0.88, color.Fade(0.45));
        }
        int destination = Stands[Taxi.Destination(state)].Cell;
        camera.Circle(X(destination) + 0.5, Y(destination) + 0.5, 0.42, Theme.Paper.Fade(0.8));
        for (int cell = 0; cell < Size * Size; cell++)
        {
            if (Taxi.WallToTheEast(cell))
            {
                camera.Line(X(cell) + 1, Y(cell), X(cell) + 1, Y(cell) + 1, 0.1, Theme.Ink);
            }
        }
        int taxi = Taxi.Cell(state), passenger = Taxi.Passenger(state);
        camera.Rectangle(X(taxi) + 0.15, Y(taxi) + 0.25, 0.7, 0.5, Theme.Clay);
        int waiting = passenger == Aboard ? taxi : Stands[passenger].Cell;
        camera.Circle(X(waiting) + 0.5, Y(waiting) + 0.5, 0.17, Theme.Ink);
    }

    private static double X(int cell) => cell % Size;

    private static double Y(int cell) => Size - 1 - cell / Size;
}
