namespace Bellman.Drawing;

/// <summary>How much of each pixel in one row of a canvas a shape covers. Pure functions over the row.</summary>
internal static class EdgeCoverage
{
    /// <summary>
    /// Adds the area to the right of an edge, as differences: summed up from the left, a row of all edges of a polygon
    /// gives the exact area of the polygon in each pixel, positive or negative by the direction in which it runs.
    /// </summary>
    /// <param name="row">Differences, [width + 1].</param>
    /// <param name="y">The row covers y to y + 1.</param>
    /// <param name="from">Where the edge begins.</param>
    /// <param name="to">Where it ends.</param>
    public static void AddEdge(Span<double> row, int y, Point from, Point to)
    {
        double top = Math.Max(y, Math.Min(from.Y, to.Y)), bottom = Math.Min(y + 1, Math.Max(from.Y, to.Y));
        if (top >= bottom)
        {
            return;
        }
        double slope = (to.X - from.X) / (to.Y - from.Y);
        double enters = from.X + (top - from.Y) * slope, leaves = from.X + (bottom - from.Y) * slope;
        double height = from.Y < to.Y ? bottom - top : top - bottom;
        double left = Math.Min(enters, leaves), right = Math.Max(enters, leaves);
        double heightPerX = right > left ? height / (right - left) : 0;
        int last = row.Length - 1;

        // The part left of the canvas covers whole rows, the part right of it nothing; between them, pixel by pixel.
        if (left < 0)
        {
            row[0] += right > 0 ? -left * heightPerX : height;
            left = 0;
        }
        right = Math.Min(right, last);
        if (right == left && heightPerX == 0 && left < last)
        {
            AddPiece(row, (int)left, left, height);
        }
        for (int x = (int)left; x < right; x++)
        {
            double start = Math.Max(left, x), end = Math.Min(right, x + 1);
            AddPiece(row, x, (start + end) / 2, (end - start) * heightPerX);
        }
    }

    /// <summary>
    /// Raises the row to what a thick line with round ends covers of it. A dot is a line of no length.
    /// </summary>
    /// <remarks>Judged by the distance of each pixel's centre: half covered where it lies on the rim.</remarks>
    public static void RaiseLine(Span<double> row, int y, Point from, Point to, double radius)
    {
        double reach = radius + 0.5, centreY = y + 0.5;
        if (centreY + reach <= Math.Min(from.Y, to.Y) || centreY - reach >= Math.Max(from.Y, to.Y))
        {
            return;
        }
        (double dx, double dy) = (to.X - from.X, to.Y - from.Y);
        double squared = dx * dx + dy * dy;
        (double left, double right) = NearRow(from, to, centreY, reach);
        int first = (int)Math.Clamp(Math.Floor(left), 0, row.Length - 1), end = (int)Math.Clamp(Math.Ceiling(right), 0, row.Length - 1);
        double most = Math.Min(1, 2 * radius); // a line thinner than a pixel is paler instead
        for (int x = first; x < end; x++)
        {
            (double px, double py) = (x + 0.5 - from.X, centreY - from.Y);
            double along = squared > 0 ? Math.Clamp((px * dx + py * dy) / squared, 0, 1) : 0;
            (double ox, double oy) = (px - along * dx, py - along * dy);
            double covered = reach - Math.Sqrt(ox * ox + oy * oy);
            row[x] = Math.Max(row[x], Math.Clamp(covered, 0, most));
        }
    }

    /// <summary>The stretch of x in which a line can come within reach of a row.</summary>
    private static (double Left, double Right) NearRow(Point from, Point to, double y, double reach)
    {
        (double a, double b) = (0, 1);
        if (from.Y != to.Y)
        {
            double up = (y - reach - from.Y) / (to.Y - from.Y), down = (y + reach - from.Y) / (to.Y - from.Y);
            a = Math.Clamp(Math.Min(up, down), 0, 1);
            b = Math.Clamp(Math.Max(up, down), 0, 1);
        }
        double start = from.X + a * (to.X - from.X), end = from.X + b * (to.X - from.X);
        return (Math.Min(start, end) - reach, Math.Max(start, end) + reach);
    }

    /// <summary>
    /// A piece of an edge inside pixel x with its middle at <paramref name="middle"/>: the pixel gets what lies right
    /// of it.
    /// </summary>
    private static void AddPiece(Span<double> row, int x, double middle, double height)
    {
        double inside = height * (x + 1 - middle);
        row[x] += inside;
        row[x + 1] += height - inside;
    }
}
