using Bellman.Learning;

namespace Bellman.Tests.Learning;

public class ScalarHeadTests
{
    // Two rows, three actions, worked by hand:
    // row 0: q(s, 1) = 2,   target = 1 + 0.9 * bootstrap(s', 2) = 1 + 0.9 * 10 = 10,   error = -8
    // row 1: q(s, 0) = 0.5, target = 0.2 + 0 * anything        = 0.2,                  error = 0.3
    private static readonly float[] Outputs = [1, 2, 3, 0.5f, 7, 7];
    private static readonly float[] Bootstrap = [4, 5, 10, 100, 200, 300];

    private static (float Loss, float[] Gradient, float[] Errors) Run(LossKind kind, float[] outputs)
    {
        var gradient = new float[6];
        Array.Fill(gradient, float.NaN);
        var errors = new float[2];
        float loss = new ScalarHead(kind).Loss(
            new Backup
            {
                Actions = (int[])[1, 0],
                Rewards = (float[])[1, 0.2f],
                Discounts = (float[])[0.9f, 0],
                NextActions = (int[])[2, 1],
                Outputs = outputs,
                Bootstrap = Bootstrap,
                ActionCount = 3,
            },
            gradient, errors);
        return (loss, gradient, errors);
    }

    [Theory]
    [InlineData(LossKind.Squared, (64 + 0.09) / 2, -16.0 / 2, 0.6 / 2)]
    [InlineData(LossKind.HalfSquared, (32 + 0.045) / 2, -8.0 / 2, 0.3 / 2)]
    [InlineData(LossKind.Huber, (7.5 + 0.045) / 2, -1.0 / 2, 0.3 / 2)]
    [InlineData(LossKind.ClippedError, (0.5 + 0.045) / 2, -1.0 / 2, 0.3 / 2)]
    public void Loss_and_gradient_match_the_arrays_worked_by_hand(LossKind kind, double loss, double first, double second)
    {
        (float got, float[] gradient, float[] errors) = Run(kind, Outputs);
        Assert.Equal(loss, got, 1e-5);
        Assert.Equal([-8f, 0.3f], errors, (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal([0f, (float)first, 0f, (float)second, 0f, 0f], gradient, (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Theory]
    [InlineData(LossKind.Squared)]
    [InlineData(LossKind.HalfSquared)]
    [InlineData(LossKind.Huber)]
    public void The_gradient_is_the_derivative_of_the_loss(LossKind kind)
    {
        (_, float[] gradient, _) = Run(kind, Outputs);
        for (int i = 0; i < Outputs.Length; i++)
        {
            const float H = 1 / 64f;
            float[] up = [.. Outputs];
            float[] down = [.. Outputs];
            up[i] += H;
            down[i] -= H;
            Assert.Equal((Run(kind, up).Loss - Run(kind, down).Loss) / (2 * H), gradient[i], 1e-3);
        }
    }

    [Fact]
    public void Clipping_the_error_clips_its_derivative_and_never_lets_it_vanish()
    {
        Assert.Equal(1, ScalarHead.Derivative(LossKind.ClippedError, 50));
        Assert.Equal(-1, ScalarHead.Derivative(LossKind.ClippedError, -50));
        Assert.Equal(0.25f, ScalarHead.Derivative(LossKind.ClippedError, 0.25f));
    }

    [Fact]
    public void Huber_is_half_the_square_up_to_one_and_linear_beyond_without_a_step()
    {
        Assert.Equal(0.125f, ScalarHead.Of(LossKind.Huber, 0.5f));
        Assert.Equal(0.5f, ScalarHead.Of(LossKind.Huber, -1));
        Assert.Equal(2.5f, ScalarHead.Of(LossKind.Huber, -3));
    }
}
