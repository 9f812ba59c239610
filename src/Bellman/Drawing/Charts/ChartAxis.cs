using System.Globalization;

namespace Bellman.Drawing.Charts;

/// <summary>A range of numbers with the round numbers that label it.</summary>
internal sealed class ChartAxis
{
    // A value may stick out this much, so that -0.01 does not cost a whole tick below 0.
    private const double Overhang = 0.02;

    // Beyond these nothing can be subtracted or doubled safely; charts of such numbers show that they are there.
    private const double Largest = 1e300, Smallest = 1e-290;

    // Numbers that differ by less, relative to their size, are one place on the paper: their ticks would be equal numbers.
    private const double Resolution = 1e-11;

    private const int FewestTicks = 3;

    private readonly double _step; // 0 where ticks are 1, 2 or 5 times powers of ten

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
        (low, high) = (Math.Clamp(low, -Largest, Largest), Math.Clamp(high, -Largest, Largest));
        if (!(high - low > Math.Max(Math.Max(Math.Abs(low), Math.Abs(high)) * Resolution, Smallest)))
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
        return new(low, high, step, logarithmic: false, Multiples(low, high, step));
    }

    /// <summary>An axis of equal ratios. Both ends must be positive.</summary>
    public static ChartAxis Decades(double low, double high)
    {
        (low, high) = (Math.Clamp(low, Smallest, Largest), Math.Clamp(high, Smallest, Largest));
        if (!(high > low * 1.001))
        {
            (low, high) = (low / 2, high * 2);
        }
        int stride = (int)Math.Ceiling((Math.Log10(high) - Math.Log10(low)) / 5);
        List<double> at = Leads(low, high, stride, 1);
        at = at.Count >= FewestTicks ? at : Leads(low, high, stride: 1, 1, 2, 5);
        double step = at.Count >= FewestTicks ? 0 : RoundStep((high - low) / 5); // within less than a decade plain round numbers do
        return new(low, high, step, logarithmic: true, step == 0 ? at : Multiples(low, high, step));
    }

    /// <summary>Where a value lies: 0 at the lower end, 1 at the upper.</summary>
    public double Place(double value) => Math.Clamp(
        Logarithmic ? (Math.Log(value) - Math.Log(Low)) / (Math.Log(High) - Math.Log(Low)) : (value - Low) / (High - Low), -Overhang, 1 + Overhang);

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
        int decimals = _step == 0 ? Decimals(shown) : Decimals(_step / unit);
        return decimals > 6 || Math.Abs(shown) >= 1e4
            ? tick.ToString("0.#e0", CultureInfo.InvariantCulture)
            : shown.ToString("F" + decimals, CultureInfo.InvariantCulture).Replace('-', '\u2212') + suffix;
    }

    private static List<double> Multiples(double low, double high, double step)
    {
        double first = Math.Ceiling(low / step - 1e-9);
        var at = new List<double>();
        for (int i = 0; (first + i) * step <= high + step * 1e-9; i++) // an int counts where a double would stand still
        {
            at.Add((first + i) * step);
        }
        return at;
    }

    private static List<double> Leads(double low, double high, int stride, params ReadOnlySpan<double> leads)
    {
        var at = new List<double>();
        for (int power = (int)Math.Floor(Math.Log10(low)); power <= Math.Ceiling(Math.Log10(high)); power++)
        {
            foreach (double lead in power % stride == 0 ? leads : [])
            {
                double tick = lead * Math.Pow(10, power);
                if (tick >= low * 0.999 && tick <= high * 1.001)
                {
                    at.Add(tick);
                }
            }
        }
        return at;
    }

    private static int Decimals(double step) => Math.Max(0, -(int)Math.Floor(Math.Log10(Math.Abs(step)) + 1e-9));

    private static double RoundStep(double rough)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double lead = rough / power;
        return power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
    }
}
