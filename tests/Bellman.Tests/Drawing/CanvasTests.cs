using Bellman.Drawing;

namespace Bellman.Tests.Drawing;

public class CanvasTests
{
    private static readonly Color White = Color.Hex(0xFFFFFF);

    /// <summary>How many pixels' worth of white are on a black canvas.</summary>
    private static double Area(Canvas canvas) => canvas.Rgb.Sum(value => (double)value) / (3 * 255);

    [Fact]
    public void A_rectangle_on_whole_pixels_has_sharp_edges()
    {
        var canvas = new Canvas(8, 6);
        canvas.FillRectangle(2, 1, 3, 4, White);
        for (int y = 0; y < 6; y++)
        {
            for (int x = 0; x < 8; x++)
            {
                Assert.Equal(x is >= 2 and < 5 && y is >= 1 and < 5 ? White : Color.Hex(0), canvas[x, y]);
            }
        }
    }

    [Fact]
    public void A_pixel_is_as_bright_as_the_share_that_is_covered()
    {
        var canvas = new Canvas(3, 3);
        canvas.FillRectangle(0.5, 0.75, 1.25, 1, White);
        int[] shares = [32, 48, 0, 96, 143, 0, 0, 0, 0]; // 1/8, 3/16, 3/8, 9/16
        Assert.Equal(shares, Enumerable.Range(0, 9).Select(pixel => (int)canvas[pixel % 3, pixel / 3].R));
    }

    public static TheoryData<double[]> Triangles =>
    [
        [1, 1, 18, 3, 9, 17], [9, 17, 18, 3, 1, 1], [0.3, 0.2, 0.9, 0.4, 0.5, 0.95], [2.5, 3.5, 17.25, 3.5, 17.25, 3.9], [1, 1, 1.2, 18, 1.4, 1],
    ];

    [Theory, MemberData(nameof(Triangles))]
    public void A_triangle_covers_its_exact_area_in_either_direction(double[] c)
    {
        double area = Math.Abs((c[2] - c[0]) * (c[5] - c[1]) - (c[4] - c[0]) * (c[3] - c[1])) / 2;
        var canvas = new Canvas(20, 20);
        canvas.FillPolygon([new(c[0], c[1]), new(c[2], c[3]), new(c[4], c[5])], White);
        // Each touched pixel may be rounded by half a grey level.
        Assert.Equal(area, Area(canvas), 20 * 3 * 0.5 / 255);
    }

    [Theory]
    [InlineData(0.5), InlineData(1), InlineData(3.3), InlineData(9)]
    public void A_circle_covers_its_area_and_a_twelfth_of_a_pixel_in_radius_squared(double radius)
    {
        var canvas = new Canvas(20, 20);
        canvas.FillCircle(10.2, 9.7, radius, White);
        // A rim one pixel wide that fades linearly adds pi / 12 to the area, whatever the radius; sums over pixel centres err a little.
        Assert.Equal(1, Area(canvas) / (Math.PI * (radius * radius + 1 / 12.0)), 0.03);
    }

    [Fact]
    public void What_lies_outside_is_left_out_and_what_reaches_in_is_not()
    {
        var inside = new Canvas(10, 10);
        var clipped = new Canvas(10, 10);
        inside.FillRectangle(0, 0, 10, 10, White);
        clipped.FillPolygon([new(-1e6, -1e6), new(1e6, -1e6), new(1e6, 1e6), new(-1e6, 1e6)], White);
        Assert.Equal(inside.Rgb, clipped.Rgb);

        var untouched = new Canvas(10, 10);
        untouched.FillRectangle(-5, 2, 4, 4, White);
        untouched.FillRectangle(11, 2, 4, 4, White);
        untouched.FillCircle(5, -9, 3, White);
        untouched.Line(-20, 30, 20, 31, 3, White);
        Assert.Equal(0, Area(untouched));
    }

    [Fact]
    public void A_shape_that_is_cut_off_looks_like_the_same_shape_on_a_larger_canvas()
    {
        Point[] shape = [new(-7.3, 4.1), new(6.6, -8.2), new(31.4, 13.3), new(12.2, 29.1)];
        Point[] moved = [.. shape.Select(point => new Point(point.X + 20, point.Y + 20))];
        var small = new Canvas(20, 20);
        var large = new Canvas(70, 70);
        small.FillPolygon(shape, White);
        large.FillPolygon(moved, White);
        small.Polyline(shape, 3.5, Color.Hex(0x808080));
        large.Polyline(moved, 3.5, Color.Hex(0x808080));
        for (int y = 0; y < 20; y++)
        {
            for (int x = 0; x < 20; x++)
            {
                Assert.InRange(small[x, y].R - large[x + 20, y + 20].R, -1, 1);
            }
        }
    }

    [Fact]
    public void Opacity_mixes_with_what_lies_beneath()
    {
        var canvas = new Canvas(2, 1);
        canvas.Clear(Color.Hex(0x204060));
        canvas.FillRectangle(0, 0, 1, 1, Color.Hex(0xE0C0A0).Fade(0.5));
        Assert.Equal(Color.Hex(0x808080), canvas[0, 0]);
        Assert.Equal(Color.Hex(0x204060), canvas[1, 0]);
    }

    [Fact]
    public void A_translucent_line_does_not_darken_where_it_meets_itself()
    {
        var canvas = new Canvas(20, 20);
        canvas.Polyline([new(3, 3), new(16, 3), new(16, 16), new(3, 3)], 4, White.Fade(0.5));
        Assert.Equal(128, canvas.Rgb.Max());
    }

    [Fact]
    public void A_line_has_round_ends_and_the_thickness_it_was_given()
    {
        var canvas = new Canvas(40, 20);
        canvas.Line(10, 10, 30, 10, 6, White);
        Assert.Equal(20 * 6 + Math.PI * 9, Area(canvas), 1);
        Assert.Equal((0, 255), (canvas[7, 7].R, canvas[8, 10].R)); // the corner is cut, the tip is not
    }

    [Fact]
    public void A_line_thinner_than_a_pixel_is_paler_instead()
    {
        var canvas = new Canvas(30, 9);
        canvas.Line(5, 4.5, 25, 4.5, 0.5, White);
        Assert.Equal(128, canvas.Rgb.Max());
    }

    [Fact]
    public void Numbers_that_are_no_coordinates_paint_nothing()
    {
        var canvas = new Canvas(9, 9);
        canvas.FillCircle(double.NaN, 3, 2, White);
        canvas.FillPolygon([new(1, 1), new(double.NaN, 5), new(5, 5)], White);
        canvas.Polyline([], 3, White);
        canvas.FillPolygon([], White);
        Assert.Equal(0, Area(canvas));
    }

    [Theory]
    [InlineData(0, 5), InlineData(5, -1), InlineData(40_000, 40_000)]
    public void An_impossible_size_is_refused(int width, int height)
        => Assert.Throws<BellmanException>(() => new Canvas(width, height));
}
