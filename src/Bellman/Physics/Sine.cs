namespace Bellman.Physics;

/// <summary>
/// Sine and cosine of single-precision angles as glibc has computed them since 2.28 (Arm's optimised routines):
/// polynomials in double precision, rounded once. The platform's own differ in a last bit from one operating system to
/// the next.
/// </summary>
internal static class Sine
{
    private const float Small = 0.000244140625f, Near = 0.78f, Large = 120;
    private const double PerQuarter = 10680707.430881744; // 2^24 quarters of a turn for each radian

    // pi/2 = high + low: multiples of the high part are exact, so that the difference is rounded once, as by a fused multiplication.
    private const double QuarterHigh = 1.5707963267941523, QuarterLow = 7.442935157087049e-13;
    private const double S1 = -0.16666654943701084, S2 = 0.008332178146138854, S3 = -0.00019517298981385725;
    private const double C1 = -0.49999999725108224, C2 = 0.041666623324344516, C3 = -0.001388676379437604, C4 = 2.4390450703564542e-05;

    public static (float Sin, float Cos) SinCos(float angle)
    {
        float size = MathF.Abs(angle);
        if (size < Near)
        {
            double square = (double)angle * angle;
            return size < Small ? (angle, 1) : ((float)SinSeries(angle, square), (float)CosSeries(square));
        }
        if (!(size < Large))
        {
            (double sine, double cosine) = Math.SinCos(angle);
            return ((float)sine, (float)cosine);
        }
        double x = angle;
        int quarters = ((int)(x * PerQuarter) + 0x800000) >> 24;
        x = x - quarters * QuarterHigh - quarters * QuarterLow;
        float sin = (float)SinSeries(x, x * x), cos = (float)CosSeries(x * x);
        return (quarters & 3) switch
        {
            0 => (sin, cos),
            1 => (cos, -sin),
            2 => (-sin, -cos),
            _ => (-cos, sin),
        };
    }

    private static double SinSeries(double x, double square)
    {
        double cube = x * square;
        return x + cube * S1 + cube * square * (S2 + square * S3);
    }

    private static double CosSeries(double square)
    {
        double fourth = square * square;
        return 1 + square * C1 + fourth * C2 + fourth * square * (C3 + square * C4);
    }
}
