using System.Globalization;

namespace Bellman.Drawing;

/// <summary>A range of numbers with the round numbers that label it.</summary>
public sealed class ChartAxis
{
    // A value may stick out this much, so that -0.01 does not cost a whole tick below 0.
    private const double Overhang = 0.02;

    private readonly double _step;

    private ChartAxis(double low, double high, double step, bool logarithmic, IReadOnlyList<double> ticks)
    {
        Low = low;
        High = high;
        _step = step;
        Logarithmic = logarithmic;
        Ticks = ticks;
    }

    /// <summary>The lower end.</summary>
    public double Low { get; }

    /// <summary>The upper end, above <see cref="Low"/>.</summary>
    public double High { get; }

    /// <summary>Whether equal distances are equal ratios.</summary>
    public bool Logarithmic { get; }

    /// <summary>The numbers to label, inside the range.</summary>
    public IReadOnlyList<double> Ticks { get; }

    /// <summary>An axis of equal distances whose ticks are 1, 2 or 5 times a power of ten.</summary>
    /// <param name="low">The lowest value that must fit.</param>
    /// <param name="high">The highest.</param>
    /// <param name="ticks">About how many ticks there should be.</param>
    /// <param name="toTicks">Whether the range grows to end at ticks.</param>
    public static ChartAxis Linear(double low, double high, int ticks, bool toTicks)
    {
        if (!(high > low))
        {
            double margin = Math.Max(Math.Abs(low) * 0.1, 0.5);
            (low, high) = (low - margin, low + margin);
        }
        double step = RoundStep((high - low) / ticks);
        if (toTicks)
        {
            double slack = Overhang * (high - low);
            low = Math.Floor((low + slack) / step) * step;
            high = Math.Ceiling((high - slack) / step) * step;
        }
        var at = new List<double>();
        for (double k = Math.Ceiling(low / step - 1e-9); k * step <= high + step * 1e-9; k++)
        {
            at.Add(k * step);
        }
        return new(low, high, step, logarithmic: false, at);
    }

    /// <summary>An axis of equal ratios. Both ends must be positive.</summary>
    public static ChartAxis Decades(double low, double high)
    {
        if (!(high > low * 1.001))
        {
            (low, high) = (low / 2, high * 2);
        }
        double decades = Math.Log10(high / low);
        double[] leads = decades < 1.5 ? [1, 2, 5] : [1];
        int stride = (int)Math.Ceiling(decades / 5);
        var at = new List<double>();
        for (int power = (int)Math.Floor(Math.Log10(low)); power <= Math.Ceiling(Math.Log10(high)); power++)
        {
            if (power % stride == 0)
            {
                at.AddRange(leads.Select(lead => lead * Math.Pow(10, power)).Where(tick => tick >= low * 0.999 && tick <= high * 1.001));
            }
        }
        return new(low, high, 0, logarithmic: true, at);
    }

    /// <summary>Where a value lies: 0 at the lower end, 1 at the upper.</summary>
    public double Place(double value) => Logarithmic
        ? Math.Log(value / Low) / Math.Log(High / Low)
        : (value - Low) / (High - Low);

    /// <summary>A tick as people read it: <c>0.25</c>, <c>-150</c>, <c>20k</c>, <c>1.5M</c>.</summary>
    public string Label(double tick)
    {
        double largest = Logarithmic ? Math.Abs(tick) : Math.Max(Math.Abs(Low), Math.Abs(High));
        (double unit, string suffix) = largest switch { >= 1e9 => (1e9, "G"), >= 1e6 => (1e6, "M"), >= 1e4 => (1e3, "k"), _ => (1, "") };
        if (Math.Abs(tick) < 1e-12 * largest)
        {
            return "0";
        }
        double shown = tick / unit;
        int decimals = Logarithmic ? Decimals(shown) : Decimals(_step / unit);
        return decimals > 6
            ? tick.ToString("0.#e0", CultureInfo.InvariantCulture)
            : shown.ToString("F" + decimals, CultureInfo.InvariantCulture).Replace('-', '\u2212') + suffix;
    }

    private static int Decimals(double step) => Math.Max(0, -(int)Math.Floor(Math.Log10(Math.Abs(step)) + 1e-9));

    private static double RoundStep(double rough)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double lead = rough / power;
        return power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
    }
}
