using Bellman.Drawing;
using Bellman.Environments;
using Bellman.Environments.Lander;
using Bellman.Physics;

namespace Bellman.Tests.Environments.Lander;

public class LunarLanderTests
{
    [Fact]
    public void Every_step_of_a_landing_goes_on_to_the_same_bits_when_it_is_saved_there()
    {
        bool hasLanded = false;
        for (ulong seed = 1; !hasLanded; seed++)
        {
            LunarLander lander = new(new() { Wind = true }), twin = new(new() { Wind = true });
            var random = new Rng(seed);
            float[] observation = new float[8], other = new float[8];
            lander.Reset(ref random, observation);
            bool hasStoodOnOneLeg = false;
            Outcome outcome;
            do
            {
                Copy(lander, twin);
                int action = Pilots.Scripted(observation, ref random);
                Rng same = random;
                outcome = lander.Step(action, ref random, observation);
                Assert.Equal(outcome, twin.Step(action, ref same, other));
                Assert.Equal(observation, other);
                Assert.Equal(Bytes(lander), Bytes(twin));
                hasStoodOnOneLeg |= observation[6] != observation[7];
            }
            while (!outcome.EpisodeOver);
            hasLanded = outcome.Reward == 100 && hasStoodOnOneLeg;
        }
    }

    [Fact]
    public void Neither_a_step_nor_a_reset_allocates()
    {
        var lander = new LunarLander(new() { Wind = true });
        var random = new Rng(3);
        var observation = new float[8];
        void Fly(int steps)
        {
            lander.Reset(ref random, observation);
            for (int step = 0; step < steps; step++)
            {
                if (lander.Step(random.NextInt(4), ref random, observation).EpisodeOver)
                {
                    lander.Reset(ref random, observation);
                }
            }
        }
        Fly(200);
        Assert.Equal(0, Allocation.Least(() => Fly(500)));
    }

    [Fact]
    public void In_free_fall_the_centre_of_mass_gains_a_fifth_of_a_metre_per_second_in_every_step()
    {
        var lander = new LunarLander();
        var random = new Rng(4);
        lander.Reset(ref random, new float[8]);
        Body[] bodies = [lander.Craft.Hull, .. lander.Craft.Legs];
        for (int step = 0; step < 10; step++)
        {
            double before = Momentum();
            lander.Step(Engine.None, default, new float[8]);
            Assert.Equal(-0.2, (Momentum() - before) / bodies.Sum(body => 1 / body.InverseMass), 1e-4);
        }

        double Momentum() => bodies.Sum(body => body.Velocity.Y / body.InverseMass);
    }

    [Fact]
    public void The_main_engine_lifts_and_a_side_engine_turns()
    {
        (double lifted, _) = Change(Engine.Main);
        Assert.Equal(13.0 * 4 / 30 / (4463 / 900.0), lifted, 0.01); // impulse over the mass of all three bodies
        Assert.True(Change(Engine.Left).Spin > 0.05);
        Assert.Equal(Change(Engine.Left).Spin, -Change(Engine.Right).Spin, 0.01);

        static (double Speed, double Spin) Change(Engine engine)
        {
            LunarLander fired = new(), idle = new();
            foreach (LunarLander lander in (LunarLander[])[fired, idle])
            {
                double[] level = [.. Enumerable.Repeat(3.0, Terrain.Draws)];
                lander.Begin(level, default, default, default, new float[8]);
                lander.Step(lander == fired ? engine : Engine.None, default, new float[8]);
            }
            return (fired.Craft.Hull.Velocity.Y - idle.Craft.Hull.Velocity.Y, fired.Craft.Hull.Spin - idle.Craft.Hull.Spin);
        }
    }

    [Theory]
    [InlineData("gravity=-12", "gravity is -12: it must be greater than -12 and less than 0.")]
    [InlineData("gravity=0", "gravity is 0: it must be greater than -12 and less than 0.")]
    [InlineData("gravity=NaN", "gravity is NaN: it must be greater than -12 and less than 0.")]
    [InlineData("windPower=-1", "windPower is -1: it must be between 0 and 1000.")]
    [InlineData("windPower=Infinity", "windPower is Infinity: it must be between 0 and 1000.")]
    [InlineData("turbulence=NaN", "turbulence is NaN: it must be between 0 and 1000.")]
    [InlineData("wind=maybe", "'maybe' does not fit the option 'wind' of LunarLander-v3: it must be true or false.")]
    [InlineData("gravity=low", "'low' does not fit the option 'gravity' of LunarLander-v3: it must be a number.")]
    [InlineData("moons=2", "LunarLander-v3 has no option 'moons': it has gravity, limit, turbulence, wind, windPower.")]
    public void Options_that_cannot_be_are_refused_in_a_sentence(string option, string sentence)
        => Assert.Equal(sentence, Assert.Throws<BellmanException>(() => Catalogue.Create($"LunarLander-v3:{option}")).Message);

    [Fact]
    public void Options_change_the_world()
    {
        Assert.Equal(50, Catalogue.Create("LunarLander-v3:limit=50").Spec.TimeLimit);
        Assert.Null(Catalogue.Create("LunarLander-v3:limit=none").Spec.TimeLimit);
        float[] usual = Fall(""), light = Fall(":gravity=-2"), windy = Fall(":wind=true,windPower=20,turbulence=2");
        Assert.True(light[3] > usual[3]);
        Assert.NotEqual(usual[2], windy[2]);
        Assert.Equal(usual, Fall(":windPower=20")); // no wind, whatever its power

        static float[] Fall(string options)
        {
            IEnvironment lander = Catalogue.Create("LunarLander-v3" + options);
            var random = new Rng(5);
            var observation = new float[8];
            lander.Reset(ref random, observation);
            for (int step = 0; step < 20; step++)
            {
                lander.Step(0, ref random, observation);
            }
            return observation;
        }
    }

    [Fact]
    public void A_picture_of_any_size_covers_the_whole_canvas_and_changes_nothing()
    {
        var lander = new LunarLander();
        var random = new Rng(6);
        lander.Reset(ref random, new float[8]);
        for (int step = 0; step < 30; step++)
        {
            lander.Step(2, ref random, new float[8]);
        }
        byte[] before = Bytes(lander);
        foreach ((int width, int height) in ((int, int)[])[(1, 1), (16, 9), (100, 160), (160, 100), (333, 77), (600, 400)])
        {
            var canvas = new Canvas(width, height);
            canvas.Clear(Color.Hex(0xFF00FF)); // a colour that is not in the picture must be gone
            lander.Draw(canvas);
            Assert.DoesNotContain(Color.Hex(0xFF00FF), Enumerable.Range(0, width * height).Select(pixel => canvas[pixel % width, pixel / width]));
        }
        Assert.Equal(before, Bytes(lander));
    }

    [Fact]
    public void Drawing_allocates_nothing_and_shows_the_plume()
    {
        var lander = new LunarLander();
        var random = new Rng(7);
        lander.Reset(ref random, new float[8]);
        Canvas without = new(600, 400), with = new(600, 400);
        lander.Draw(without);
        lander.Step(2, ref random, new float[8]);
        lander.Draw(with);
        Assert.Equal(0, Allocation.Least(() => lander.Draw(with)));
        Assert.True(CountWarm(with) > CountWarm(without) + 20);

        // Flames are the only thing whose red exceeds its blue by so much above the ground.
        static int CountWarm(Canvas canvas) => Enumerable.Range(0, 600 * 200).Count(pixel => canvas[pixel % 600, pixel / 600] is var color && color.R - color.B > 90);
    }

    private static void Copy(LunarLander from, LunarLander to) => to.Sync(StateStream.Reader(new MemoryStream(Bytes(from))));

    private static byte[] Bytes(LunarLander lander)
    {
        using var bytes = new MemoryStream();
        lander.Sync(StateStream.Writer(bytes));
        return bytes.ToArray();
    }
}
