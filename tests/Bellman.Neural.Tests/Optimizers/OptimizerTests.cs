using Bellman.Neural.Optimizers;
using Bellman.Neural.Tests.Reference;

namespace Bellman.Neural.Tests.Optimizers;

/// <summary>Three steps on the gradients 1, -2, 3, worked out by hand; the constants are halves and quarters to keep that short.</summary>
[Trait("Category", "kernel")]
public sealed class OptimizerTests
{
    private static readonly float[] Gradients = [1, -2, 3];

    [Fact]
    public void Sgd_walks_against_the_gradient()
        => AssertSteps(new(OptimizerKind.Sgd), rate: 0.1f, 0.1, -0.2, 0.3);

    // v = 1; 0.5 - 2 = -1.5; -0.75 + 3 = 2.25.
    [Fact]
    public void Sgd_with_momentum_takes_part_of_the_last_step_again()
        => AssertSteps(new(OptimizerKind.Sgd) { Momentum = 0.5f }, rate: 0.1f, 0.1, -0.15, 0.225);

    // m = 0.5; -0.75; 1.125. v = 0.5; 2.25; 5.625. The correction divides both by 0.5; 0.75; 0.875:
    // 1 / sqrt(1); -1 / sqrt(3); 1.285714 / sqrt(6.428571).
    [Fact]
    public void Adam_corrects_the_bias_of_both_moments()
        => AssertSteps(new(OptimizerKind.Adam) { Beta1 = 0.5f, Beta2 = 0.5f, Epsilon = 0 }, rate: 1, 1, -0.57735027, 0.50709255);

    // As above with 0.5 added to each root: 1 / 1.5; -1 / 2.2320508; 1.285714 / 3.0354628.
    [Fact]
    public void Adam_adds_epsilon_to_the_corrected_root()
        => AssertSteps(new(OptimizerKind.Adam) { Beta1 = 0.5f, Beta2 = 0.5f, Epsilon = 0.5f }, rate: 1, 0.66666667, -0.44801802, 0.42356441);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1.999500)]
    [InlineData(3, 2.998666)]
    [InlineData(4, 3.997499)]
    [InlineData(5, 4.995998)]
    [InlineData(6, 5.994164)]
    public void RAdam_knows_how_many_squares_its_mean_is_worth(int steps, double length)
        => Assert.Equal(length, RAdam.Length(0.999, steps, Math.Pow(0.999, steps)), 1e-6);

    [Theory]
    [InlineData(5, 0.0173115)] // where the paper begins, and PyTorch and optax do not yet
    [InlineData(6, 0.0258211)]
    [InlineData(100, 0.2153354)]
    [InlineData(1000, 0.6453257)]
    public void RAdam_rectifies_by_what_it_knows(int steps, double rectification)
        => Assert.Equal(rectification, RAdam.Rectification(0.999, RAdam.Length(0.999, steps, Math.Pow(0.999, steps))), 1e-7);

    // With beta1 = 0 momentum is the gradient, and with beta2 = 0.9 the lengths are 1, 1.947, ..., 4.581 in step 5 and 5.390 in step 6.
    [Fact]
    public void RAdam_divides_from_the_sixth_step_on()
    {
        IOptimizer optimizer = Optimizer.Create(OptimizerSpec.Parse("radam beta1=0 beta2=0.9 epsilon=1e-30"), 16);
        var parameters = new float[16];
        var gradient = new float[16];
        gradient.AsSpan().Fill(-7);
        for (int step = 1; step <= 7; step++)
        {
            float before = parameters[0];
            Step(optimizer, parameters, gradient, new(float.PositiveInfinity, 1, Rate: 2));
            double[] expected = [14, 14, 14, 14, 14, 2 * 0.2551768, 2 * 0.3301070];
            Assert.Equal(expected[step - 1], parameters[0] - before, 1e-5);
        }
    }

    [Theory]
    [InlineData("radam")]
    [InlineData("radam beta1=0.5 beta2=0.9 epsilon=0.25")]
    public void RAdam_walks_as_its_naive_twin(string text)
    {
        var spec = OptimizerSpec.Parse(text);
        IOptimizer optimizer = Optimizer.Create(spec, 32);
        float[] parameters = Numbers.Random(32, 1);
        double[] twin = [.. parameters], m = new double[32], v = new double[32];
        for (int step = 1; step <= 50; step++)
        {
            float[] gradient = Numbers.Random(32, (ulong)step + 1);
            Step(optimizer, parameters, gradient, new(Bound: 0.9f, Scale: 0.5f, Rate: 0.01f));
            double b1 = spec.Beta1, b2 = spec.Beta2, longest = 2 / (1 - b2) - 1, length = longest - 2 * step * Math.Pow(b2, step) / (1 - Math.Pow(b2, step));
            for (int i = 0; i < twin.Length; i++)
            {
                double g = Math.Clamp(gradient[i], -0.9f, 0.9f) * 0.5;
                m[i] = b1 * m[i] + (1 - b1) * g;
                v[i] = b2 * v[i] + (1 - b2) * g * g;
                double mean = m[i] / (1 - Math.Pow(b1, step)), root = Math.Sqrt(v[i] / (1 - Math.Pow(b2, step)));
                twin[i] -= 0.01f * (length <= 5 ? mean
                    : Math.Sqrt((length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length)) * mean / (root + spec.Epsilon));
            }
        }
        Numbers.AssertClose(twin, parameters, 2e-6, text);
    }

    // s = 0.5; 2.25; 5.625: 1 / (0.7071068 + 0.5); -2 / (1.5 + 0.5); 3 / (2.3717082 + 0.5).
    [Fact]
    public void RmsProp_of_PyTorch_adds_epsilon_beside_the_root()
        => AssertSteps(new(OptimizerKind.RmsProp) { Decay = 0.5f, Epsilon = 0.5f }, rate: 0.1f, 0.08284271, -0.1, 0.10446743);

    // b = 0.8284271; 0.4142136 - 1; -0.2928932 + 1.0446743.
    [Fact]
    public void RmsProp_of_PyTorch_has_momentum_over_the_scaled_gradient()
        => AssertSteps(
            new(OptimizerKind.RmsProp) { Decay = 0.5f, Epsilon = 0.5f, Momentum = 0.5f }, rate: 0.1f, 0.08284271, -0.05857864, 0.07517811);

    // s begins at 1: 1; 2.5; 5.75, and 0.25 under the root: 0.1 / sqrt(1.25); -0.2 / sqrt(2.75); 0.3 / sqrt(6);
    // b = 0.0894427; 0.0447214 - 0.1206045; -0.0379416 + 0.1224745.
    [Fact]
    public void RmsProp_of_TensorFlow_begins_at_one_and_adds_epsilon_under_the_root()
        => AssertSteps(
            new(OptimizerKind.RmsProp) { Decay = 0.5f, Epsilon = 0.25f, Momentum = 0.5f, EpsilonInsideRoot = true, InitialMeanSquare = 1 },
            rate: 0.1f, 0.08944272, -0.07588318, 0.08453285);

    // m = 0.5; -0.75; 1.125 and s - m^2 = 0.25; 1.6875; 4.359375, each plus 0.25 under the root:
    // 1 / sqrt(0.5); -2 / sqrt(1.9375); 3 / sqrt(4.609375).
    [Fact]
    public void RmsProp_of_Mnih_subtracts_the_square_of_the_mean()
        => AssertSteps(
            new(OptimizerKind.RmsProp) { Decay = 0.5f, Epsilon = 0.25f, Centered = true, EpsilonInsideRoot = true },
            rate: 0.1f, 0.14142136, -0.14368424, 0.13973346);

    [Theory]
    [InlineData("sgd momentum=0.9")]
    [InlineData("adam")]
    [InlineData("radam")]
    [InlineData("rmsprop")]
    [InlineData("rmsprop momentum=0.9 centered inside")]
    public void Memory_that_decays_never_becomes_denormal(string text)
    {
        IOptimizer optimizer = Optimizer.Create(OptimizerSpec.Parse(text), 16);
        var parameters = new float[16];
        var gradient = new float[16];
        gradient.AsSpan().Fill(1e-18f);
        for (int step = 0; step < 5000; step++)
        {
            Step(optimizer, parameters, gradient, new(float.PositiveInfinity, 1, 1e-3f));
            gradient.AsSpan().Clear();
        }
        using var memory = new MemoryStream();
        optimizer.Sync(StateStream.Writer(memory));
        float[] state = [.. System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(memory.ToArray())];
        Assert.All(parameters.Concat(state[^16..]), value => Assert.False(float.IsSubnormal(value)));
    }

    [Fact]
    public void Clamping_comes_before_scaling()
    {
        IOptimizer optimizer = Optimizer.Create(OptimizerSpec.Sgd, 16);
        var parameters = new float[16];
        float[] gradient = [5, -5, 0.5f, .. new float[13]];
        Step(optimizer, parameters, gradient, new(Bound: 2, Scale: 0.25f, Rate: 1));
        Assert.Equal([-0.5f, 0.5f, -0.125f], parameters[..3]);
    }

    [Fact]
    public void A_gradient_that_is_not_a_number_is_not_hidden_by_the_clamp()
    {
        IOptimizer optimizer = Optimizer.Create(OptimizerSpec.Sgd, 16);
        var parameters = new float[16];
        Step(optimizer, parameters, [float.NaN, .. new float[15]], new(Bound: 1, Scale: 1, Rate: 1));
        Assert.True(float.IsNaN(parameters[0]));
        Assert.Equal(0, parameters[1]);
    }

    [Theory]
    [InlineData("sgd momentum=0.9")]
    [InlineData("adam")]
    [InlineData("radam")]
    [InlineData("rmsprop")]
    [InlineData("rmsprop momentum=0.9 centered inside")]
    public void Parts_move_as_the_whole_does(string text)
    {
        IOptimizer whole = Optimizer.Create(OptimizerSpec.Parse(text), 64), parts = Optimizer.Create(OptimizerSpec.Parse(text), 64);
        float[] moved = Numbers.Random(64, 1), movedInParts = [.. moved];
        var stride = new StepSettings(Bound: 0.5f, Scale: 0.75f, Rate: 0.01f);
        for (ulong step = 0; step < 5; step++)
        {
            float[] gradient = Numbers.Random(64, step + 2);
            Step(whole, moved, gradient, stride);
            parts.BeginStep();
            parts.Apply(movedInParts.AsSpan(48), gradient.AsSpan(48), 48, stride);
            parts.Apply(movedInParts.AsSpan(0, 48), gradient.AsSpan(0, 48), 0, stride);
        }
        Assert.Equal(moved, movedInParts);
    }

    private static void Step(IOptimizer optimizer, float[] parameters, float[] gradient, StepSettings stride)
    {
        optimizer.BeginStep();
        optimizer.Apply(parameters, gradient, 0, stride);
    }

    private static void AssertSteps(OptimizerSpec spec, float rate, params double[] expected)
    {
        IOptimizer optimizer = Optimizer.Create(spec, 16);
        var parameters = new float[16];
        for (int step = 0; step < Gradients.Length; step++)
        {
            float before = parameters[0];
            var gradient = new float[16];
            gradient.AsSpan().Fill(Gradients[step]);
            Step(optimizer, parameters, gradient, new(float.PositiveInfinity, 1, rate));
            Assert.Equal(expected[step], before - parameters[0], 1e-6);
            Assert.All(parameters, value => Assert.Equal(parameters[0], value));
        }
    }
}
