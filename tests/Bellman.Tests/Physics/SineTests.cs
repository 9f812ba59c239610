using Bellman.Physics;

namespace Bellman.Tests.Physics;

public class SineTests
{
    /// <summary>Anchors that glibc 2.28 and later agree on.</summary>
    [Theory]
    [InlineData(0f, 0f, 1f)]
    [InlineData(1e-5f, 1e-5f, 1f)]
    [InlineData(0.05f, 0.049979169270678331f, 0.99875026039496628f)]
    [InlineData(-0.35f, -0.34289780745545134f, 0.93937271284737889f)]
    [InlineData(1f, 0.8414709848078965f, 0.54030230586813977f)]
    [InlineData(-3f, -0.14112000805986722f, -0.98999249660044542f)]
    [InlineData(100f, -0.50636564110975879f, 0.86231887228768389f)]
    [InlineData(1000f, 0.82687954053200256f, 0.56237907629070257f)]
    public void Known_angles(float angle, float sin, float cos) => Assert.Equal((sin, cos), Sine.SinCos(angle));

    [Fact]
    public void Every_angle_is_off_by_less_than_a_rounding_and_a_tenth()
    {
        var random = new Rng(1);
        for (int i = 0; i < 200_000; i++)
        {
            float angle = (float)random.NextDouble(-130, 130) / (1 << random.NextInt(12));
            (float sin, float cos) = Sine.SinCos(angle);
            Assert.InRange(Math.Abs(sin - Math.Sin(angle)), 0, 0.6 * Ulp(sin));
            Assert.InRange(Math.Abs(cos - Math.Cos(angle)), 0, 0.6 * Ulp(cos));
        }

        static double Ulp(float value) => (double)MathF.BitIncrement(MathF.Abs(value)) - MathF.Abs(value);
    }
}
