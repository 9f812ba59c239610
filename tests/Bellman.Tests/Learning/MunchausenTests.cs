using Bellman.Learning;

namespace Bellman.Tests.Learning;

/// <summary>Vieillard et al. 2020, equation 2, worked by hand.</summary>
public class MunchausenTests
{
    [Theory]
    [InlineData(0.5, 1, 1, 0.5, new float[] { 0, 0 }, new float[] { 0, 1.0986123f }, 1.346574)]
    [InlineData(0.5, 1, 1, 0, new float[] { 0, 0 }, new float[] { 0, 1.0986123f }, 0.653426)] // at a terminal the bonus stays
    [InlineData(0.9, 0.03, 1, 0.99, new float[] { 1, 1.03f }, new float[] { 2, 2.03f }, 2.9835458)]
    [InlineData(0.9, 0.03, 1, 0.99, new float[] { 1, 3 }, new float[] { 2, 2.03f }, 2.1190039)] // the log-policy is cut at -1
    [InlineData(0.9, 0.03, 1, 0, new float[] { 1, 3 }, new float[] { 2, 2.03f }, 0.1)]
    public void Targets_are_as_worked_by_hand(double alpha, double temperature, double reward, double discount, float[] here, float[] next, double expected)
    {
        var munchausen = new Munchausen((float)alpha, (float)temperature, -1);
        var policy = new float[2];
        double target = reward + munchausen.Bonus(here, 0) + discount * munchausen.SoftPolicy(next, [], policy);
        target += discount * (policy[0] * next[0] + policy[1] * next[1]);
        Assert.Equal(expected, target, 1e-5);
        Assert.Equal(1, policy.Sum(), 1e-6);
    }

    [Fact]
    public void What_is_illegal_is_never_done_and_adds_no_entropy()
    {
        var policy = new float[3];
        float entropy = new Munchausen(0.9f, 1, -1).SoftPolicy([5, 1, 1], [false, true, true], policy);
        Assert.Equal([0f, 0.5f, 0.5f], policy);
        Assert.Equal(Math.Log(2), entropy, 1e-6);
    }

    [Fact]
    public void Values_far_apart_stay_finite()
    {
        var policy = new float[2];
        var munchausen = new Munchausen(0.9f, 1e-6f, -1);
        Assert.Equal(0, munchausen.SoftPolicy([1e9f, -1e9f], [], policy), 1e-3);
        Assert.Equal([1f, 0], policy);
        Assert.Equal(-0.9f, munchausen.Bonus([1e9f, -1e9f], 1));
    }
}
