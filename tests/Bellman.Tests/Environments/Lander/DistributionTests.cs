using Bellman.Environments.Lander;

namespace Bellman.Tests.Environments.Lander;

/// <summary>
/// Fresh episodes against those that Gymnasium played with seeds of its own. The environment variable BELLMAN_LUNARLANDER_EPISODES asks for more than the
/// usual number of them.
/// </summary>
public class DistributionTests
{
    private const int Usual = 200;
    private const double StandardErrors = 3;

    /// <summary>Mean and standard error of returns and lengths, and how many of so many episodes ended at rest.</summary>
    [Theory]
    [InlineData("random", -185.45, 2.48, 93.96, 1.02, 0, 2_000)]
    [InlineData("none", -131.86, 1.35, 70.64, 0.40, 0, 1_000)]
    [InlineData("scripted", 243.92, 4.09, 248.83, 5.83, 468, 500)]
    public void Returns_lengths_and_endings_are_Gymnasiums(string name, double mean, double error, double length, double lengthError, int rested, int of)
    {
        Pilot pilot = name switch { "random" => Pilots.Random, "none" => Pilots.None, _ => Pilots.Scripted };
        int count = Mutations.Count("BELLMAN_LUNARLANDER_EPISODES", Usual);
        double[] returns = new double[count], lengths = new double[count];
        int rests = 0;
        var lander = new LunarLander();
        var observation = new float[8];
        for (int episode = 0; episode < count; episode++)
        {
            var random = new Rng((ulong)episode, 4);
            lander.Reset(ref random, observation);
            Outcome outcome;
            do
            {
                outcome = lander.Step(pilot(observation, ref random), ref random, observation);
                returns[episode] += outcome.Reward;
                lengths[episode]++;
            }
            while (!outcome.EpisodeOver && lengths[episode] < LunarLander.TimeLimit);
            rests += outcome is { EpisodeOver: true, Reward: 100 } ? 1 : 0;
        }
        RequireNear(mean, error, returns);
        RequireNear(length, lengthError, lengths);
        double share = (double)(rested + rests) / (of + count), shareError = Math.Sqrt(share * (1 - share) * (1.0 / of + 1.0 / count));
        Assert.InRange((double)rests / count - (double)rested / of, -StandardErrors * shareError, StandardErrors * shareError);
    }

    private static void RequireNear(double mean, double error, double[] values)
    {
        double ours = values.Average(), variance = values.Sum(value => (value - ours) * (value - ours)) / (values.Length - 1);
        double tolerance = StandardErrors * Math.Sqrt(error * error + variance / values.Length);
        Assert.InRange(ours, mean - tolerance, mean + tolerance);
    }
}
