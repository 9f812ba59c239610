using Bellman.Learning;

namespace Bellman.Tests.Learning;

/// <summary>Heads that say more than an expectation, against arrays worked by hand.</summary>
public class DistributionHeadTests
{
    private static readonly float[] Next = [0.1f, 0.2f, 0.4f, 0.2f, 0.1f]; // on the atoms -2 .. 2

    [Theory]
    [InlineData(0.5, 0.5, new double[] { 0, 0.05, 0.45, 0.45, 0.05 })]
    [InlineData(1, 0.9, new double[] { 0, 0.08, 0.20, 0.44, 0.28 })]
    [InlineData(0.3, 0, new double[] { 0, 0, 0.7, 0.3, 0 })]
    [InlineData(1, 0, new double[] { 0, 0, 0, 1, 0 })]
    [InlineData(5, 0, new double[] { 0, 0, 0, 0, 1 })]
    [InlineData(-9, 0.5, new double[] { 1, 0, 0, 0, 0 })]
    public void The_projection_of_C51_splits_every_atom_between_its_neighbours(double reward, double discount, double[] expected)
    {
        var target = new float[5];
        new CategoricalHead(5, -2, 2).Project(Next, (float)reward, (float)discount, target);
        Assert.Equal(expected, [.. target.Select(p => (double)p)], (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Theory]
    [InlineData(0.5, 0.5, 0)]
    [InlineData(1, 0.9, 0.1)]     // the highest atom comes to 2.8
    [InlineData(-1.5, 0.9, 0.3)]  // the two lowest come to -3.3 and -2.4
    [InlineData(0.2, 0.9, 0)]     // exactly the edge
    [InlineData(5, 0, 1)]
    [InlineData(-9, 0.5, 1)]
    public void C51_knows_what_it_puts_at_an_edge_from_beyond_it(double reward, double discount, double share)
        => Assert.Equal(share, new CategoricalHead(5, -2, 2).Beyond(Next, (float)reward, (float)discount), 1e-6);

    [Theory]
    [InlineData("categorical 5 -2 2", 0.75)]
    [InlineData("gaussian 4 -2 2", 0.75)]
    [InlineData("twohot 5 -2 2", 0.75)]
    [InlineData("categorical 5 -20 20", 0)]
    [InlineData("gaussian 4 -20 20", 0)]
    [InlineData("twohot 5 -20 20", 0)]
    public void The_share_beyond_the_support_is_that_of_all_targets_since_it_was_last_asked(string text, double share)
    {
        IQHead head = HeadSpec.Parse(text).Create(LossKind.Squared);
        int count = head.OutputCount(1);
        Assert.Equal(double.NaN, head.Edge!.Take());
        head.Loss(
            new Backup
            {
                Actions = new int[4], Rewards = (float[])[3, 1, -2.5f, 15], Discounts = new float[4], NextActions = new int[4],
                Outputs = new float[4 * count], Bootstrap = new float[4 * count], ActionCount = 1,
            },
            new float[4 * count], new float[4]);
        Assert.Equal(share, head.Edge.Take(), 1e-6);
        Assert.Equal(double.NaN, head.Edge.Take());
    }

    [Fact]
    public void Heads_without_a_support_have_no_edge()
        => Assert.All((string[])["scalar", "quantile 3", "implicit 3"], text => Assert.Null(HeadSpec.Parse(text).Create(LossKind.Huber).Edge));

    [Fact]
    public void Cross_entropy_and_its_gradient_are_as_worked_by_hand()
    {
        var gradient = new float[5];
        Assert.Equal(1.454832, CrossEntropy.Of([0, 0, 1, 0, 0], [0, 0.05f, 0.45f, 0.45f, 0.05f], gradient), 1e-6);
        AssertClose([0.148848, 0.098848, -0.045390, -0.301152, 0.098848], gradient, 1e-6);
    }

    [Theory]
    [InlineData(1, 0.8541667, 0.125, -0.125)]
    [InlineData(0, 1.25, 0.083333, -0.083333)]
    [InlineData(2, 0.5729167, 0.0208333, -0.1458333)]
    public void Quantile_losses_sum_over_predictions_and_average_over_targets(float kappa, double loss, double first, double second)
    {
        var gradient = new float[2];
        Assert.Equal(loss, QuantileLoss.Of([0, 1], [0.25f, 0.75f], [-1, 0.5f, 3], kappa, gradient), 1e-6);
        AssertClose([first, second], gradient, 1e-6);
    }

    [Fact]
    public void Quantile_losses_are_the_same_in_vectors_and_one_by_one()
    {
        var random = new Rng(1);
        for (int count = 1; count < 40; count++)
        {
            float[] quantiles = Draw(ref random, 7), targets = Draw(ref random, count), gradient = new float[7];
            float[] fractions = [.. Enumerable.Range(0, 7).Select(i => (i + 0.5f) / 7)];
            double loss = 0;
            for (int i = 0; i < 7; i++)
            {
                double slope = 0;
                foreach (float target in targets)
                {
                    double delta = (double)target - quantiles[i], weight = Math.Abs(fractions[i] - (delta < 0 ? 1 : 0));
                    loss += weight * (Math.Abs(delta) <= 1 ? delta * delta / 2 : Math.Abs(delta) - 0.5) / count;
                    slope -= weight * Math.Clamp(delta, -1, 1) / count;
                }
                gradient[i] -= (float)slope;
            }
            var got = new float[7];
            Assert.Equal(loss, QuantileLoss.Of(quantiles, fractions, targets, 1, got), 1e-4);
            AssertClose([.. gradient.Select(g => -(double)g)], got, 1e-5);
        }
    }

    [Theory]
    [InlineData(0, new double[] { 0.088055, 0.411945, 0.411945, 0.088055 })]
    [InlineData(0.3, new double[] { 0.040960, 0.306986, 0.486317, 0.165738 })]
    [InlineData(0.5, new double[] { 0.022851, 0.235194, 0.506761, 0.235194 })]
    public void HL_Gauss_spreads_a_number_over_bins(double value, double[] expected)
    {
        var target = new float[4];
        ClassificationHead.Gaussian(4, -2, 2).Spread(value, target);
        AssertClose(expected, target, 1e-6);
    }

    [Theory]
    [InlineData(4, 2, 1.9, 1.281617)]
    [InlineData(51, 10, 5, 5.000002)]
    [InlineData(51, 10, 9, 8.9996)]
    [InlineData(51, 10, 9.5, 9.4670)]
    [InlineData(51, 10, 10, 9.7294)]
    [InlineData(51, 10, 99, 9.7294)]
    public void The_mean_of_the_bins_is_the_number_but_near_the_edge(int count, double edge, double value, double mean)
    {
        var target = new float[count];
        ClassificationHead.Gaussian(count, -edge, edge).Spread(value, target);
        double width = 2 * edge / count;
        Assert.Equal(mean, target.Select((p, i) => p * (-edge + (i + 0.5) * width)).Sum(), 5e-5);
    }

    [Theory]
    [InlineData(0.3, new double[] { 0, 0, 0.7, 0.3, 0 })]
    [InlineData(1, new double[] { 0, 0, 0, 1, 0 })]
    [InlineData(7, new double[] { 0, 0, 0, 0, 1 })]
    public void Two_hot_splits_a_number_between_its_neighbours(double value, double[] expected)
    {
        var target = new float[5];
        ClassificationHead.TwoHot(5, -2, 2).Spread(value, target);
        AssertClose(expected, target, 1e-6);
    }

    [Fact]
    public void The_normal_distribution_is_that_of_the_series()
    {
        for (double x = -6; x <= 6; x += 0.01)
        {
            // Marsaglia 2004: Phi(x) = 1/2 + phi(x) (x + x^3/3 + x^5/15 + ...).
            double term = x, sum = x;
            for (int i = 3; Math.Abs(term) > 1e-18; i += 2)
            {
                term *= x * x / i;
                sum += term;
            }
            Assert.Equal(0.5 + sum * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI), Normal.Cumulative(x), 1e-14);
        }
    }

    public static TheoryData<string> Heads => ["scalar", "categorical 5 -2 3", "quantile 3", "implicit 4", "gaussian 6 -3 3", "twohot 5 -3 3"];

    [Theory]
    [MemberData(nameof(Heads))]
    public void The_gradient_of_every_head_is_the_slope_of_its_loss(string text)
    {
        foreach (bool isSoft in (bool[])[false, true])
        {
            if (isSoft && text.StartsWith("categorical", StringComparison.Ordinal))
            {
                continue; // does not go together
            }
            IQHead head = HeadSpec.Parse(text).Create(LossKind.Squared);
            var random = new Rng(4);
            int count = head.OutputCount(3);
            float[] outputs = Draw(ref random, 2 * count), bootstrap = Draw(ref random, 2 * count), gradient = new float[2 * count], errors = new float[2];
            if (text.StartsWith("implicit", StringComparison.Ordinal))
            {
                for (int i = 0; i < 8; i++)
                {
                    outputs[i / 4 * count + 12 + i % 4] = 0.1f + 0.2f * (i % 4); // fractions
                }
            }
            Assert.True(float.IsFinite(Loss(outputs)));
            float[] got = [.. gradient];
            for (int i = 0; i < outputs.Length; i++)
            {
                if (text.StartsWith("implicit", StringComparison.Ordinal) && i % count >= 12)
                {
                    Assert.Equal(0, got[i]);
                    continue;
                }
                const float H = 1 / 256f;
                float kept = outputs[i];
                outputs[i] = kept + H;
                double up = Loss(outputs);
                outputs[i] = kept - H;
                double down = Loss(outputs);
                outputs[i] = kept;
                Assert.Equal((up - down) / (2 * H), got[i], 2e-3);
            }

            float Loss(float[] given) => head.Loss(
                new Backup
                {
                    Actions = (int[])[2, 0],
                    Rewards = (float[])[0.3f, -0.2f],
                    Discounts = (float[])[0.9f, 0.5f],
                    NextActions = (int[])[1, 2],
                    NextPolicy = isSoft ? (float[])[0.2f, 0.5f, 0.3f, 0, 0.1f, 0.9f] : [],
                    Weights = (float[])[1, 0.25f],
                    Outputs = given,
                    Bootstrap = bootstrap,
                    ActionCount = 3,
                },
                gradient, errors);
        }
    }

    [Theory]
    [MemberData(nameof(Heads))]
    public void A_next_policy_that_is_sure_is_the_next_action(string text)
    {
        if (text.StartsWith("categorical", StringComparison.Ordinal))
        {
            return; // has no next policy
        }
        IQHead head = HeadSpec.Parse(text).Create(LossKind.Huber);
        var random = new Rng(5);
        int count = head.OutputCount(3);
        float[] outputs = Draw(ref random, 2 * count), bootstrap = Draw(ref random, 2 * count);
        Assert.Equal(Loss([], []), Loss([0, 1, 0, 0, 0, 1], []), 1e-6);
        Assert.Equal(Loss([], []), Loss([], [1, 1]), 1e-6);

        float Loss(float[] policy, float[] weights) => head.Loss(
            new Backup
            {
                Actions = (int[])[2, 0],
                Rewards = (float[])[0.3f, -0.2f],
                Discounts = (float[])[0.9f, 0.5f],
                NextActions = (int[])[1, 2],
                NextPolicy = policy,
                Weights = weights,
                Outputs = outputs,
                Bootstrap = bootstrap,
                ActionCount = 3,
            },
            new float[2 * count], new float[2]);
    }

    [Fact]
    public void Values_are_means()
    {
        var values = new float[2];
        HeadSpec.Parse("quantile 2").Create(default).Values([1, 2, 5, 7], values);
        Assert.Equal([1.5f, 6], values);
        HeadSpec.Parse("implicit 2").Create(default).Values([1, 2, 5, 7, 0.3f, 0.9f], values);
        Assert.Equal([1.5f, 6], values);
        HeadSpec.Parse("categorical 3 -1 1").Create(default).Values([0, 0, 0, 0, 0, 99], values);
        AssertClose([0, 1], values, 1e-6);
        HeadSpec.Parse("gaussian 2 -1 1").Create(default).Values([0, 0, 0, 99], values);
        AssertClose([0, 0.5], values, 1e-6);
    }

    private static float[] Draw(ref Rng random, int count)
    {
        var numbers = new float[count];
        foreach (ref float number in numbers.AsSpan())
        {
            number = (float)random.NextDouble(-2, 2);
        }
        return numbers;
    }

    private static void AssertClose(double[] expected, float[] actual, double tolerance)
        => Assert.Equal(expected, [.. actual.Select(x => (double)x)], (a, b) => Math.Abs(a - b) < tolerance);
}
