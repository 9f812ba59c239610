using System.Globalization;
using Bellman.Environments.Pixels;

namespace Bellman.Tests.Environments.Pixels;

public class StageTests
{
    public static TheoryData<string, int, int, int, int> Resizings()
    {
        var data = new TheoryData<string, int, int, int, int>();
        foreach (string[] row in Pictures.Table("ResizeByOpenCv"))
        {
            int[] sizes = [.. row[1..5].Select(cell => int.Parse(cell, CultureInfo.InvariantCulture))];
            data.Add(row[0], sizes[0], sizes[1], sizes[2], sizes[3]);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Resizings))]
    public void Resizing_agrees_with_OpenCvs_area_interpolation_to_one_grey_level_on_every_pixel(
        string picture, int width, int height, int newWidth, int newHeight)
    {
        string[] sizes = [picture, $"{width}", $"{height}", $"{newWidth}", $"{newHeight}"];
        string[] row = Pictures.Table("ResizeByOpenCv").Single(r => r[..5].SequenceEqual(sizes));
        AssertNear(Convert.FromBase64String(row[5]), Apply(new Resize(width, height, newWidth, newHeight), Pictures.Make(picture, width, height)));
    }

    [Fact]
    public void Grey_agrees_with_OpenCvs_to_one_grey_level_on_every_pixel()
        => AssertNear(Convert.FromBase64String(Pictures.Table("GreyByOpenCv").Single()[2]),
            Apply(new Grayscale(32, 24), Pictures.Make("noise", 32, 24, 3)));

    [Fact]
    public void White_stays_white_and_black_stays_black()
        => Assert.Equal([255, 0, 76, 150, 29], Apply(new Grayscale(5, 1), [255, 255, 255, 0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 255]));

    [Fact]
    public void A_resized_pixel_is_the_mean_of_the_area_that_it_covers()
    {
        Assert.Equal([20], Apply(new Resize(2, 2, 1, 1), [0, 20, 20, 40]));
        Assert.Equal([10, 50], Apply(new Resize(3, 1, 2, 1), [0, 30, 60])); // (0 + 30/2) / 1.5, (30/2 + 60) / 1.5
        Assert.Equal([0, 30, 60], Apply(new Resize(2, 1, 3, 1), [0, 60]));
        Assert.All(Apply(new Resize(160, 210, 84, 84), [.. Enumerable.Repeat((byte)255, 160 * 210)]), k => Assert.Equal(255, k));
    }

    [Fact]
    public void Both_published_crops_are_made_of_resize_and_crop()
    {
        byte[] screen = Pictures.Make("shapes", 160, 210);
        byte[] tall = Apply(new Resize(160, 210, 84, 110), screen), cropped = Apply(new Crop(84, 110, 0, 18, 84, 84), tall);
        Assert.Equal(tall[(18 * 84)..(102 * 84)], cropped);
        Assert.Equal(84 * 84, Apply(new Resize(160, 210, 84, 84), screen).Length);
    }

    [Fact]
    public void A_crop_is_the_rectangle_that_was_asked_for()
        => Assert.Equal([6, 7, 10, 11], Apply(new Crop(4, 3, 2, 1, 2, 2), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]));

    [Theory]
    [InlineData(-1, 0, 2, 2)]
    [InlineData(0, 2, 2, 2)]
    [InlineData(3, 0, 2, 2)]
    [InlineData(0, 0, 0, 1)]
    [InlineData(int.MaxValue, 0, 2, 2)]
    public void A_crop_outside_the_picture_is_refused(int left, int top, int width, int height)
        => Assert.Contains("does not lie inside a picture of 4 x 3",
            Assert.Throws<BellmanException>(() => new Crop(4, 3, left, top, width, height)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_brighter_of_two_pixels_is_kept()
    {
        byte[] picture = Pictures.Make("noise", 50, 3), other = [.. picture.Reverse()];
        byte[] expected = [.. picture.Zip(other, Math.Max)];
        PixelMath.Max(picture, other);
        Assert.Equal(expected, picture);
    }

    [Fact]
    public void A_negative_is_light_for_dark()
    {
        byte[] picture = Pictures.Make("noise", 50, 3), expected = [.. picture.Select(k => (byte)(255 - k))];
        PixelMath.Negative(picture);
        Assert.Equal(expected, picture);
    }

    [Fact]
    public void A_difference_is_grey_where_nothing_changed()
    {
        var result = new byte[4];
        PixelMath.Difference([7, 255, 0, 100], [7, 0, 255, 90], result);
        Assert.Equal([128, 255, 0, 133], result);
    }

    [Fact]
    public void A_window_begins_with_the_first_frame_in_all_places_and_drops_the_oldest()
    {
        var window = new FrameStack(3, 2);
        window.Begin([1, 2]);
        Assert.Equal([1, 2, 1, 2, 1, 2], window.Bytes.ToArray());
        window.Add([3, 4]);
        window.Add([5, 6]);
        window.Add([7, 8]);
        Assert.Equal([3, 4, 5, 6, 7, 8], window.Bytes.ToArray());
        window.Begin([9, 9]);
        Assert.Equal([9, 9, 9, 9, 9, 9], window.Bytes.ToArray());
    }

    private static byte[] Apply(IStage stage, byte[] picture)
    {
        var result = new byte[stage.Output.Length];
        stage.Apply(picture, result);
        return result;
    }

    private static void AssertNear(byte[] expected, byte[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        Assert.InRange(expected.Zip(found, (a, b) => Math.Abs(a - b)).Max(), 0, 1);
    }
}
