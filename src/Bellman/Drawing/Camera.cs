namespace Bellman.Drawing;

/// <summary>
/// Maps world coordinates (y upwards) to a canvas of any size: the framed rectangle is centred and as large as fits.
/// </summary>
internal readonly struct Camera
{
    private readonly Canvas _canvas;
    private readonly double _originX, _originY;

    public Camera(Canvas canvas, double left, double bottom, double width, double height)
    {
        _canvas = canvas;
        Scale = Math.Min(canvas.Width / width, canvas.Height / height);
        _originX = canvas.Width / 2.0 - (left + width / 2) * Scale;
        _originY = canvas.Height / 2.0 + (bottom + height / 2) * Scale;
    }

    /// <summary>Pixels per world unit.</summary>
    public double Scale { get; }

    public Point At(double x, double y) => new(_originX + x * Scale, _originY - y * Scale);

    /// <summary>A thickness or radius in pixels that stays visible on small canvases.</summary>
    public double Size(double units, double least = 1) => Math.Max(units * Scale, least);

    public void Circle(double x, double y, double radius, Color color, double least = 0.8)
    {
        Point centre = At(x, y);
        _canvas.FillCircle(centre.X, centre.Y, Size(radius, least), color);
    }

    public void Line(double x1, double y1, double x2, double y2, double thickness, Color color, double least = 1)
        => _canvas.Polyline([At(x1, y1), At(x2, y2)], Size(thickness, least), color);

    public void Rectangle(double x, double y, double width, double height, Color color)
    {
        Point corner = At(x, y + height);
        _canvas.FillRectangle(corner.X, corner.Y, width * Scale, height * Scale, color);
    }

    /// <summary>Everything below a height, to the canvas's edges.</summary>
    public void Below(double y, Color color)
    {
        double top = At(0, y).Y;
        _canvas.FillRectangle(0, top, _canvas.Width, Math.Max(0, _canvas.Height - top), color);
    }
}
