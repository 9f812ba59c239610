using Bellman.Learning;

namespace Bellman.Tests.Learning;

public class ReturnLossTests
{
    // Errors 2 and -4: halves of their squares are 2 and 8.
    [Fact]
    public void The_loss_is_half_the_mean_square_and_only_the_actions_taken_feel_it()
    {
        float[] gradient = [7, 7, 7, 7], errors = [7, 7];
        float loss = ReturnLoss.Fill([1, 5, -3, 9], [1, 0], [3, 1], gradient, errors);
        Assert.Equal(5, loss);
        Assert.Equal([0, 1, -2, 0], gradient);
        Assert.Equal([2, -4], errors);
    }

    [Fact]
    public void The_derivative_is_the_slope_of_the_loss()
    {
        float[] outputs = [0.5f, -1.25f, 2, 0.75f, -0.5f, 1], gradient = new float[6], errors = new float[2];
        int[] actions = [2, 0];
        ReturnLoss.Fill(outputs, actions, [1, 1.5f], gradient, errors);
        for (int i = 0; i < outputs.Length; i++)
        {
            Assert.Equal((Loss(i, 0.125f) - Loss(i, -0.125f)) / 0.25, gradient[i], 1e-6);
        }

        double Loss(int at, float moved)
        {
            float[] other = [.. outputs];
            other[at] += moved;
            return ReturnLoss.Fill(other, actions, [1, 1.5f], new float[6], new float[2]);
        }
    }
}
