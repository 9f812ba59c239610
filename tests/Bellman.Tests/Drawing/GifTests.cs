using Bellman.Drawing;
using Bellman.Environments;

namespace Bellman.Tests.Drawing;

public class GifTests
{
    private static List<GifFrame> RoundTrip(IEnumerable<Canvas> frames, double seconds = 0.05)
    {
        var file = new MemoryStream();
        Gif? gif = null;
        foreach (Canvas frame in frames)
        {
            gif ??= new Gif(file, frame.Width, frame.Height);
            gif.Add(frame, seconds);
        }
        gif!.Dispose();
        return GifDecoder.Read(file.ToArray());
    }

    [Theory]
    [InlineData(1, 1, 1), InlineData(5, 3, 2), InlineData(64, 48, 16), InlineData(301, 211, 255)]
    public void Up_to_255_colours_come_back_exactly(int width, int height, int colors)
    {
        // The largest one fills the code table several times over.
        Canvas[] pictures = [.. Enumerable.Range(0, 3).Select(seed => Pictures.Confetti(width, height, colors, (ulong)seed))];
        List<GifFrame> frames = RoundTrip(pictures);
        Assert.Equal(3, frames.Count);
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(pictures[i].Rgb, frames[i].Picture.Rgb);
        }
    }

    [Fact]
    public void Pictures_of_one_colour_of_every_length_come_back_exactly()
    {
        // Runs end at every possible position relative to the growth of the codes.
        for (int width = 1; width <= 700; width++)
        {
            Assert.Equal(new Canvas(width, 3).Rgb, RoundTrip([new Canvas(width, 3)])[0].Picture.Rgb);
        }
    }

    [Fact]
    public void Noise_of_every_length_around_a_growth_of_the_codes_comes_back_exactly()
    {
        IEnumerable<int> lengths = [.. Enumerable.Range(250, 9), .. Enumerable.Range(766, 4), .. Enumerable.Range(3836, 8)];
        foreach (int length in lengths)
        {
            Canvas picture = Pictures.Confetti(length, 1, 255, (ulong)length);
            Assert.Equal(picture.Rgb, RoundTrip([picture])[0].Picture.Rgb);
        }
    }

    [Fact]
    public void A_frame_in_which_nothing_changed_shows_the_one_before()
    {
        Canvas picture = Pictures.Confetti(20, 10, 9, seed: 1);
        List<GifFrame> frames = RoundTrip([picture, picture, picture]);
        Assert.All(frames, frame => Assert.Equal(picture.Rgb, frame.Picture.Rgb));
    }

    [Fact]
    public void New_colours_in_a_later_frame_bring_their_own_palette()
    {
        var black = new Canvas(30, 20);
        Canvas colorful = Pictures.Confetti(30, 20, 200, seed: 3);
        List<GifFrame> frames = RoundTrip([black, colorful, black]);
        Assert.Equal([false, true, false], frames.Select(frame => frame.OwnPalette));
        Assert.Equal(colorful.Rgb, frames[1].Picture.Rgb);
        Assert.Equal(black.Rgb, frames[2].Picture.Rgb);
    }

    [Theory]
    [InlineData("CartPole-v1"), InlineData("MountainCar-v0"), InlineData("Acrobot-v1")]
    public void Recordings_of_worlds_are_true_to_a_barely_visible_difference(string name)
    {
        IEnvironment environment = Catalogue.Create(name);
        var random = new Rng(1);
        var observation = new float[environment.Spec.ObservationLength];
        environment.Reset(ref random, observation);
        List<Canvas> pictures = [];
        for (int step = 0; step < 12; step++)
        {
            var canvas = new Canvas(240, 160);
            ((IScreen)environment).Draw(canvas);
            pictures.Add(canvas);
            environment.Step(step % 2 == 0 ? 0 : environment.Spec.ActionCount - 1, ref random, observation);
        }
        List<GifFrame> frames = RoundTrip(pictures);
        for (int i = 0; i < pictures.Count; i++)
        {
            int most = pictures[i].Rgb.Zip(frames[i].Picture.Rgb, (expected, actual) => Math.Abs(expected - actual)).Max();
            Assert.InRange(most, 0, 28);
            Assert.Equal(pictures[i][0, 0], frames[i].Picture[0, 0]); // large areas are exact
        }
    }

    [Theory]
    [InlineData(0.02, 100, 200), InlineData(1 / 30.0, 90, 300), InlineData(0.025, 100, 250), InlineData(0.001, 10, 20)]
    public void Delays_add_up_to_the_time_that_was_asked_for(double seconds, int frames, int hundredths)
    {
        List<GifFrame> read = RoundTrip(Enumerable.Repeat(new Canvas(1, 1), frames), seconds);
        Assert.Equal(hundredths, read.Sum(frame => frame.Delay));
        Assert.All(read, frame => Assert.True(frame.Delay >= 2));
    }

    [Fact]
    public void Far_more_colours_than_fit_are_approximated()
    {
        Canvas noise = Pictures.Noise(64, 64, seed: 1);
        GifFrame frame = RoundTrip([noise])[0];
        double meanError = noise.Rgb.Zip(frame.Picture.Rgb, (expected, actual) => (double)Math.Abs(expected - actual)).Average();
        Assert.InRange(meanError, 0, 20); // 255 colours spread over the cube lie 40 apart
    }

    [Fact]
    public void A_frame_of_another_size_is_refused()
    {
        using var gif = new Gif(new MemoryStream(), 10, 10);
        Assert.Equal("A frame of 10 x 11 pixels does not fit into a GIF of 10 x 10.",
            Assert.Throws<BellmanException>(() => gif.Add(new Canvas(10, 11), 0.1)).Message);
    }

    [Fact]
    public void A_size_that_the_format_cannot_hold_is_refused()
        => Assert.Throws<BellmanException>(() => new Gif(new MemoryStream(), 70_000, 1));
}
