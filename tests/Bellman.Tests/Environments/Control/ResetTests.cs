using Bellman.Environments;

namespace Bellman.Tests.Environments.Control;

public class ResetTests
{
    private const int Draws = 20_000;

    [Theory]
    [InlineData("CartPole-v0", 4, -0.05, 0.05), InlineData("CartPole-v1", 4, -0.05, 0.05)]
    [InlineData("MountainCar-v0", 1, -0.6, -0.4), InlineData("Acrobot-v1", 4, -0.1, 0.1)]
    public void Resets_are_uniform_over_Gymnasiums_range(string name, int numbers, double low, double high)
    {
        IEnvironment environment = Catalogue.Create(name);
        var random = new Rng(11);
        var observation = new float[environment.Spec.ObservationLength];
        var columns = Enumerable.Range(0, numbers).Select(_ => new double[Draws]).ToArray();
        for (int draw = 0; draw < Draws; draw++)
        {
            environment.Reset(ref random, observation);
            double[] state = EnvironmentState.Of(environment, environment.Spec.Name == "MountainCar-v0" ? 2 : 4);
            for (int i = 0; i < numbers; i++)
            {
                columns[i][draw] = (state[i] - low) / (high - low);
            }
        }
        foreach (double[] column in columns)
        {
            Array.Sort(column);
            // Kolmogorov and Smirnov: the largest gap between the draws and the uniform distribution; 1.95 is passed once in a thousand times.
            double gap = column.Select((u, i) => Math.Max((i + 1.0) / Draws - u, u - (double)i / Draws)).Max();
            Assert.InRange(gap, 0, 1.95 / Math.Sqrt(Draws));
            Assert.True(column[0] >= 0 && column[^1] <= 1);
        }
    }

    [Fact]
    public void The_car_starts_at_rest()
    {
        IEnvironment environment = Catalogue.Create("MountainCar-v0");
        var random = new Rng(1);
        var observation = new float[2];
        environment.Reset(ref random, observation);
        Assert.Equal(0, observation[1]);
    }

    [Theory]
    [InlineData("CartPole-v1", 4), InlineData("MountainCar-v0", 2)]
    public void An_observation_is_the_state_rounded_to_float(string name, int numbers)
    {
        IEnvironment environment = Catalogue.Create(name);
        var random = new Rng(1);
        var observation = new float[numbers];
        environment.Reset(ref random, observation);
        Assert.Equal(EnvironmentState.Of(environment, numbers).Select(number => (float)number), observation);
        environment.Step(1, ref random, observation);
        Assert.Equal(EnvironmentState.Of(environment, numbers).Select(number => (float)number), observation);
    }

    [Fact]
    public void Acrobot_shows_its_angles_as_cosines_and_sines_and_starts_from_floats()
    {
        IEnvironment environment = Catalogue.Create("Acrobot-v1");
        var random = new Rng(1);
        var observation = new float[6];
        environment.Reset(ref random, observation);
        double[] state = EnvironmentState.Of(environment, 4);
        Assert.Equal(state.Select(number => (double)(float)number), state);
        environment.Step(2, ref random, observation);
        state = EnvironmentState.Of(environment, 4);
        double[] expected = [Math.Cos(state[0]), Math.Sin(state[0]), Math.Cos(state[1]), Math.Sin(state[1]), state[2], state[3]];
        Assert.Equal(expected.Select(number => (float)number), observation);
    }
}
