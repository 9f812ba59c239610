using Bellman.Environments.Control;

namespace Bellman.Tests.Environments.Control;

public class CartPoleTests
{
    /// <summary>The naive twin: the equations of motion as one reads them, with the platform's sine and cosine.</summary>
    private static double[] Naive(double[] s, int action)
    {
        (double x, double v, double angle, double spin) = (s[0], s[1], s[2], s[3]);
        double sin = Math.Sin(angle), cos = Math.Cos(angle);
        double push = ((action == 1 ? 10 : -10) + 0.05 * spin * spin * sin) / 1.1;
        double turn = (9.8 * sin - cos * push) / (0.5 * (4.0 / 3 - 0.1 * cos * cos / 1.1));
        return [x + 0.02 * v, v + 0.02 * (push - 0.05 * turn * cos / 1.1), angle + 0.02 * spin, spin + 0.02 * turn];
    }

    [Fact]
    public void Every_angle_moves_the_pole_as_the_platforms_sine_and_cosine_would()
    {
        CartPole environment = CartPole.V1();
        var random = new Rng(1);
        var observation = new float[4];
        for (double angle = -3.5; angle <= 3.5; angle += 0.0007) // far beyond what an episode allows, too
        {
            double[] state = [0.3, -0.8, angle, 1.7];
            EnvironmentState.Put(environment, state);
            environment.Step(1, ref random, observation);
            Assert.Equal(Naive(state, 1), EnvironmentState.Of(environment, 4),
                (expected, actual) => Math.Abs(expected - actual) <= 1e-15 * Math.Max(1, Math.Abs(expected)));
        }
    }

    [Fact]
    public void The_step_that_ends_the_episode_pays_too()
    {
        CartPole environment = CartPole.V1();
        var random = new Rng(1);
        EnvironmentState.Put(environment, [2.39, 3, 0, 0]);
        Assert.Equal(new Outcome(1, Ending.Terminated), environment.Step(1, ref random, new float[4]));
    }
}
