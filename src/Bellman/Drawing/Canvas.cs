namespace Bellman.Drawing;

/// <summary>
/// A picture in memory with antialiased drawing. Coordinates are real numbers in pixels; what lies outside is clipped.
/// The same calls give the same bytes on every machine.
/// </summary>
public sealed class Canvas
{
    private readonly double[] _row;

    /// <summary>A black picture.</summary>
    /// <exception cref="BellmanException">A side is not positive, or the picture is too large for memory.</exception>
    public Canvas(int width, int height)
    {
        if (width < 1 || height < 1 || (long)width * height * 3 > Array.MaxLength)
        {
            throw new BellmanException(
                $"A picture of {width} x {height} pixels cannot be made: both sides must be positive and their product below 700 million.");
        }
        (Width, Height) = (width, height);
        Rgb = new byte[width * height * 3];
        _row = new double[width + 1];
    }

    /// <summary>Pixels in a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Red, green and blue of the pixels, [height x width x 3].</summary>
    public byte[] Rgb { get; }

    /// <summary>The colour of a pixel.</summary>
    public Color this[int x, int y]
    {
        get
        {
            int i = (y * Width + x) * 3;
            return new(Rgb[i], Rgb[i + 1], Rgb[i + 2]);
        }
    }

    /// <summary>Fills the canvas.</summary>
    public void Clear(Color color)
    {
        Span<byte> all = Rgb;
        (all[0], all[1], all[2]) = (color.R, color.G, color.B);
        for (int there = 3; there < all.Length; there += there)
        {
            all[..Math.Min(there, all.Length - there)].CopyTo(all[there..]);
        }
    }

    /// <summary>Fills an upright rectangle.</summary>
    public void FillRectangle(double x, double y, double width, double height, Color color)
        => FillPolygon([new(x, y), new(x + width, y), new(x + width, y + height), new(x, y + height)], color);

    /// <summary>Fills a polygon whose edges do not cross, in either direction.</summary>
    public void FillPolygon(ReadOnlySpan<Point> corners, Color color)
    {
        Box box = Bound(corners, 0);
        for (int y = box.Top; y < box.Bottom; y++)
        {
            Array.Clear(_row, box.Left, box.Right - box.Left + 1);
            for (int i = 0; i < corners.Length; i++)
            {
                EdgeCoverage.AddEdge(_row, y, corners[i], corners[i + 1 < corners.Length ? i + 1 : 0]);
            }
            double sum = 0;
            for (int x = box.Left; x < box.Right; x++)
            {
                sum += _row[x];
                _row[x] = Math.Min(Math.Abs(sum), 1);
            }
            Blend(y, box, color);
        }
    }

    /// <summary>Fills a circle.</summary>
    public void FillCircle(double x, double y, double radius, Color color) => Polyline([new(x, y)], 2 * radius, color);

    /// <summary>Draws a straight line with round ends.</summary>
    public void Line(double x1, double y1, double x2, double y2, double thickness, Color color)
        => Polyline([new(x1, y1), new(x2, y2)], thickness, color);

    /// <summary>
    /// Draws a line through points, with round ends and corners. A translucent one does not darken where it meets
    /// itself.
    /// </summary>
    public void Polyline(ReadOnlySpan<Point> points, double thickness, Color color)
    {
        Box box = Bound(points, thickness / 2 + 0.5);
        for (int y = box.Top; y < box.Bottom; y++)
        {
            Array.Clear(_row, box.Left, box.Right - box.Left + 1);
            for (int i = 0; i < Math.Max(1, points.Length - 1); i++)
            {
                EdgeCoverage.RaiseLine(_row, y, points[i], points[Math.Min(i + 1, points.Length - 1)], thickness / 2);
            }
            Blend(y, box, color);
        }
    }

    private readonly record struct Box(int Left, int Top, int Right, int Bottom);

    /// <summary>The pixels that points with something around them can touch.</summary>
    private Box Bound(ReadOnlySpan<Point> points, double margin)
    {
        (double left, double top, double right, double bottom)
            = (double.PositiveInfinity, double.PositiveInfinity, double.NegativeInfinity, double.NegativeInfinity);
        foreach (Point point in points)
        {
            (left, right) = (Math.Min(left, point.X - margin), Math.Max(right, point.X + margin));
            (top, bottom) = (Math.Min(top, point.Y - margin), Math.Max(bottom, point.Y + margin));
        }
        return left <= right && top <= bottom
            ? new(Clamp(left, Width), Clamp(top, Height), Clamp(right + 1, Width), Clamp(bottom + 1, Height))
            : default;

        static int Clamp(double pixel, int limit) => (int)Math.Clamp(pixel, 0, limit);
    }

    private void Blend(int y, Box box, Color color)
    {
        double opacity = color.A / 255.0;
        ReadOnlySpan<double> row = _row.AsSpan(box.Left, box.Right - box.Left);
        Span<byte> pixels = Rgb.AsSpan((y * Width + box.Left) * 3, row.Length * 3);
        for (int x = 0; x < row.Length; x++)
        {
            double share = row[x] * opacity;
            if (share > 0)
            {
                Span<byte> pixel = pixels.Slice(x * 3, 3);
                bool hides = share == 1; // most of a picture: worth a path of its own
                pixel[0] = hides ? color.R : Mix(pixel[0], color.R, share);
                pixel[1] = hides ? color.G : Mix(pixel[1], color.G, share);
                pixel[2] = hides ? color.B : Mix(pixel[2], color.B, share);
            }
        }
    }

    private static byte Mix(byte under, byte over, double share) => (byte)(int)(under + (over - under) * share + 0.5);
}
