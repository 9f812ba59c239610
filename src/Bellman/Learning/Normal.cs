namespace Bellman.Learning;

/// <summary>The standard normal distribution.</summary>
internal static class Normal
{
    // Rational approximations of erf up to 0.46875, of erfc up to 4, and beyond (Cody 1969), highest power first.
    private static ReadOnlySpan<double> NearAbove
        => [1.85777706184603153e-1, 3.16112374387056560, 1.13864154151050156e2, 3.77485237685302021e2, 3.20937758913846947e3];

    private static ReadOnlySpan<double> NearBelow
        => [1, 2.36012909523441209e1, 2.44024637934444173e2, 1.28261652607737228e3, 2.84423683343917062e3];

    private static ReadOnlySpan<double> MiddleAbove
        => [2.15311535474403846e-8, 5.64188496988670089e-1, 8.88314979438837594, 6.61191906371416295e1, 2.98635138197400131e2,
            8.81952221241769090e2, 1.71204761263407058e3, 2.05107837782607147e3, 1.23033935479799725e3];

    private static ReadOnlySpan<double> MiddleBelow
        => [1, 1.57449261107098347e1, 1.17693950891312499e2, 5.37181101862009858e2, 1.62138957456669019e3,
            3.29079923573345963e3, 4.36261909014324716e3, 3.43936767414372164e3, 1.23033935480374942e3];

    private static ReadOnlySpan<double> FarAbove
        => [1.63153871373020978e-2, 3.05326634961232344e-1, 3.60344899949804439e-1, 1.25781726111229246e-1, 1.60837851487422766e-2, 6.58749161529837803e-4];

    private static ReadOnlySpan<double> FarBelow
        => [1, 2.56852019228982242, 1.87295284992346047, 5.27905102951428412e-1, 6.05183413124413191e-2, 2.33520497626869185e-3];

    /// <summary>The probability of a draw below <paramref name="x"/>, to about 15 digits.</summary>
    public static double Cumulative(double x)
    {
        double y = Math.Abs(x) / Math.Sqrt(2);
        if (y <= 0.46875)
        {
            double half = y * Ratio(NearAbove, NearBelow, y * y) / 2;
            return x < 0 ? 0.5 - half : 0.5 + half;
        }
        double tail = y <= 4
            ? Math.Exp(-y * y) * Ratio(MiddleAbove, MiddleBelow, y)
            : Math.Exp(-y * y) / y * (1 / Math.Sqrt(Math.PI) - Ratio(FarAbove, FarBelow, 1 / (y * y)) / (y * y));
        return x < 0 ? tail / 2 : 1 - tail / 2;
    }

    private static double Ratio(ReadOnlySpan<double> above, ReadOnlySpan<double> below, double x)
    {
        double top = 0, bottom = 0;
        for (int i = 0; i < above.Length; i++)
        {
            top = top * x + above[i];
            bottom = bottom * x + below[i];
        }
        return top / bottom;
    }
}
