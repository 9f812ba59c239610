using Bellman.Neural.Kernels;
using Bellman.Neural.Tests.Reference;

namespace Bellman.Neural.Tests.Kernels;

[Trait("Category", "kernel")]
public sealed class ElementwiseTests
{
    public static TheoryData<int> Lengths => [0, 1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 33, 64, 65, 255];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Rectifying_replaces_what_is_negative_by_zero(int length)
    {
        float[] source = Numbers.Random(length, 1);
        var target = new float[length];
        Elementwise.Rectify(source, target);
        Assert.Equal(source.Select(x => Math.Max(0, x)), target);
    }

    [Fact]
    public void Rectifying_lets_NaN_through()
    {
        float[] source = Numbers.Random(19, 1);
        source[3] = source[17] = float.NaN;
        Elementwise.Rectify(source, source);
        Assert.Equal([3, 17], source.Index().Where(pair => float.IsNaN(pair.Item)).Select(pair => pair.Index));
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void A_mask_keeps_what_is_positive_beneath(int length)
    {
        float[] y = Numbers.Random(length, 1), values = Numbers.Random(length, 2);
        for (int i = 0; i < length; i += 5)
        {
            y[i] = 0;
        }
        var target = new float[length];
        Elementwise.MaskByPositive(y, values, target);
        Assert.Equal(values.Zip(y, (value, mask) => mask > 0 ? value : 0), target);
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Mixing_moves_part_of_the_way(int length)
    {
        float[] source = Numbers.Random(length, 1), target = Numbers.Random(length, 2);
        double[] expected = [.. target.Zip(source, (to, from) => 0.75 * to + 0.25 * from)];
        Elementwise.Mix(source, target, 0.25f);
        Numbers.AssertClose(expected, target, 1e-6, "mix");
    }

    [Theory]
    [InlineData(16)]
    [InlineData(32)]
    [InlineData(48)]
    [InlineData(400)]
    public void The_sum_of_squares_is_that_of_clamped_values_where_asked(int length)
    {
        float[] values = Numbers.Random(length, 1);
        Assert.Equal(values.Sum(x => (double)x * x), Elementwise.SumOfSquares(values), 1e-4);
        Assert.Equal(values.Sum(x => Math.Pow(Math.Clamp(x, -0.5, 0.5), 2)), Elementwise.SumOfSquares(values, 0.5f), 1e-4);
    }

    [Fact]
    public void A_mask_of_lanes_counts_from_the_first()
    {
        for (int count = -3; count < 12; count++)
        {
            float sum = VectorSums.Sum(System.Runtime.Intrinsics.Vector256<float>.One & VectorSums.Mask(count));
            Assert.Equal(Math.Clamp(count, 0, 8), sum);
        }
    }
}
