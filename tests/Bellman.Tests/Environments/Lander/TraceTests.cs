using Bellman.Environments.Lander;
using Bellman.Physics;

namespace Bellman.Tests.Environments.Lander;

public class TraceTests
{
    private const double RewardTolerance = 1e-9;

    public static TheoryData<int, string> Episodes
    {
        get
        {
            var episodes = new TheoryData<int, string>();
            for (int i = 0; i < TracedEpisode.All.Count; i++)
            {
                episodes.Add(i, TracedEpisode.All[i].Title);
            }
            return episodes;
        }
    }

    [Theory]
    [MemberData(nameof(Episodes))]
    public void Every_body_moves_as_in_Gymnasium_to_the_last_bit(int number, string title)
    {
        TracedEpisode episode = TracedEpisode.All[number];
        var lander = new LunarLander(new() { Wind = episode.HasWind });
        var observation = new float[8];
        double[] draws = episode.Draws;
        (int, int) weather = episode.HasWind ? ((int)draws[14], (int)draws[15]) : default;
        lander.Begin(draws.AsSpan(0, Terrain.Draws), (draws[12], draws[13]), weather, (draws[^2], draws[^1]), observation);
        Compare(lander, episode.Steps[0], observation, $"{title}, reset");
        for (int i = 1; i < episode.Steps.Count; i++)
        {
            TracedStep step = episode.Steps[i];
            LunarLander.Reward reward = lander.Step(step.Engine, (step.Draws[0], step.Draws[1]), observation);
            Compare(lander, step, observation, $"{title}, step {i}");
            Assert.InRange(reward.Value, step.Reward - RewardTolerance, step.Reward + RewardTolerance);
            Assert.Equal(step.IsLast, reward.IsLast);
        }
    }

    private static void Compare(LunarLander lander, TracedStep step, float[] observation, string where)
    {
        Assert.True(SameBits(step.Observation, observation), $"{where}: {string.Join(' ', observation)}");
        Body[] bodies = [lander.Craft.Hull, .. lander.Craft.Legs];
        for (int i = 0; i < bodies.Length; i++)
        {
            Body body = bodies[i];
            float[] found = [body.Pose.Position.X, body.Pose.Position.Y, body.Angle, body.Velocity.X, body.Velocity.Y, body.Spin, body.IsAwake ? 1 : 0];
            Assert.True(SameBits(step.Bodies[i], found), $"{where}, body {i}: {string.Join(' ', found)}");
        }
    }

    private static bool SameBits(float[] a, float[] b)
        => a.Select(BitConverter.SingleToInt32Bits).SequenceEqual(b.Select(BitConverter.SingleToInt32Bits));
}
