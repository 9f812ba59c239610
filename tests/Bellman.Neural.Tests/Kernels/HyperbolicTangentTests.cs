using System.Globalization;
using Bellman.Neural.Kernels;
using Bellman.Neural.Tests.Reference;
using Xunit.Abstractions;

namespace Bellman.Neural.Tests.Kernels;

[Trait("Category", "kernel")]
public sealed class HyperbolicTangentTests(ITestOutputHelper output)
{
    // Every 9,973rd float from the least to 12; BELLMAN_TANH=1 tries them all, which takes a minute.
    private static readonly int Step = Environment.GetEnvironmentVariable("BELLMAN_TANH") is { } step ? int.Parse(step, CultureInfo.InvariantCulture) : 9973;

    [Fact]
    public void It_is_within_two_units_in_the_last_place_and_odd()
    {
        const int chunk = 4096;
        var x = new float[2 * chunk];
        var y = new float[2 * chunk];
        int last = BitConverter.SingleToInt32Bits(12);
        (double worst, float where) = (0, 0);
        for (long bits = 1; bits <= last;)
        {
            for (int i = 0; i < chunk; i++, bits += Step)
            {
                x[i] = BitConverter.Int32BitsToSingle((int)Math.Min(bits, last));
                x[chunk + i] = -x[i];
            }
            HyperbolicTangent.Run(x, y);
            for (int i = 0; i < chunk; i++)
            {
                double expected = Math.Tanh(x[i]), unit = MathF.BitIncrement((float)expected) - (float)expected;
                double error = Math.Abs(y[i] - expected) / unit;
                (worst, where) = error > worst ? (error, x[i]) : (worst, where);
                Assert.True(y[i] <= 1 && y[chunk + i] == -y[i]);
            }
        }
        Assert.True(worst < 2, $"{worst} units in the last place at {where:R}");
        output.WriteLine($"largest error {worst} units in the last place, at {where:R}");
    }

    [Theory]
    [InlineData(0f, 0f)]
    [InlineData(float.Epsilon, float.Epsilon)]
    [InlineData(-1e-40f, -1e-40f)]
    [InlineData(1e-10f, 1e-10f)]
    [InlineData(9.1f, 1f)]
    [InlineData(-9.1f, -1f)]
    [InlineData(88.8f, 1f)]
    [InlineData(float.MaxValue, 1f)]
    [InlineData(float.MinValue, -1f)]
    [InlineData(float.PositiveInfinity, 1f)]
    [InlineData(float.NegativeInfinity, -1f)]
    [InlineData(float.NaN, float.NaN)]
    public void Its_ends_and_its_middle_are_exact(float x, float expected)
    {
        var y = new float[1];
        HyperbolicTangent.Run([x], y);
        Assert.True(float.IsNaN(expected) ? float.IsNaN(y[0]) : Numbers.Bits([expected])[0] == Numbers.Bits(y)[0], $"{y[0]:R}");
        HyperbolicTangent.Run([-0f], y);
        Assert.True(y[0] == 0 && float.IsNegative(y[0]));
    }

    [Fact]
    public void A_number_has_the_same_bits_wherever_it_stands()
    {
        float[] x = [.. Numbers.Random(67, 3).Select(value => 6 * value)];
        var whole = new float[x.Length];
        HyperbolicTangent.Run(x, whole);
        for (int first = 0; first < 20; first++)
        {
            for (int length = 0; first + length <= x.Length; length++)
            {
                float[] inPlace = x[first..(first + length)];
                HyperbolicTangent.Run(inPlace, inPlace);
                Assert.Equal(Numbers.Bits(whole.AsSpan(first, length)), Numbers.Bits(inPlace));
            }
        }
    }

    // Every machine: with vectors of any width, or without.
    [Fact]
    public void Every_machine_gives_the_same_bits()
    {
        float[] x = [.. Numbers.Random(4096, 3).Select(value => 10 * value * value * value)];
        var y = new float[x.Length];
        HyperbolicTangent.Run(x, y);
        Assert.Equal(3050804155u, Numbers.Fingerprint(y));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(16)]
    [InlineData(43)]
    public void Its_gradient_is_one_less_its_square(int length)
    {
        float[] y = Numbers.Random(length, 1), dy = Numbers.Random(length, 2);
        var dx = new float[length];
        HyperbolicTangent.Gradient(y, dy, dx);
        Assert.Equal(y.Zip(dy, (value, slope) => slope * (1 - value * value)), dx);
    }
}
