using Bellman.Neural.Layers;
using Bellman.Neural.Optimizers;
using Bellman.Neural.Tests.Reference;

namespace Bellman.Neural.Tests.Layers;

/// <summary>Factorised noise, Fortunato et al. 2018, equations 9 to 11.</summary>
public class NoisyTests
{
    [Fact]
    public void Outputs_and_the_gradient_of_sigma_are_as_worked_by_hand()
    {
        // Two inputs, two outputs; factors (2, -1) of the inputs and (0.5, -3) of the outputs; every sigma 0.5.
        var dense = new Dense(2, 2, Initializer.Torch);
        float[] mu = [1, 3, 2, 4, 0.1f, -0.1f]; // [input][output], then biases
        float[] sigma = [0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f], factors = [2, -1, 0.5f, -3], weights = new float[6], y = new float[2];
        dense.Perturb(mu, sigma, factors, weights);
        dense.Evaluate(weights, [], [1, 1], y);
        Numbers.AssertClose([3.6, 3.9], y, 1e-6, "y");
        dense.Evaluate(mu, [], [1, 1], y);
        Numbers.AssertClose([3.1, 6.9], y, 1e-6, "y without noise");
        var dsigma = new float[6];
        dense.NoiseGradient([1, 1, 1, 1, 1, 1], factors, dsigma, WorkShare.Whole);
        Numbers.AssertClose([1, -6, -0.5, 3, 0.5, -3], dsigma, 1e-6, "dsigma");
    }

    [Fact]
    public void Noise_has_mean_zero_and_the_deviation_of_the_paper()
    {
        // Var = sigma^2 (E|e|)^2 = sigma^2 * 2 / pi for a weight, sigma^2 sqrt(2 / pi) for a bias.
        var layer = new Noisy(new Dense(1, 1, Initializer.Torch), 0.5);
        float[] parameters = new float[layer.ParameterCount], shared = new float[layer.NoiseCount];
        parameters[layer.ParameterCount / 2] = parameters[layer.ParameterCount / 2 + 1] = 0.5f;
        var random = new Rng(1);
        const int Draws = 200_000;
        double mean = 0, squares = 0, biasSquares = 0;
        for (int i = 0; i < Draws; i++)
        {
            layer.DrawNoise(shared, [], ref random);
            layer.ApplyNoise(parameters, shared);
            ReadOnlySpan<float> weights = shared.AsSpan(shared.Length - layer.ParameterCount / 2);
            mean += weights[0];
            squares += (double)weights[0] * weights[0];
            biasSquares += (double)weights[1] * weights[1];
        }
        Assert.Equal(0, mean / Draws, 0.005);
        Assert.Equal(0.25 * 2 / Math.PI, squares / Draws, 0.005);
        Assert.Equal(0.25 * Math.Sqrt(2 / Math.PI), biasSquares / Draws, 0.005);
    }

    [Fact]
    public void It_begins_as_the_paper_says()
    {
        var layer = new Noisy(new Dense(100, 30, Initializer.Torch), 0.5);
        var parameters = new float[layer.ParameterCount];
        var random = new Rng(1);
        layer.Initialize(parameters, [], ref random);
        Assert.All(parameters[..3030], mu => Assert.InRange(mu, -0.1f, 0.1f));
        Assert.All(parameters.AsSpan(layer.ParameterCount / 2, 3030).ToArray(), sigma => Assert.Equal(0.05f, sigma));
    }

    [Fact]
    public void Evaluating_is_without_noise_and_exploring_differs_with_every_draw()
    {
        Network network = Create(null);
        float[] x = Numbers.Random(5 * 3, 1);
        float[] quiet = network.Forward(x, 3, ForwardMode.Evaluate).ToArray();
        var random = new Rng(2);
        var seen = new HashSet<string>();
        for (int i = 0; i < 5; i++)
        {
            network.DrawNoise(ref random, 3);
            float[] y = network.Forward(x, 3, ForwardMode.Explore).ToArray();
            Assert.Equal(y, network.Forward(x, 3, ForwardMode.Learn).ToArray());
            Assert.True(seen.Add(string.Join(" ", y)));
            Assert.Equal(quiet, network.Forward(x, 3, ForwardMode.Evaluate).ToArray());
        }
    }

    [Fact]
    public void A_step_of_the_optimiser_is_seen_by_the_next_pass_with_the_same_noise()
    {
        Network network = Create(OptimizerSpec.Sgd);
        float[] x = Numbers.Random(5, 1);
        var random = new Rng(2);
        network.DrawNoise(ref random, 1);
        float[] before = network.Forward(x, 1, ForwardMode.Learn).ToArray();
        network.Backward(before.Select(y => 1f).ToArray(), 1);
        network.Update(0.1f);
        float[] after = network.Forward(x, 1, ForwardMode.Explore).ToArray();
        Assert.All(before.Zip(after), pair => Assert.True(pair.Second < pair.First));
    }

    [Fact]
    public void A_pass_of_more_rows_than_were_drawn_for_is_refused()
    {
        var random = new Rng(1);
        Network network = new(LayerFactory.Create(NetworkSpec.Mlp(8), 5, null, Initializer.Torch, new() { Groups = 3, PerGroup = 4, IsImplicit = true }), ref random);
        Assert.Contains("DrawNoise", Assert.Throws<BellmanException>(() => network.Forward(new float[5], 1, ForwardMode.Explore)).Message);
    }

    private static Network Create(OptimizerSpec? optimizer)
    {
        var random = new Rng(1);
        return new(LayerFactory.Create(NetworkSpec.Mlp(12), 5, null, Initializer.Torch, new() { Groups = 3, Noise = 0.5 }), ref random, optimizer);
    }
}
