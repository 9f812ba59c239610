using Bellman.Drawing;
using Bellman.Environments;

namespace Bellman.Tests.Environments.Control;

public class ScreenTests
{
    public static TheoryData<string> Worlds => ["CartPole-v0", "CartPole-v1", "MountainCar-v0", "Acrobot-v1"];

    private static Canvas Draw(string name, double[] state, int width, int height)
    {
        IEnvironment environment = Catalogue.Create(name);
        EnvironmentState.Put(environment, state);
        var canvas = new Canvas(width, height);
        ((IScreen)environment).Draw(canvas);
        return canvas;
    }

    private static double[] State(string name, double first) => name == "MountainCar-v0" ? [first - 0.5, 0] : [first, 0, 0.1, 0];

    [Theory, MemberData(nameof(Worlds))]
    public void A_picture_of_any_size_covers_the_whole_canvas(string name)
    {
        foreach ((int width, int height) in ((int, int)[])[(1, 1), (16, 9), (80, 50), (100, 160), (160, 100), (333, 77), (900, 600)])
        {
            var canvas = new Canvas(width, height);
            canvas.Clear(Color.Hex(0xFF00FF)); // a colour that no world uses must be gone
            IEnvironment environment = Catalogue.Create(name);
            EnvironmentState.Put(environment, State(name, 0.1));
            ((IScreen)environment).Draw(canvas);
            for (int pixel = 0; pixel < width * height; pixel++)
            {
                Assert.NotEqual(Color.Hex(0xFF00FF), canvas[pixel % width, pixel / width]);
            }
        }
    }

    [Theory, MemberData(nameof(Worlds))]
    public void Equal_states_look_equal_and_small_movements_show(string name)
    {
        Assert.Equal(Draw(name, State(name, 0.1), 160, 100).Rgb, Draw(name, State(name, 0.1), 160, 100).Rgb);
        Assert.NotEqual(Draw(name, State(name, 0.1), 160, 100).Rgb, Draw(name, State(name, 0.11), 160, 100).Rgb);
    }

    [Theory, MemberData(nameof(Worlds))]
    public void Drawing_allocates_nothing(string name)
    {
        IEnvironment environment = Catalogue.Create(name);
        EnvironmentState.Put(environment, State(name, 0.1));
        var canvas = new Canvas(160, 100);
        var screen = (IScreen)environment;
        screen.Draw(canvas);
        long before = GC.GetAllocatedBytesForCurrentThread();
        screen.Draw(canvas);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_mirrored_cart_is_drawn_mirrored()
    {
        Canvas left = Draw("CartPole-v1", [-0.7, 0, -0.1, 0], 300, 150), right = Draw("CartPole-v1", [0.7, 0, 0.1, 0], 300, 150);
        for (int pixel = 0; pixel < 300 * 150; pixel++)
        {
            (int x, int y) = (pixel % 300, pixel / 300);
            Assert.InRange(left[x, y].R - right[299 - x, y].R, -1, 1);
        }
    }

    [Fact]
    public void The_acrobat_reaches_over_the_line_exactly_where_the_episode_ends()
    {
        // The tip's disc is centred on the line when both heights add up to one link.
        double angle = Math.PI - Math.Acos(0.5);
        Canvas canvas = Draw("Acrobot-v1", [angle, 0, 0, 0], 470, 470);
        (double x, double y) = (235 + 200 * Math.Sin(angle), 235 - 100);
        Assert.Equal(Theme.Clay, canvas[(int)x, (int)y - 3]);
        Assert.Equal(Theme.Clay, canvas[(int)x, (int)y + 3]);
    }
}
