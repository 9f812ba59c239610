namespace Bellman.Recording;

/// <summary>
/// Learning curves of several seeds as one: their mean, and the range from the lowest to the highest.
/// </summary>
internal static class CurveBand
{
    /// <summary>Points of a curve. More do not show on a chart, they only make the file grow.</summary>
    public const int MostPoints = 200;

    /// <summary>Takes the mean and the range of curves, as far as all of them reach.</summary>
    /// <param name="curves">One curve a seed, in order of x. Curves without points are left out.</param>
    /// <returns>
    /// The mean, and the outline of the range: its lower edge, then its upper edge backwards. One curve has no range.
    /// </returns>
    public static (List<(double X, double Y)> Mean, List<(double X, double Y)> Outline) Of(IReadOnlyList<List<(double X, double Y)>> curves)
    {
        List<(double X, double Y)>[] shown = [.. curves.Where(curve => curve.Count > 0)];
        var mean = new List<(double X, double Y)>();
        var low = new List<(double X, double Y)>();
        var high = new List<(double X, double Y)>();
        foreach (double x in Grid(shown))
        {
            double[] values = [.. shown.Select(curve => At(curve, x))];
            mean.Add((x, values.Average()));
            low.Add((x, values.Min()));
            high.Add((x, values.Max()));
        }
        high.Reverse();
        return (mean, shown.Length > 1 ? [.. low, .. high] : []);
    }

    /// <summary>
    /// The places of a curve with few points, else equal distances; only where every curve has a value.
    /// </summary>
    private static IEnumerable<double> Grid(List<(double X, double Y)>[] curves)
    {
        if (curves.Length == 0)
        {
            return [];
        }
        double first = curves.Max(curve => curve[0].X), last = curves.Min(curve => curve[^1].X);
        List<(double X, double Y)> fewest = curves.MinBy(curve => curve.Count)!;
        return fewest.Count <= MostPoints
            ? fewest.Select(point => point.X).Where(x => x >= first && x <= last)
            : Enumerable.Range(0, first <= last ? MostPoints : 0).Select(i => first + (last - first) * i / (MostPoints - 1));
    }

    /// <summary>The value of a curve between its points: on the straight line from one to the next.</summary>
    private static double At(List<(double X, double Y)> curve, double x)
    {
        int next = curve.FindIndex(point => point.X >= x);
        if (next <= 0 || curve[next].X == x)
        {
            return next < 0 ? curve[^1].Y : curve[next].Y;
        }
        ((double x0, double y0), (double x1, double y1)) = (curve[next - 1], curve[next]);
        return y0 + (y1 - y0) * (x - x0) / (x1 - x0);
    }
}
