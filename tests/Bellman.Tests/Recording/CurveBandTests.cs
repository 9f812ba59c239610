using Bellman.Recording;

namespace Bellman.Tests.Recording;

public sealed class CurveBandTests
{
    [Fact]
    public void Curves_at_the_same_places_keep_them()
    {
        var (mean, outline) = CurveBand.Of([[(10, 1), (20, 4)], [(10, 3), (20, 0)]]);
        Assert.Equal([(10, 2), (20, 2)], mean);
        Assert.Equal([(10, 1), (20, 0), (20, 4), (10, 3)], outline);
    }

    [Fact]
    public void Between_its_points_a_curve_is_straight()
        => Assert.Equal([(10, 3), (20, 4)], CurveBand.Of([[(10, 2), (20, 0)], [(0, 0), (40, 16), (41, 0)]]).Mean);

    [Fact]
    public void The_mean_ends_where_the_shortest_curve_ends()
        => Assert.Equal([2, 3], CurveBand.Of([[(1, 0), (2, 0), (3, 0)], [(2, 1), (2.5, 1), (3, 1), (9, 1)]]).Mean.Select(point => point.X));

    [Fact]
    public void One_curve_has_no_range_and_keeps_its_points()
    {
        List<(double, double)> curve = [(1, 5), (4, 6), (5, 2)];
        Assert.Equal(curve, CurveBand.Of([curve, []]).Mean);
        Assert.Empty(CurveBand.Of([curve, []]).Outline);
    }

    [Fact]
    public void Long_curves_become_a_few_points_from_the_first_to_the_last()
    {
        List<(double X, double Y)> line = [.. Enumerable.Range(0, 5_000).Select(i => ((double)i, 2.0 * i))];
        List<(double X, double Y)> mean = CurveBand.Of([line, line]).Mean;
        Assert.Equal(CurveBand.MostPoints, mean.Count);
        Assert.Equal((line[0], line[^1]), (mean[0], mean[^1]));
        Assert.All(mean, point => Assert.Equal(2 * point.X, point.Y, 1e-9));
    }

    [Fact]
    public void Curves_that_nowhere_overlap_have_no_mean()
        => Assert.Empty(CurveBand.Of([[(1, 0), (2, 0)], [(3, 1), (4, 1)]]).Mean);

    [Fact]
    public void Without_points_there_is_no_curve() => Assert.Empty(CurveBand.Of([[], []]).Mean);
}
