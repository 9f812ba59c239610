using Bellman.Environments;

namespace Bellman.Tests.Environments.Control;

/// <summary>Our dynamics against numbers that Gymnasium 1.4.0 itself produced, around every threshold and clip.</summary>
public class GoldenTests
{
    public static TheoryData<string, string> Worlds => new()
    {
        { "CartPole-v0", "CartPoleEnv" },
        { "CartPole-v1", "CartPoleEnv" },
        { "MountainCar-v0", "MountainCarEnv" },
        { "Acrobot-v1", "AcrobotEnv" },
    };

    [Theory, MemberData(nameof(Worlds))]
    public void Every_single_step_equals_Gymnasiums(string name, string file)
    {
        IEnvironment environment = Catalogue.Create(name);
        foreach (GoldenEpisode episode in GoldenEpisode.Load(file))
        {
            double[] before = episode.Initial;
            foreach (GoldenStep step in episode.Steps)
            {
                EnvironmentState.Put(environment, before);
                Check(environment, step);
                before = step.State;
            }
        }
    }

    /// <summary>No state is put back on the way: rounding differences would add up. Acrobot is chaotic, so only its beginning is compared.</summary>
    [Theory, MemberData(nameof(Worlds))]
    public void Whole_episodes_equal_Gymnasiums(string name, string file)
    {
        IEnvironment environment = Catalogue.Create(name);
        foreach (GoldenEpisode episode in GoldenEpisode.Load(file))
        {
            EnvironmentState.Put(environment, episode.Initial);
            foreach (GoldenStep step in episode.Steps.Take(name == "Acrobot-v1" ? 10 : int.MaxValue))
            {
                Check(environment, step);
            }
        }
    }

    private static void Check(IEnvironment environment, GoldenStep expected)
    {
        var random = new Rng(1);
        var observation = new float[environment.Spec.ObservationLength];
        Outcome outcome = environment.Step(expected.Action, ref random, observation);
        double[] state = EnvironmentState.Of(environment, expected.State.Length);
        for (int i = 0; i < state.Length; i++)
        {
            Assert.Equal(expected.State[i], state[i], 1e-12 * Math.Max(1, Math.Abs(expected.State[i])));
        }
        Assert.Equal(new Outcome(expected.Reward, expected.Terminated ? Ending.Terminated : Ending.None), outcome);
    }
}
