using Bellman.Neural.Layers;
using Bellman.Neural.Optimizers;
using Bellman.Neural.Tests.Reference;

namespace Bellman.Neural.Tests;

/// <summary>Every way from hidden layers to outputs: gradients, rows, threads and files.</summary>
[Trait("Category", "kernel")]
public class OutputSpecTests
{
    public static TheoryData<string> Names => [.. All.Keys];

    private static readonly Dictionary<string, OutputSpec> All = new()
    {
        ["dueling"] = new() { Groups = 3, Streams = StreamKind.Dueling },
        ["dueling, shared"] = new() { Groups = 3, Streams = StreamKind.Dueling, SharesHidden = true },
        ["dueling, 5 atoms"] = new() { Groups = 3, PerGroup = 5, Streams = StreamKind.Dueling },
        ["regularized"] = new() { Groups = 3, Streams = StreamKind.Regularized, SharesHidden = true },
        ["mean expansion, 2 atoms"] = new() { Groups = 4, PerGroup = 2, Streams = StreamKind.MeanExpansion },
        ["noisy"] = new() { Groups = 3, Noise = 0.5 },
        ["noisy, dueling, 5 atoms"] = new() { Groups = 3, PerGroup = 5, Streams = StreamKind.Dueling, Noise = 0.5 },
        ["implicit"] = new() { Groups = 3, PerGroup = 4, IsImplicit = true },
        ["implicit, fractions first"] = new() { Groups = 3, PerGroup = 4, IsImplicit = true, FractionsFirst = true },
        ["implicit, fractions first, dueling"] = new()
        {
            Groups = 2, PerGroup = 3, IsImplicit = true, FractionsFirst = true, Streams = StreamKind.Dueling, SharesHidden = true,
        },
        ["implicit, dueling"] = new() { Groups = 3, PerGroup = 4, IsImplicit = true, Streams = StreamKind.Dueling, SharesHidden = true },
        ["implicit, mean expansion"] = new() { Groups = 2, PerGroup = 8, IsImplicit = true, Streams = StreamKind.MeanExpansion },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void The_gradient_is_the_slope_of_the_loss(string name)
    {
        foreach (int rows in (int[])[1, 16, 19])
        {
            FiniteDifferences.AssertGradient(Create(name, OptimizerSpec.Sgd), rows);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_row_alone_has_the_bits_it_has_in_any_batch(string name)
    {
        Network network = Create(name);
        float[] x = Numbers.Random(70 * 5, 1);
        int[] batch = Numbers.Bits(network.Forward(x, 70, ForwardMode.Evaluate));
        for (int row = 0; row < 70; row++)
        {
            Assert.Equal(batch.AsSpan(row * network.OutputLength, network.OutputLength).ToArray(),
                Numbers.Bits(network.Forward(x.AsSpan(row * 5, 5), 1, ForwardMode.Evaluate)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void One_thread_and_many_give_the_same_bits(string name)
    {
        using var workers = new WorkerPool(3);
        Network alone = Create(name, OptimizerSpec.Adam, null, 900), shared = Create(name, OptimizerSpec.Adam, workers, 900);
        float[] x = Numbers.Random(100 * 5, 1), slope = Numbers.Random(100 * alone.OutputLength, 2);
        for (int step = 0; step < 3; step++)
        {
            Assert.Equal(Step(alone, x, slope, step), Step(shared, x, slope, step));
        }
        Assert.Equal(Numbers.Bits(alone.Parameters), Numbers.Bits(shared.Parameters));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_saved_is_read_again_and_a_copy_is_equal(string name)
    {
        Network network = Create(name), read = Create(name, seed: 9), copy = Create(name, seed: 10);
        using var file = new MemoryStream();
        network.Sync(StateStream.Writer(file));
        file.Position = 0;
        read.Sync(StateStream.Reader(file));
        copy.CopyFrom(network);
        Assert.Equal(Numbers.Bits(network.Parameters), Numbers.Bits(read.Parameters));
        Assert.Equal(Numbers.Bits(network.Parameters), Numbers.Bits(copy.Parameters));
        float[] x = Numbers.Random(20 * 5, 1);
        var (a, b) = (new Rng(3), new Rng(3));
        network.DrawNoise(ref a, 20);
        copy.DrawNoise(ref b, 20);
        Assert.Equal(Numbers.Bits(network.Forward(x, 20, ForwardMode.Explore)), Numbers.Bits(copy.Forward(x, 20, ForwardMode.Explore)));
    }

    [Fact]
    public void Regularized_advantages_share_one_bias_for_ever()
    {
        var random = new Rng(1);
        var streams = (TwoStreams)LayerFactory.Create(NetworkSpec.Mlp(7), 5, null, Initializer.Torch, new() { Groups = 4, Streams = StreamKind.Regularized })[^2];
        float[] parameters = new float[streams.ParameterCount], gradient = new float[streams.ParameterCount];
        streams.Initialize(parameters, [], ref random);
        streams.ParameterGradient(Numbers.Random(14 * 16, 1), [], Numbers.Random(5 * 16, 2), gradient, 16, WorkShare.Whole);
        Assert.Single(parameters[^4..].Distinct());
        Assert.Single(gradient[^4..].Distinct());
    }

    [Theory]
    [InlineData("")]
    [InlineData("dense 8, tanh")]
    [InlineData("layernorm")]
    public void Streams_without_a_layer_to_split_are_refused(string layers)
        => Assert.Contains("sharedStreams", Assert.Throws<BellmanException>(() => LayerFactory.Create(
            NetworkSpec.Parse(layers), 5, null, Initializer.Torch, new() { Groups = 3, Streams = StreamKind.Dueling })).Message);

    [Fact]
    public void Quantiles_with_fractions_first_are_those_of_the_paper()
    {
        var random = new Rng(3);
        var network = new Network(LayerFactory.Create(NetworkSpec.Mlp(7, 6), 5, null, Initializer.Torch, All["implicit, fractions first"]), ref random);
        float[] x = Numbers.Random(5, 1), outputs = network.Forward(x, 1, ForwardMode.Evaluate).ToArray();
        ReadOnlySpan<float> parameters = network.Parameters;
        // 5 -> 7, then for every fraction 64 -> 7 beside it, 7 -> 6 and 6 -> 3; each layer's parameters begin a cache line.
        double[] features = Dense(parameters[..42], [.. x.Select(value => (double)value)], 7);
        for (int i = 0; i < 4; i++)
        {
            double fraction = (i + 0.5) / 4;
            double[] phi = Dense(parameters.Slice(48, 455), [.. Enumerable.Range(0, 64).Select(k => Math.Cos(Math.PI * k * fraction))], 7);
            double[] units = Dense(parameters.Slice(512, 48), [.. features.Zip(phi, (a, b) => a * b)], 6);
            double[] quantiles = Dense(parameters.Slice(560, 21), units, 3, relu: false);
            Assert.Equal(quantiles, [.. Enumerable.Range(0, 3).Select(group => (double)outputs[4 * group + i])], (a, b) => Math.Abs(a - b) < 1e-5);
            Assert.Equal(fraction, outputs[12 + i], 1e-6);
        }

        static double[] Dense(ReadOnlySpan<float> parameters, double[] x, int outputs, bool relu = true) => NaiveDense.Forward(
            parameters[..(x.Length * outputs)].ToArray(), parameters[(x.Length * outputs)..].ToArray(), [.. x.Select(value => (float)value)],
            x.Length, outputs, 1, relu);
    }

    [Theory]
    [InlineData("dense 8, relu, dense 8")]
    [InlineData("dense 8, relu, dense 8, layernorm, relu")]
    [InlineData("dense 8, relu")]
    public void Fractions_first_without_a_layer_behind_them_or_before_are_refused(string layers)
        => Assert.Contains("set fractionsFirst to false", Assert.Throws<BellmanException>(() => LayerFactory.Create(
            NetworkSpec.Parse(layers), 5, null, Initializer.Torch, All["implicit, fractions first"])).Message);

    private static int[] Step(Network network, float[] x, float[] slope, int step)
    {
        var noise = new Rng((ulong)step);
        network.DrawNoise(ref noise, 100);
        int[] explored = Numbers.Bits(network.Forward(x, 100, ForwardMode.Explore)), learned = Numbers.Bits(network.Forward(x, 100, ForwardMode.Learn));
        Assert.Equal(explored, learned);
        network.Backward(slope, 100);
        network.Update(1e-2f);
        return learned;
    }

    private static Network Create(string name, OptimizerSpec? optimizer = null, WorkerPool? workers = null, int hidden = 9, ulong seed = 3)
    {
        var random = new Rng(seed);
        NetworkSpec layers = All[name].FractionsFirst ? NetworkSpec.Mlp(9, hidden) : NetworkSpec.Mlp(hidden);
        return new(LayerFactory.Create(layers, 5, null, Initializer.Torch, All[name]), ref random, optimizer, default, workers);
    }
}
